package dev.witj.engine.interpreter;

import dev.witj.engine.Table;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import java.util.Arrays;
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
    return table.elements()[(int) index];
  }

  static void set(Table table, long index, @Nullable Object value) {
    check(index, 1, table.size());
    table.elements()[(int) index] = value;
  }

  static void fill(Table table, long index, @Nullable Object value, long count) {
    check(index, count, table.size());
    Arrays.fill(table.elements(), (int) index, (int) (index + count), value);
  }

  static void copy(Table target, long to, Table source, long from, long count) {
    check(from, count, source.size());
    check(to, count, target.size());
    System.arraycopy(source.elements(), (int) from, target.elements(), (int) to, (int) count);
  }

  static void init(Table table, long to, @Nullable Object[] values, long from, long count) {
    check(from, count, values.length);
    check(to, count, table.size());
    System.arraycopy(values, (int) from, table.elements(), (int) to, (int) count);
  }
}
