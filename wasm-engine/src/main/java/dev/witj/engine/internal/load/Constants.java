package dev.witj.engine.internal.load;

import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.engine.V128;
import dev.witj.engine.internal.gc.Array;
import dev.witj.engine.internal.gc.I31;
import dev.witj.engine.internal.gc.RuntimeType;
import dev.witj.engine.internal.gc.Struct;
import dev.witj.engine.internal.run.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Evaluates constant expressions of a module that becomes an instance. */
final class Constants {
  private final State state;
  private final IntFunction<@Nullable Object> globals;

  /**
   * For an instance.
   *
   * @param globals the value of each global that is already known
   */
  Constants(State state, IntFunction<@Nullable Object> globals) {
    this.state = state;
    this.globals = globals;
  }

  /** The value, as {@link dev.witj.engine.Func#call} takes them. */
  @Nullable Object evaluate(ConstExpr expression) {
    InstructionReader in = new InstructionReader(expression.code());
    List<@Nullable Object> stack = new ArrayList<>();
    while (in.next()) {
      step(in, stack);
    }
    return stack.removeLast();
  }

  /** Where a segment goes, as an unsigned number, if that is the same for all instances. */
  static OptionalLong address(ConstExpr expression) {
    InstructionReader in = new InstructionReader(expression.code());
    if (!in.next()) {
      return OptionalLong.empty();
    }
    long value;
    switch (in.opcode()) {
      case I32_CONST -> value = Integer.toUnsignedLong(in.int32());
      case I64_CONST -> value = in.int64();
      default -> {
        return OptionalLong.empty();
      }
    }
    return in.next() && in.opcode() == Opcode.END ? OptionalLong.of(value) : OptionalLong.empty();
  }

  /** Where a segment goes in this instance, as an unsigned number. */
  long placeOf(ConstExpr expression) {
    OptionalLong known = address(expression);
    if (known.isPresent()) {
      return known.getAsLong();
    }
    Object value = evaluate(expression);
    return value instanceof Integer narrow
        ? Integer.toUnsignedLong(narrow)
        : (Long) Objects.requireNonNull(value);
  }

  private static int popInt(List<@Nullable Object> stack) {
    return (Integer) Objects.requireNonNull(stack.removeLast());
  }

  private static long popLong(List<@Nullable Object> stack) {
    return (Long) Objects.requireNonNull(stack.removeLast());
  }

  private void step(InstructionReader in, List<@Nullable Object> stack) {
    switch (in.opcode()) {
      case I32_CONST -> stack.add(in.int32());
      case I64_CONST -> stack.add(in.int64());
      case F32_CONST -> stack.add(Float.intBitsToFloat(in.int32()));
      case F64_CONST -> stack.add(Double.longBitsToDouble(in.int64()));
      case V128_CONST -> stack.add(new V128(in.int64(), in.highInt64()));
      case REF_NULL -> stack.add(null);
      case REF_FUNC -> stack.add(state.function(in.index()));
      case GLOBAL_GET -> stack.add(globals.apply(in.index()));
      case I32_ADD -> stack.add(popInt(stack) + popInt(stack));
      case I32_SUB -> stack.add(-popInt(stack) + popInt(stack));
      case I32_MUL -> stack.add(popInt(stack) * popInt(stack));
      case I64_ADD -> stack.add(popLong(stack) + popLong(stack));
      case I64_SUB -> stack.add(-popLong(stack) + popLong(stack));
      case I64_MUL -> stack.add(popLong(stack) * popLong(stack));
      case REF_I31 -> stack.add(I31.of(popInt(stack), state.heap));
      case STRUCT_NEW -> stack.add(struct(state.types[in.index()], stack));
      case STRUCT_NEW_DEFAULT -> stack.add(Struct.create(state.types[in.index()], state.heap));
      case ARRAY_NEW -> {
        int length = popInt(stack);
        Object value = stack.removeLast();
        Array array = Array.create(length, state.types[in.index()], state.heap);
        for (int i = 0; i < length; i++) {
          element(array, i, value);
        }
        stack.add(array);
      }
      case ARRAY_NEW_DEFAULT ->
          stack.add(Array.create(popInt(stack), state.types[in.index()], state.heap));
      case ARRAY_NEW_FIXED -> {
        Array array = Array.create(in.secondIndex(), state.types[in.index()], state.heap);
        for (int i = in.secondIndex() - 1; i >= 0; i--) {
          element(array, i, stack.removeLast());
        }
        stack.add(array);
      }
      case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY, END -> {}
      default ->
          throw new Trap(
              TrapKind.UNSUPPORTED, new UnsupportedOperationException(in.opcode().text()));
    }
  }

  private Struct struct(RuntimeType type, List<@Nullable Object> stack) {
    Struct made = Struct.create(type, state.heap);
    StructType composite = (StructType) type.composite();
    List<FieldType> fields = composite.fields();
    int[] slots = Struct.slots(composite);
    for (int i = fields.size() - 1; i >= 0; i--) {
      int slot = slots[i];
      Object value = stack.removeLast();
      if (fields.get(i).storage() instanceof dev.witj.binary.core.RefType) {
        Struct.initRef(value, made, slot);
        continue;
      }
      switch (Objects.requireNonNull(value)) {
        case Integer number -> Struct.initInt(number, made, slot);
        case Long number -> Struct.initLong(number, made, slot);
        case Float number -> Struct.initFloat(number, made, slot);
        case Double number -> Struct.initDouble(number, made, slot);
        case V128 vector -> Struct.initVector(vector.low(), vector.high(), made, slot);
        case Object other -> throw new ClassCastException(other.toString());
      }
    }
    return made;
  }

  private static void element(Array array, int index, @Nullable Object value) {
    StorageType storage = ((ArrayType) array.type().composite()).element().storage();
    if (storage instanceof dev.witj.binary.core.RefType) {
      Array.initRef(value, array, index);
      return;
    }
    switch (Objects.requireNonNull(value)) {
      case Integer number -> {
        if (storage == StorageType.Packed.I8) {
          Array.init8(number, array, index);
        } else if (storage == StorageType.Packed.I16) {
          Array.init16(number, array, index);
        } else {
          Array.initInt(number, array, index);
        }
      }
      case Long number -> Array.initLong(number, array, index);
      case Float number -> Array.initFloat(number, array, index);
      case Double number -> Array.initDouble(number, array, index);
      case V128 vector -> Array.initVector(vector.low(), vector.high(), array, index);
      case Object other -> throw new ClassCastException(other.toString());
    }
  }
}
