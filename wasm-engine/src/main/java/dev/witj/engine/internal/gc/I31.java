package dev.witj.engine.internal.gc;

import dev.witj.engine.GuestObject;
import dev.witj.engine.ObjectHeap;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import org.jspecify.annotations.Nullable;

/**
 * An integer of 31 bits as a reference. Two are the same if they are equal, so references are
 * compared by {@link Casts#same}.
 *
 * @param value the integer, with its sign
 */
public record I31(int value) implements GuestObject {
  private static final int BYTES = 16;

  @Override
  public Kind kind() {
    return Kind.I31;
  }

  /** {@code ref.i31}. */
  public static I31 of(int value, ObjectHeap heap) {
    I31 made = new I31(value << 1 >> 1);
    if (heap.take(BYTES)) {
      heap.sample(made, BYTES);
    }
    return made;
  }

  /** {@code i31.get_s}. */
  public static int getS(@Nullable Object reference) {
    if (reference == null) {
      throw new Trap(TrapKind.NULL_REFERENCE);
    }
    return ((I31) reference).value;
  }

  /** {@code i31.get_u}. */
  public static int getU(@Nullable Object reference) {
    return getS(reference) & Integer.MAX_VALUE;
  }
}
