package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_void;

import dev.witj.engine.internal.run.FuncRef;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** The class of a module's states: a field for each global, table and imported function. */
final class StateClass {
  private static final MethodTypeDesc LINK =
      MethodTypeDesc.of(CD_void, Names.LONGS, Names.LONGS, Names.OBJECTS);

  private StateClass() {}

  /** The field of a global that is the instance's own, or of the other half of a vector. */
  static String global(int index, int part) {
    return part == 0 ? "g" + index : "h" + index;
  }

  /** The field of a global that others may know. */
  static String sharedGlobal(int index) {
    return "G" + index;
  }

  static String table(int index) {
    return "t" + index;
  }

  /** The field of an imported function. */
  static String function(int index) {
    return "f" + index;
  }

  static void build(ModuleOutline module, ClassBuilder into) {
    into.withSuperclass(Names.BASE_STATE);
    for (int i = 0; i < module.globals().size(); i++) {
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
    for (int i = 0; i < module.importedFunctions(); i++) {
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
    into.withMethodBody(
        "link", LINK, ClassFile.ACC_PUBLIC, code -> link(module, new JvmCode(code)));
  }

  private static void link(ModuleOutline module, Code code) {
    ClassDesc globals = Names.GLOBAL.arrayType();
    for (int i = 0; i < module.globals().size(); i++) {
      if (module.isShared(i)) {
        copy(code, "globals", globals, i, sharedGlobal(i), Names.GLOBAL);
        continue;
      }
      char kind = module.globalKind(i);
      for (int part = 0; part < Kind.positions(kind); part++) {
        code.loadOne(Kind.REF, 0);
        code.loadOne(Kind.REF, kind == Kind.REF ? 3 : 1 + part);
        code.constant(i);
        code.op(kind == Kind.REF ? Opcode.AALOAD : Opcode.LALOAD);
        code.fromLong(kind);
        code.putField(Names.STATE, global(i, part), Kind.desc(kind));
      }
    }
    for (int i = 0; i < module.tables().size(); i++) {
      copy(code, "tables", Names.TABLE.arrayType(), i, table(i), Names.TABLE);
    }
    ClassDesc functions = Names.of(FuncRef.class).arrayType();
    for (int i = 0; i < module.importedFunctions(); i++) {
      copy(code, "functions", functions, i, function(i), Names.FUNC);
    }
    code.op(Opcode.RETURN);
  }

  private static void copy(
      Code code, String array, ClassDesc arrayType, int index, String field, ClassDesc type) {
    code.loadOne(Kind.REF, 0);
    code.loadOne(Kind.REF, 0);
    code.getField(Names.BASE_STATE, array, arrayType);
    code.constant(index);
    code.op(Opcode.AALOAD);
    code.putField(Names.STATE, field, type);
  }
}
