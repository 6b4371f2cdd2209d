package dev.witj.engine;

import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.TableType;
import dev.witj.engine.internal.gc.Elements;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table of references: one array, which is replaced when the table grows. Functions that an
 * element segment puts into it are taken out of the segment when they are first read. Used by one
 * thread at a time.
 */
public final class Table implements Extern {
  /** No table gets longer than this, whatever the meter says. */
  private static final int MAX_ELEMENTS = 10_000_000;

  private final TableType declared;
  private final long maximum;
  private Meter meter;

  /** References, or {@link Unread} where one was not read yet. */
  private @Nullable Object[] elements;

  /** What they were when they were kept; null if they never were. */
  private @Nullable Object @Nullable [] kept;

  /**
   * In the place of references that are still in their segment.
   *
   * @param shift the index of the segment's first item in the table, below zero if only those after
   *     it are here
   */
  private record Unread(Elements segment, int shift) {}

  /**
   * A table.
   *
   * @param type its type, spoken of by canonical ids
   * @param initial what its elements are
   * @throws LinkException if it is too large
   */
  public Table(TableType type, @Nullable Object initial, Meter meter) {
    this.declared = type;
    this.meter = meter;
    long most = Math.min(MAX_ELEMENTS, meter.maxTableElements());
    long limit = type.limits().maximum().orElse(-1);
    this.maximum = Long.compareUnsigned(limit, most) < 0 ? limit : most;
    long size = type.limits().minimum();
    take(size, most);
    this.elements = new Object[(int) size];
    Arrays.fill(elements, initial);
  }

  private void take(long size, long most) {
    if (Long.compareUnsigned(size, most) > 0 || !meter.takeTableElements(size)) {
      throw new LinkException(
          "a table of "
              + Long.toUnsignedString(size)
              + " elements exceeds the store's limit of "
              + most);
    }
  }

  /** Keeps what its elements are now, for {@link #restore}. */
  public void keep() {
    kept = elements.clone();
  }

  /**
   * Makes its elements again what they were when they were kept.
   *
   * @return false if it has grown since
   */
  public boolean restore() {
    @Nullable Object[] before = Objects.requireNonNull(kept);
    if (elements.length != before.length) {
      return false;
    }
    System.arraycopy(before, 0, elements, 0, before.length);
    return true;
  }

  /**
   * Counts with another meter from now on.
   *
   * @throws LinkException if it is too large for that
   */
  public void countWith(Meter other) {
    meter = other;
    take(elements.length, Math.min(MAX_ELEMENTS, other.maxTableElements()));
  }

  @Override
  public TableType type() {
    return new TableType(
        declared.element(),
        declared.index64(),
        declared.shared(),
        new SizeLimits(elements.length, declared.limits().maximum()));
  }

  /** How many elements it has. */
  public int size() {
    return elements.length;
  }

  /**
   * Adds elements.
   *
   * @param more how many; bits of an unsigned number
   * @return how many there were, or -1 if there may not be so many
   */
  public int grow(long more, @Nullable Object value) {
    int old = elements.length;
    if (Long.compareUnsigned(more, maximum - old) > 0 || !meter.takeTableElements(more)) {
      return -1;
    }
    try {
      @Nullable Object[] grown = Arrays.copyOf(elements, old + (int) more);
      Arrays.fill(grown, old, grown.length, value);
      elements = grown;
    } catch (OutOfMemoryError e) {
      return -1;
    }
    return old;
  }

  /**
   * The element at an index.
   *
   * @param index an unsigned number
   * @throws Trap if it is out of bounds
   */
  public @Nullable Object get(int index) {
    @Nullable Object[] all = elements;
    if (Integer.compareUnsigned(index, all.length) >= 0) {
      throw outOfBounds();
    }
    Object element = all[index];
    return element instanceof Unread unread ? read(index, unread) : element;
  }

  private @Nullable Object read(int index, Unread unread) {
    Object element = unread.segment.get(index - unread.shift);
    elements[index] = element;
    return element;
  }

  /**
   * Changes the element at an index.
   *
   * @param index an unsigned number
   * @throws Trap if it is out of bounds
   */
  public void set(int index, @Nullable Object value) {
    @Nullable Object[] all = elements;
    if (Integer.compareUnsigned(index, all.length) >= 0) {
      throw outOfBounds();
    }
    all[index] = value;
  }

  /**
   * Changes elements that follow one another to the same.
   *
   * @param to the first one's index; an unsigned number, as is their count
   * @throws Trap if one is out of bounds
   */
  public void fill(long to, @Nullable Object value, long count) {
    check(to, count, elements.length);
    Arrays.fill(elements, (int) to, (int) (to + count), value);
  }

  /**
   * Takes elements over from a table, which may be this one.
   *
   * @param to the first one's index here, {@code from} its index there; unsigned numbers, as is
   *     their count
   * @throws Trap if one is out of bounds
   */
  public void copy(long to, Table source, long from, long count) {
    check(from, count, source.elements.length);
    check(to, count, elements.length);
    for (int i = (int) from; i < (int) (from + count); i++) {
      var _ = source.get(i);
    }
    System.arraycopy(source.elements, (int) from, elements, (int) to, (int) count);
  }

  /**
   * Takes items of an element segment.
   *
   * @param to the first one's index here, {@code from} its index in the segment; unsigned numbers,
   *     as is their count
   * @throws Trap if one is out of bounds
   */
  @SuppressWarnings("exports") // Segments are for the engine's own code, which makes instances.
  public void init(long to, Elements segment, long from, long count) {
    check(from, count, segment.size());
    check(to, count, elements.length);
    if (!segment.isLate()) {
      for (int i = 0; i < (int) count; i++) {
        elements[(int) to + i] = segment.get((int) from + i);
      }
      return;
    }
    Unread unread = new Unread(segment, (int) (to - from));
    Arrays.fill(elements, (int) to, (int) (to + count), unread);
  }

  private static void check(long start, long count, int size) {
    if (Long.compareUnsigned(count, size) > 0 || Long.compareUnsigned(start, size - count) > 0) {
      throw outOfBounds();
    }
  }

  private static Trap outOfBounds() {
    return new Trap(TrapKind.TABLE_OUT_OF_BOUNDS);
  }
}
