package dev.witj.engine.interpreter;

import dev.witj.engine.Table;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import org.jspecify.annotations.Nullable;

/** Instructions on tables. Indices and counts are unsigned. */
final class Tables {
  private Tables() {}

  /** Traps unless so many elements from an index on are there. */
  static void check(long index, long count, long size) {
    if (Long.compareUnsigned(index, size) > 0 || Long.compareUnsigned(count, size - index) > 0) {
      throw new Trap(TrapKind.TABLE_OUT_OF_BOUNDS);
    }
  }

  static @Nullable Object get(Table table, long index) {
    check(index, 1, table.size());
    return table.get((int) index);
  }

  static void set(Table table, long index, @Nullable Object value) {
    check(index, 1, table.size());
    table.set((int) index, value);
  }

  static void fill(Table table, long index, @Nullable Object value, long count) {
    check(index, count, table.size());
    for (long i = index; i < index + count; i++) {
      table.set((int) i, value);
    }
  }

  static void copy(Table target, long to, Table source, long from, long count) {
    check(from, count, source.size());
    check(to, count, target.size());
    @Nullable Object[] values = new @Nullable Object[(int) count];
    for (int i = 0; i < count; i++) {
      values[i] = source.get((int) from + i);
    }
    init(target, to, values, 0, count);
  }

  static void init(Table table, long to, @Nullable Object[] values, long from, long count) {
    check(from, count, values.length);
    check(to, count, table.size());
    for (int i = 0; i < count; i++) {
      table.set((int) to + i, values[(int) from + i]);
    }
  }
}
