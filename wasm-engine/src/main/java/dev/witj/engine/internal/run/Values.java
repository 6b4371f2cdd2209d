package dev.witj.engine.internal.run;

import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.ValType;
import dev.witj.engine.V128;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values by position: a long for each number, two for a vector, an object for each reference. A
 * vector takes two positions, everything else one, in the array of its kind; the same position of
 * the other array is not used.
 */
public final class Values {
  private Values() {}

  /** How many positions values of these types take. */
  public static int slots(List<ValType> types) {
    int slots = types.size();
    for (ValType type : types) {
      if (type == NumType.V128) {
        slots++;
      }
    }
    return slots;
  }

  /** Puts values to their positions. */
  public static void flatten(
      List<ValType> types, @Nullable Object[] values, long[] numbers, @Nullable Object[] objects) {
    int slot = 0;
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      switch (types.get(i)) {
        case RefType _ -> objects[slot] = value;
        case NumType number -> {
          Object there = Objects.requireNonNull(value, "a number");
          switch (number) {
            case I32 -> numbers[slot] = (Integer) there;
            case I64 -> numbers[slot] = (Long) there;
            case F32 -> numbers[slot] = Float.floatToRawIntBits((Float) there);
            case F64 -> numbers[slot] = Double.doubleToRawLongBits((Double) there);
            case V128 -> {
              V128 vector = (V128) there;
              numbers[slot++] = vector.low();
              numbers[slot] = vector.high();
            }
          }
        }
      }
      slot++;
    }
  }

  /** Makes values of what is at their positions. */
  public static @Nullable Object[] lift(
      List<ValType> types, long[] numbers, @Nullable Object[] objects) {
    @Nullable Object[] values = new @Nullable Object[types.size()];
    int slot = 0;
    for (int i = 0; i < values.length; i++) {
      switch (types.get(i)) {
        case RefType _ -> values[i] = objects[slot];
        case NumType number ->
            values[i] =
                switch (number) {
                  case I32 -> (int) numbers[slot];
                  case I64 -> numbers[slot];
                  case F32 -> Float.intBitsToFloat((int) numbers[slot]);
                  case F64 -> Double.longBitsToDouble(numbers[slot]);
                  case V128 -> new V128(numbers[slot++], numbers[slot]);
                };
      }
      slot++;
    }
    return values;
  }
}
