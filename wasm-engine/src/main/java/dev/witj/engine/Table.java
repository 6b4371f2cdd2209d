package dev.witj.engine;

import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.TableType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A table of references: one array, which is replaced when the table grows. */
public final class Table implements Extern {
  /** No table gets longer than this, whatever the meter says. */
  private static final int MAX_ELEMENTS = 10_000_000;

  private final TableType declared;
  private final long maximum;
  private final Meter meter;
  private @Nullable Object[] elements;

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
    if (Long.compareUnsigned(size, most) > 0 || !meter.takeTableElements(size)) {
      throw new LinkException(
          "a table of "
              + Long.toUnsignedString(size)
              + " elements exceeds the store's limit of "
              + most);
    }
    this.elements = new Object[(int) size];
    Arrays.fill(elements, initial);
  }

  @Override
  public TableType type() {
    return new TableType(
        declared.element(),
        declared.index64(),
        declared.shared(),
        new SizeLimits(elements.length, declared.limits().maximum()));
  }

  /** Its elements, as long as it does not grow. */
  public @Nullable Object[] elements() {
    return elements;
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
}
