package dev.witj.engine.internal.gc;

import org.jspecify.annotations.Nullable;

/** The items of an element segment, as an instance has them. */
public abstract class Elements {
  /** Those of a segment that was dropped. */
  public static final Elements NONE = of(new @Nullable Object[0]);

  /** Items that are there already. */
  public static Elements of(@Nullable Object[] items) {
    return new Values(items);
  }

  /** How many there are. */
  public abstract int size();

  /** One of them. The same object is answered every time. */
  public abstract @Nullable Object get(int index);

  /** Whether they are made when they are first read. */
  public abstract boolean isLate();

  private static final class Values extends Elements {
    private final @Nullable Object[] items;

    Values(@Nullable Object[] items) {
      this.items = items;
    }

    @Override
    public int size() {
      return items.length;
    }

    @Override
    public @Nullable Object get(int index) {
      return items[index];
    }

    @Override
    public boolean isLate() {
      return false;
    }
  }
}
