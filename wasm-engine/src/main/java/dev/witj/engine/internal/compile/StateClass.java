package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/**
 * The class of a module's states: a field for each global, table and imported function; but a class
 * has room for only so many fields, so that those with higher indices stay in arrays of the state.
 */
final class StateClass {
  /** So many globals, and so many imported functions, are fields. */
  private static final int FIELDS = 2000;

  private static final MethodTypeDesc LINK = MethodTypeDesc.of(CD_void);

  private StateClass() {}

  /** The field of a global that is the instance's own, or of the other half of a vector. */
  private static String global(int index, int part) {
    return part == 0 ? "g" + index : "h" + index;
  }

  /** The field of a global that others may know. */
  private static String sharedGlobal(int index) {
    return "G" + index;
  }

  private static String table(int index) {
    return "t" + index;
  }

  /** The field of an imported function. */
  private static String function(int index) {
    return "f" + index;
  }

  /** Whether globals of a module stay in arrays of the state. */
  static boolean keepsGlobals(ModuleOutline module) {
    return module.globals().size() > FIELDS;
  }

  /** Puts a global that is the instance's own, or half of a vector, in place of the state. */
  static void getGlobal(Code code, int index, int part, char kind) {
    if (index < FIELDS) {
      code.getField(Names.STATE, global(index, part), Kind.desc(kind));
      return;
    }
    loadValues(code, part, kind);
    code.constant(index);
    if (kind == Kind.REF) {
      code.op(Opcode.AALOAD);
    } else {
      code.op(Opcode.LALOAD);
      code.fromLong(kind);
    }
  }

  /** Sets a global that is the instance's own, or half of a vector; the state is on the stack. */
  static void setGlobal(Code code, int index, int part, char kind, int slot) {
    char half = kind == Kind.VECTOR ? Kind.LONG : kind;
    if (index < FIELDS) {
      code.loadOne(half, slot);
      code.putField(Names.STATE, global(index, part), Kind.desc(kind));
      return;
    }
    loadValues(code, part, kind);
    code.constant(index);
    code.loadOne(half, slot);
    if (kind == Kind.REF) {
      code.op(Opcode.AASTORE);
    } else {
      code.toLong(half);
      code.op(Opcode.LASTORE);
    }
  }

  /** Puts the array of globals of a kind in place of the state. */
  private static void loadValues(Code code, int part, char kind) {
    if (kind == Kind.REF) {
      code.getField(Names.BASE_STATE, "globalObjects", Names.OBJECTS);
    } else {
      code.getField(Names.BASE_STATE, part == 0 ? "globalBits" : "globalHigh", Names.LONGS);
    }
  }

  /** Puts a global that others may know in place of the state. */
  static void getSharedGlobal(Code code, int index) {
    get(code, sharedGlobal(index), Names.GLOBAL, index, "globals");
  }

  /** Puts a table in place of the state. */
  static void getTable(Code code, int index) {
    get(code, table(index), Names.TABLE, index, "tables");
  }

  /** Puts an imported function in place of the state. */
  static void getFunction(Code code, int index) {
    get(code, function(index), Names.FUNC, index, "functions");
  }

  private static void get(Code code, String field, ClassDesc type, int index, String array) {
    if (index < FIELDS) {
      code.getField(Names.STATE, field, type);
    } else {
      getElement(code, array, type, index);
    }
  }

  private static void getElement(Code code, String array, ClassDesc type, int index) {
    code.getField(Names.BASE_STATE, array, type.arrayType());
    code.constant(index);
    code.op(Opcode.AALOAD);
  }

  static void build(ModuleOutline module, ClassBuilder into) {
    into.withSuperclass(Names.BASE_STATE);
    int globals = Math.min(module.globals().size(), FIELDS);
    int functions = Math.min(module.importedFunctions(), FIELDS);
    for (int i = 0; i < globals; i++) {
      if (module.isShared(i)) {
        into.withField(sharedGlobal(i), Names.GLOBAL, ClassFile.ACC_PUBLIC);
        continue;
      }
      char kind = module.globalKind(i);
      for (int part = 0; part < Kind.positions(kind); part++) {
        into.withField(global(i, part), Kind.desc(kind), ClassFile.ACC_PUBLIC);
      }
    }
    for (int i = 0; i < module.tables().size(); i++) {
      into.withField(table(i), Names.TABLE, ClassFile.ACC_PUBLIC);
    }
    for (int i = 0; i < functions; i++) {
      into.withField(function(i), Names.FUNC, ClassFile.ACC_PUBLIC);
    }
    into.withMethodBody(
        ConstantDescs.INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_PUBLIC,
        code ->
            code.aload(0)
                .invokespecial(Names.BASE_STATE, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .return_());
    link(into, "linkGlobals", code -> linkGlobals(module, globals, code));
    link(
        into,
        "linkTables",
        code -> {
          for (int i = 0; i < module.tables().size(); i++) {
            copy(code, "tables", i, table(i), Names.TABLE);
          }
        });
    link(
        into,
        "linkFunctions",
        code -> {
          for (int i = 0; i < functions; i++) {
            copy(code, "functions", i, function(i), Names.FUNC);
          }
        });
  }

  private static void link(ClassBuilder into, String name, Consumer<Code> content) {
    into.withMethodBody(
        name,
        LINK,
        ClassFile.ACC_PUBLIC,
        builder -> {
          Code code = new JvmCode(builder);
          content.accept(code);
          code.op(Opcode.RETURN);
        });
  }

  private static void linkGlobals(ModuleOutline module, int count, Code code) {
    for (int i = 0; i < count; i++) {
      if (module.isShared(i)) {
        copy(code, "globals", i, sharedGlobal(i), Names.GLOBAL);
        continue;
      }
      char kind = module.globalKind(i);
      for (int part = 0; part < Kind.positions(kind); part++) {
        code.loadOne(Kind.REF, 0);
        code.loadOne(Kind.REF, 0);
        loadValues(code, part, kind);
        code.constant(i);
        code.op(kind == Kind.REF ? Opcode.AALOAD : Opcode.LALOAD);
        code.fromLong(kind);
        code.putField(Names.STATE, global(i, part), Kind.desc(kind));
      }
    }
  }

  private static void copy(Code code, String array, int index, String field, ClassDesc type) {
    code.loadOne(Kind.REF, 0);
    code.loadOne(Kind.REF, 0);
    getElement(code, array, type, index);
    code.putField(Names.STATE, field, type);
  }
}
