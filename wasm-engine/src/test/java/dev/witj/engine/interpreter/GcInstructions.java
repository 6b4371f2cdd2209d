package dev.witj.engine.interpreter;

import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.engine.V128;
import dev.witj.engine.internal.gc.RuntimeType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instructions on structures, arrays and references. */
final class GcInstructions {
  /** No test needs a longer array. */
  private static final int MAX_LENGTH = 1 << 24;

  private final InterpretedInstance instance;
  private final Machine machine;

  GcInstructions(InterpretedInstance instance, Machine machine) {
    this.instance = instance;
    this.machine = machine;
  }

  private static <T> T nonNull(@Nullable T reference) {
    if (reference == null) {
      throw new Trap(TrapKind.NULL_REFERENCE);
    }
    return reference;
  }

  // Without immediates.

  /** Does an instruction; false if it is none of these. */
  boolean plain(Opcode opcode) {
    switch (opcode) {
      case REF_IS_NULL -> machine.push(machine.pop() == null ? 1 : 0);
      case REF_AS_NON_NULL -> machine.push(nonNull(machine.pop()));
      case REF_EQ -> {
        Object b = machine.pop();
        machine.push(EqObject.same(machine.pop(), b) ? 1 : 0);
      }
      case REF_I31 -> machine.push(new EqObject.I31(machine.popInt() & Integer.MAX_VALUE));
      case I31_GET_S -> machine.push(i31() << 1 >> 1);
      case I31_GET_U -> machine.push(i31());
      case ARRAY_LEN -> machine.push(array().elements().length);
      // A reference is the same object on both sides.
      case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  private int i31() {
    return ((EqObject.I31) nonNull(machine.pop())).value();
  }

  private EqObject.Array array() {
    return (EqObject.Array) nonNull(machine.pop());
  }

  /** With a heap type. */
  void heap(Opcode opcode, HeapType type) {
    boolean nullable = opcode == Opcode.REF_TEST_NULL || opcode == Opcode.REF_CAST_NULL;
    switch (opcode) {
      case REF_NULL -> machine.push(null);
      case REF_TEST, REF_TEST_NULL ->
          machine.push(instance.is(machine.pop(), nullable, type) ? 1 : 0);
      case REF_CAST, REF_CAST_NULL -> {
        Object reference = machine.pop();
        if (!instance.is(reference, nullable, type)) {
          throw new Trap(TrapKind.CAST_FAILURE);
        }
        machine.push(reference);
      }
      default -> throw new IllegalArgumentException(opcode.text());
    }
  }

  // Fields.

  private static StorageType element(RuntimeType type) {
    return ((ArrayType) type.composite()).element().storage();
  }

  /** What a field keeps of a value. */
  private static @Nullable Object packed(StorageType storage, @Nullable Object value) {
    return storage instanceof StorageType.Packed packed
        ? (Object) (Scalars.i(value) & (packed == StorageType.Packed.I8 ? 0xff : 0xffff))
        : value;
  }

  /** What an instruction reads of what a field keeps. */
  private static @Nullable Object unpacked(
      Opcode opcode, StorageType storage, @Nullable Object value) {
    if (opcode.text().endsWith("_s")) {
      int bits = Scalars.i(value);
      return storage == StorageType.Packed.I8 ? (Object) (int) (byte) bits : (int) (short) bits;
    }
    return value;
  }

  /** With a type. */
  void type(Opcode opcode, int index) {
    RuntimeType type = instance.type(index);
    switch (opcode) {
      case STRUCT_NEW, STRUCT_NEW_DEFAULT -> struct(opcode, type);
      case ARRAY_NEW, ARRAY_NEW_DEFAULT -> {
        int length = length(machine.popInt());
        Object value =
            opcode == Opcode.ARRAY_NEW
                ? packed(element(type), machine.pop())
                : Functions.zero(element(type));
        @Nullable Object[] elements = new Object[length];
        Arrays.fill(elements, value);
        machine.push(new EqObject.Array(type, elements));
      }
      case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
        int at = machine.popInt();
        EqObject.Array array = array();
        check(array, at, 1);
        machine.push(unpacked(opcode, element(type), array.elements()[at]));
      }
      case ARRAY_SET -> {
        Object value = packed(element(type), machine.pop());
        int at = machine.popInt();
        EqObject.Array array = array();
        check(array, at, 1);
        array.elements()[at] = value;
      }
      case ARRAY_FILL -> {
        int count = machine.popInt();
        Object value = packed(element(type), machine.pop());
        int at = machine.popInt();
        EqObject.Array array = array();
        check(array, at, count);
        Arrays.fill(array.elements(), at, at + count, value);
      }
      default -> throw new IllegalArgumentException(opcode.text());
    }
  }

  private void struct(Opcode opcode, RuntimeType type) {
    List<FieldType> fields = ((StructType) type.composite()).fields();
    @Nullable Object[] values =
        opcode == Opcode.STRUCT_NEW ? machine.pop(fields.size()) : new Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      StorageType storage = fields.get(i).storage();
      values[i] =
          opcode == Opcode.STRUCT_NEW ? packed(storage, values[i]) : Functions.zero(storage);
    }
    machine.push(new EqObject.Struct(type, values));
  }

  private static int length(int length) {
    if (length < 0 || length > MAX_LENGTH) {
      throw new Trap(TrapKind.ALLOCATION_TOO_LARGE);
    }
    return length;
  }

  private static void check(EqObject.Array array, int at, int count) {
    check(at, count, array.elements().length, TrapKind.ARRAY_OUT_OF_BOUNDS);
  }

  private static void check(int at, int count, int length, TrapKind kind) {
    if (Integer.toUnsignedLong(at) + Integer.toUnsignedLong(count) > length) {
      throw new Trap(kind);
    }
  }

  /** With a type and something else. */
  void types(Opcode opcode, int first, int second) {
    RuntimeType type = instance.type(first);
    switch (opcode) {
      case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> {
        EqObject.Struct struct = (EqObject.Struct) nonNull(machine.pop());
        StorageType storage = ((StructType) type.composite()).fields().get(second).storage();
        machine.push(unpacked(opcode, storage, struct.fields()[second]));
      }
      case STRUCT_SET -> {
        StorageType storage = ((StructType) type.composite()).fields().get(second).storage();
        Object value = packed(storage, machine.pop());
        ((EqObject.Struct) nonNull(machine.pop())).fields()[second] = value;
      }
      case ARRAY_NEW_FIXED -> {
        @Nullable Object[] values = machine.pop(second);
        values = Arrays.stream(values).map(value -> packed(element(type), value)).toArray();
        machine.push(new EqObject.Array(type, values));
      }
      case ARRAY_NEW_DATA -> {
        int count = machine.popInt();
        int from = machine.popInt();
        machine.push(new EqObject.Array(type, data(type, second, from, count)));
      }
      case ARRAY_NEW_ELEM -> {
        int count = machine.popInt();
        int from = machine.popInt();
        machine.push(new EqObject.Array(type, elements(second, from, count)));
      }
      case ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> {
        int count = machine.popInt();
        int from = machine.popInt();
        int to = machine.popInt();
        EqObject.Array array = array();
        check(array, to, count);
        @Nullable Object[] values =
            opcode == Opcode.ARRAY_INIT_DATA
                ? data(type, second, from, count)
                : elements(second, from, count);
        System.arraycopy(values, 0, array.elements(), to, count);
      }
      case ARRAY_COPY -> {
        int count = machine.popInt();
        int from = machine.popInt();
        Object source = machine.pop();
        int to = machine.popInt();
        EqObject.Array target = array();
        EqObject.Array origin = (EqObject.Array) nonNull(source);
        check(target, to, count);
        check(origin, from, count);
        System.arraycopy(origin.elements(), from, target.elements(), to, count);
      }
      default -> throw new IllegalArgumentException(opcode.text());
    }
  }

  private @Nullable Object[] elements(int segment, int from, int count) {
    @Nullable Object[] values = instance.elements.get(segment);
    check(from, count, values.length, TrapKind.TABLE_OUT_OF_BOUNDS);
    return Arrays.copyOfRange(values, from, from + count);
  }

  private @Nullable Object[] data(RuntimeType type, int segment, int from, int count) {
    StorageType storage = element(type);
    boolean vector = storage == NumType.V128;
    int size =
        switch (storage) {
          case StorageType.Packed packed -> packed == StorageType.Packed.I8 ? 1 : 2;
          default -> storage == NumType.I32 || storage == NumType.F32 ? 4 : 8;
        };
    byte[] data = instance.data.get(segment);
    check(
        from,
        (int) Math.min(Integer.MAX_VALUE, Integer.toUnsignedLong(count) * size * (vector ? 2 : 1)),
        data.length,
        TrapKind.MEMORY_OUT_OF_BOUNDS);
    long[] numbers = Memories.numbers(data, from, vector ? 2 * count : count, size);
    @Nullable Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (storage) {
            case NumType number ->
                switch (number) {
                  case I32 -> (Object) (int) numbers[i];
                  case I64 -> numbers[i];
                  case F32 -> Float.intBitsToFloat((int) numbers[i]);
                  case F64 -> Double.longBitsToDouble(numbers[i]);
                  case V128 -> new V128(numbers[2 * i], numbers[2 * i + 1]);
                };
            default -> (int) numbers[i];
          };
    }
    return values;
  }
}
