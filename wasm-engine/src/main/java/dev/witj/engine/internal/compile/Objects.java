package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.engine.ObjectHeap;
import dev.witj.engine.internal.gc.Array;
import dev.witj.engine.internal.gc.Casts;
import dev.witj.engine.internal.gc.I31;
import dev.witj.engine.internal.gc.RuntimeType;
import dev.witj.engine.internal.gc.Struct;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** Structures, arrays, small integers and casts. */
final class Objects {
  private static final ClassDesc STRUCT = Names.of(Struct.class);
  private static final ClassDesc ARRAY = Names.of(Array.class);
  private static final ClassDesc CASTS = Names.of(Casts.class);
  private static final ClassDesc SMALL = Names.of(I31.class);
  private static final ClassDesc TYPE = Names.of(RuntimeType.class);
  private static final ClassDesc HEAP = Names.of(ObjectHeap.class);
  private static final ClassDesc BYTES = Names.of(byte[].class);

  private final MethodCompiler m;

  Objects(MethodCompiler m) {
    this.m = m;
  }

  boolean step(dev.witj.binary.core.Opcode opcode, int i) {
    if (opcode.prefix() != 0xfb && opcode != dev.witj.binary.core.Opcode.REF_EQ) {
      return false;
    }
    m.line(i);
    switch (opcode) {
      case REF_EQ -> {
        call(CASTS, "same", CD_boolean, CD_Object, CD_Object);
        m.operands.pop(2);
        m.pushCondition(Opcode.IFNE, i);
      }
      case REF_I31 -> {
        heap();
        call(SMALL, "of", SMALL, CD_int, HEAP);
        m.operands.pop();
        m.operands.push(Kind.REF);
      }
      case I31_GET_S, I31_GET_U -> {
        boolean signed = opcode == dev.witj.binary.core.Opcode.I31_GET_S;
        call(SMALL, signed ? "getS" : "getU", CD_int, CD_Object);
        m.operands.pop();
        m.operands.push(Kind.INT);
      }
      case REF_TEST, REF_TEST_NULL -> {
        test(m.body.heapType(i), opcode == dev.witj.binary.core.Opcode.REF_TEST_NULL);
        m.operands.pop();
        m.pushCondition(Opcode.IFNE, i);
      }
      case REF_CAST, REF_CAST_NULL -> {
        boolean nullable = opcode == dev.witj.binary.core.Opcode.REF_CAST_NULL;
        ClassDesc target = target(m.body.heapType(i), nullable);
        call(CASTS, "cast", CD_Object, CD_Object, target, CD_boolean);
      }
      case BR_ON_CAST, BR_ON_CAST_FAIL -> {
        m.code.op(Opcode.DUP);
        test(m.body.heapType(i), m.body.castsNull(i));
        boolean fail = opcode == dev.witj.binary.core.Opcode.BR_ON_CAST_FAIL;
        m.branches.branchIf(fail ? Opcode.IFEQ : Opcode.IFNE, m.body.index(i));
      }
      // The host's references and the guest's are the same Java objects on both sides.
      case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {}
      case STRUCT_NEW, STRUCT_NEW_DEFAULT, STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U, STRUCT_SET ->
          struct(opcode, i);
      default -> array(opcode, i);
    }
    return true;
  }

  private void call(ClassDesc owner, String name, ClassDesc result, ClassDesc... params) {
    m.code.invokeStatic(owner, name, MethodTypeDesc.of(result, params));
  }

  /** Loads what a cast is to, and whether null is wanted; gives the type of the former. */
  private ClassDesc target(HeapType heap, boolean nullable) {
    ClassDesc type =
        switch (heap) {
          case HeapType.Concrete concrete -> {
            type(concrete.index());
            yield TYPE;
          }
          case HeapType.Abstract kind -> {
            m.code.constant(kind.ordinal());
            yield CD_int;
          }
        };
    m.code.constant(nullable ? 1 : 0);
    return type;
  }

  private void test(HeapType heap, boolean nullable) {
    ClassDesc target = target(heap, nullable);
    call(CASTS, "test", CD_boolean, CD_Object, target, CD_boolean);
  }

  /** Loads a type. */
  private void type(int index) {
    m.variables.loadState();
    m.code.getField(Names.BASE_STATE, "types", TYPE.arrayType());
    m.code.constant(index);
    m.code.op(Opcode.AALOAD);
  }

  /** Loads what counts objects. */
  private void heap() {
    m.variables.loadState();
    m.code.getField(Names.BASE_STATE, "heap", HEAP);
  }

  private static String name(char kind) {
    return switch (kind) {
      case Kind.INT -> "Int";
      case Kind.LONG -> "Long";
      case Kind.FLOAT -> "Float";
      case Kind.DOUBLE -> "Double";
      case Kind.VECTOR -> "Vector";
      default -> "Ref";
    };
  }

  /** How methods of arrays that write name what they hold. */
  private static String name(StorageType storage) {
    return storage instanceof StorageType.Packed packed
        ? packed == StorageType.Packed.I8 ? "8" : "16"
        : name(Kind.of(storage));
  }

  /** The methods that read, one for each half of a vector. */
  private static List<String> getters(StorageType storage, boolean unsigned) {
    if (storage instanceof StorageType.Packed packed) {
      return List.of((unsigned ? "getU" : "getS") + (packed == StorageType.Packed.I8 ? "8" : "16"));
    }
    char kind = Kind.of(storage);
    return kind == Kind.VECTOR ? List.of("getLow", "getHigh") : List.of("get" + name(kind));
  }

  private static List<ClassDesc> descs(char kind) {
    ClassDesc desc = Kind.desc(kind);
    return kind == Kind.VECTOR ? List.of(desc, desc) : List.of(desc);
  }

  private static ClassDesc[] params(Object... parts) {
    List<ClassDesc> all = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof ClassDesc one) {
        all.add(one);
      } else if (part instanceof Character kind) {
        all.addAll(descs(kind));
      }
    }
    return all.toArray(ClassDesc[]::new);
  }

  private void struct(dev.witj.binary.core.Opcode opcode, int i) {
    int index = m.body.index(i);
    StructType type = (StructType) m.module.types()[index].composite();
    List<FieldType> fields = type.fields();
    int[] slots = m.module.fields(index).slots();
    switch (opcode) {
      case STRUCT_NEW, STRUCT_NEW_DEFAULT -> {
        if (m.spilled.loadOperands(i)) {
          type(index);
          heap();
          call(STRUCT, "createSpilled", STRUCT, Names.LONGS, Names.OBJECTS, CD_int, TYPE, HEAP);
          m.operands.push(Kind.REF);
          return;
        }
        int mark = m.variables.mark();
        int made = m.variables.allocate(Kind.REF);
        type(index);
        heap();
        call(STRUCT, "create", STRUCT, TYPE, HEAP);
        m.code.storeOne(Kind.REF, made);
        if (opcode == dev.witj.binary.core.Opcode.STRUCT_NEW) {
          for (int field = fields.size() - 1; field >= 0; field--) {
            char kind = Kind.of(fields.get(field).storage());
            m.code.loadOne(Kind.REF, made);
            m.code.constant(slots[field]);
            call(STRUCT, "init" + name(kind), CD_void, params(kind, STRUCT, CD_int));
          }
          m.operands.pop(fields.size());
        }
        m.code.loadOne(Kind.REF, made);
        m.variables.release(mark);
        m.operands.push(Kind.REF);
      }
      case STRUCT_SET -> {
        int field = m.body.secondIndex(i);
        char kind = Kind.of(fields.get(field).storage());
        m.code.constant(slots[field]);
        call(STRUCT, "set" + name(kind), CD_void, params(CD_Object, kind, CD_int));
        m.operands.pop(2);
      }
      default -> {
        int field = m.body.secondIndex(i);
        StorageType storage = fields.get(field).storage();
        char kind = Kind.of(storage);
        boolean unsigned = opcode == dev.witj.binary.core.Opcode.STRUCT_GET_U;
        get(STRUCT, getters(storage, unsigned), kind, "A", slots[field]);
        m.operands.pop();
        m.operands.push(kind);
      }
    }
  }

  /** Reads with what is on the stack, which has these kinds, and a slot if there is one. */
  private void get(ClassDesc owner, List<String> getters, char kind, String kinds, int slot) {
    int mark = m.variables.mark();
    int[] slots = new int[kinds.length()];
    boolean twice = getters.size() > 1;
    if (twice) {
      for (int k = slots.length - 1; k >= 0; k--) {
        slots[k] = m.variables.allocate(kinds.charAt(k));
        m.code.store(kinds.charAt(k), slots[k]);
      }
    }
    for (String getter : getters) {
      if (twice) {
        for (int k = 0; k < slots.length; k++) {
          m.code.load(kinds.charAt(k), slots[k]);
        }
      }
      if (slot >= 0) {
        m.code.constant(slot);
      }
      call(owner, getter, Kind.desc(kind), CD_Object, CD_int);
    }
    m.variables.release(mark);
  }

  private void array(dev.witj.binary.core.Opcode opcode, int i) {
    if (opcode == dev.witj.binary.core.Opcode.ARRAY_LEN) {
      call(ARRAY, "length", CD_int, CD_Object);
      m.operands.pop();
      m.operands.push(Kind.INT);
      return;
    }
    int index = m.body.index(i);
    ArrayType type = (ArrayType) m.module.types()[index].composite();
    StorageType storage = type.element().storage();
    char kind = Kind.of(storage);
    String name = name(storage);
    switch (opcode) {
      case ARRAY_NEW -> {
        type(index);
        heap();
        made(2, "create" + name, params(kind, CD_int, TYPE, HEAP));
      }
      case ARRAY_NEW_DEFAULT -> {
        type(index);
        heap();
        made(1, "create", CD_int, TYPE, HEAP);
      }
      case ARRAY_NEW_FIXED -> fixed(i, index, kind, name);
      case ARRAY_NEW_DATA -> {
        type(index);
        heap();
        data(m.body.secondIndex(i));
        made(2, "createData", CD_int, CD_int, TYPE, HEAP, BYTES);
      }
      case ARRAY_NEW_ELEM -> {
        type(index);
        heap();
        elements(m.body.secondIndex(i));
        made(2, "createElements", CD_int, CD_int, TYPE, HEAP, Names.ELEMENTS);
      }
      case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
        boolean unsigned = opcode == dev.witj.binary.core.Opcode.ARRAY_GET_U;
        get(ARRAY, getters(storage, unsigned), kind, "AI", -1);
        m.operands.pop(2);
        m.operands.push(kind);
      }
      case ARRAY_SET -> {
        call(ARRAY, "set" + name, CD_void, params(CD_Object, CD_int, kind));
        m.operands.pop(3);
      }
      case ARRAY_FILL -> {
        call(ARRAY, "fill" + name, CD_void, params(CD_Object, CD_int, kind, CD_int));
        m.operands.pop(4);
      }
      case ARRAY_COPY -> {
        call(ARRAY, "copy", CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int);
        m.operands.pop(5);
      }
      case ARRAY_INIT_DATA -> {
        data(m.body.secondIndex(i));
        call(ARRAY, "initData", CD_void, CD_Object, CD_int, CD_int, CD_int, BYTES);
        m.operands.pop(4);
      }
      case ARRAY_INIT_ELEM -> {
        elements(m.body.secondIndex(i));
        call(ARRAY, "initElements", CD_void, CD_Object, CD_int, CD_int, CD_int, Names.ELEMENTS);
        m.operands.pop(4);
      }
      default -> throw new IllegalArgumentException(opcode.text());
    }
  }

  private void made(int operands, String name, ClassDesc... params) {
    call(ARRAY, name, ARRAY, params);
    m.operands.pop(operands);
    m.operands.push(Kind.REF);
  }

  private void fixed(int i, int index, char kind, String name) {
    int length = m.body.secondIndex(i);
    if (m.spilled.loadOperands(i)) {
      m.code.constant(length);
      type(index);
      heap();
      call(ARRAY, "createSpilled", ARRAY, Names.LONGS, Names.OBJECTS, CD_int, CD_int, TYPE, HEAP);
      m.operands.push(Kind.REF);
      return;
    }
    int mark = m.variables.mark();
    int made = m.variables.allocate(Kind.REF);
    m.code.constant(length);
    type(index);
    heap();
    call(ARRAY, "create", ARRAY, CD_int, TYPE, HEAP);
    m.code.storeOne(Kind.REF, made);
    for (int k = length - 1; k >= 0; k--) {
      m.code.loadOne(Kind.REF, made);
      m.code.constant(k);
      call(ARRAY, "init" + name, CD_void, params(kind, ARRAY, CD_int));
    }
    m.code.loadOne(Kind.REF, made);
    m.variables.release(mark);
    m.operands.pop(length);
    m.operands.push(Kind.REF);
  }

  private void data(int segment) {
    m.variables.loadState();
    m.code.getField(Names.BASE_STATE, "data", BYTES.arrayType());
    m.code.constant(segment);
    m.code.op(Opcode.AALOAD);
  }

  private void elements(int segment) {
    m.variables.loadState();
    m.code.getField(Names.BASE_STATE, "elements", Names.ELEMENTS.arrayType());
    m.code.constant(segment);
    m.code.op(Opcode.AALOAD);
  }
}
