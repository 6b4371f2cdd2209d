package dev.witj.engine.internal.run;

import dev.witj.engine.GuestException;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.engine.V128;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Exceptions of guests for compiled code. */
public final class Throwing {
  /** About how many bytes an exception takes, and each number in it. */
  private static final int BYTES = 64;

  private static final int VALUE_BYTES = 32;

  private Throwing() {}

  /** An exception to throw. */
  public static GuestException make(State state, int tag, @Nullable Object[] payload) {
    GuestException made = new GuestException(state.tags[tag], payload);
    long bytes = BYTES + (long) payload.length * VALUE_BYTES;
    if (state.heap.take(bytes)) {
      state.heap.sample(made, bytes);
    }
    return made;
  }

  /** The exception that {@code throw_ref} throws. */
  public static GuestException again(@Nullable Object reference) {
    if (reference == null) {
      throw new Trap(TrapKind.NULL_REFERENCE);
    }
    return (GuestException) reference;
  }

  /** Whether an exception has a tag. */
  public static boolean has(GuestException exception, State state, int tag) {
    return exception.tag() == state.tags[tag];
  }

  private static Object there(GuestException exception, int index) {
    return Objects.requireNonNull(exception.payload(index));
  }

  /** A reference that it carries. */
  public static @Nullable Object take(GuestException exception, int index) {
    return exception.payload(index);
  }

  /** A number that it carries. */
  public static int takeInt(GuestException exception, int index) {
    return (Integer) there(exception, index);
  }

  /** A number that it carries. */
  public static long takeLong(GuestException exception, int index) {
    return (Long) there(exception, index);
  }

  /** A number that it carries. */
  public static float takeFloat(GuestException exception, int index) {
    return (Float) there(exception, index);
  }

  /** A number that it carries. */
  public static double takeDouble(GuestException exception, int index) {
    return (Double) there(exception, index);
  }

  /** One half of a vector that it carries. */
  public static long takeLow(GuestException exception, int index) {
    return ((V128) there(exception, index)).low();
  }

  /** The other half. */
  public static long takeHigh(GuestException exception, int index) {
    return ((V128) there(exception, index)).high();
  }

  /** What an exception carries of these kinds, out of a frame, by position. */
  public static @Nullable Object[] payload(
      long[] numbers, @Nullable Object[] objects, int from, String kinds) {
    @Nullable Object[] payload = new @Nullable Object[kinds.length()];
    int at = from;
    for (int i = 0; i < payload.length; i++) {
      payload[i] =
          switch (kinds.charAt(i)) {
            case 'I' -> (int) numbers[at];
            case 'J' -> numbers[at];
            case 'F' -> Float.intBitsToFloat((int) numbers[at]);
            case 'D' -> Double.longBitsToDouble(numbers[at]);
            case 'V' -> new V128(numbers[at++], numbers[at]);
            default -> objects[at];
          };
      at++;
    }
    return payload;
  }

  /** Puts what an exception carries into a frame, by position. */
  public static void takePayload(
      GuestException exception, long[] numbers, @Nullable Object[] objects, int to, String kinds) {
    int at = to;
    for (int i = 0; i < kinds.length(); i++) {
      switch (kinds.charAt(i)) {
        case 'I' -> numbers[at] = takeInt(exception, i);
        case 'J' -> numbers[at] = takeLong(exception, i);
        case 'F' -> numbers[at] = Float.floatToRawIntBits(takeFloat(exception, i));
        case 'D' -> numbers[at] = Double.doubleToRawLongBits(takeDouble(exception, i));
        case 'V' -> {
          numbers[at++] = takeLow(exception, i);
          numbers[at] = takeHigh(exception, i);
        }
        default -> objects[at] = take(exception, i);
      }
      at++;
    }
  }

  /** A number to carry. */
  public static Object box(int value) {
    return value;
  }

  /** A number to carry. */
  public static Object box(long value) {
    return value;
  }

  /** A number to carry. */
  public static Object box(float value) {
    return value;
  }

  /** A number to carry. */
  public static Object box(double value) {
    return value;
  }

  /** A vector to carry. */
  public static Object box(long low, long high) {
    return new V128(low, high);
  }
}
