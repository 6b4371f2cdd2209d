package dev.witj.engine.internal.run;

import dev.witj.engine.Table;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is done with tables; indices and lengths come as unsigned longs but where it matters. */
public final class TableOps {
  private static final @Nullable Object[] EMPTY = {};

  private TableOps() {}

  private static Trap outOfBounds() {
    return new Trap(TrapKind.TABLE_OUT_OF_BOUNDS);
  }

  private static void check(long start, long length, int size) {
    if (Long.compareUnsigned(length, size) > 0 || Long.compareUnsigned(start, size - length) > 0) {
      throw outOfBounds();
    }
  }

  /** {@code table.get}. */
  public static @Nullable Object get(int index, Table table) {
    @Nullable Object[] elements = table.elements();
    if (Integer.compareUnsigned(index, elements.length) >= 0) {
      throw outOfBounds();
    }
    return elements[index];
  }

  /** {@code table.get}. */
  public static @Nullable Object get(long index, Table table) {
    return get(narrow(index), table);
  }

  private static int narrow(long index) {
    return index < 0 || index > Integer.MAX_VALUE ? -1 : (int) index;
  }

  /** {@code table.set}. */
  public static void set(int index, @Nullable Object value, Table table) {
    @Nullable Object[] elements = table.elements();
    if (Integer.compareUnsigned(index, elements.length) >= 0) {
      throw outOfBounds();
    }
    elements[index] = value;
  }

  /** {@code table.set}. */
  public static void set(long index, @Nullable Object value, Table table) {
    set(narrow(index), value, table);
  }

  /** {@code table.size}. */
  public static long size(Table table) {
    return table.size();
  }

  /** {@code table.grow}. */
  public static long grow(@Nullable Object value, long more, Table table) {
    return table.grow(more, value);
  }

  /** {@code table.fill}. */
  public static void fill(long to, @Nullable Object value, long length, Table table) {
    @Nullable Object[] elements = table.elements();
    check(to, length, elements.length);
    Arrays.fill(elements, (int) to, (int) (to + length), value);
  }

  /** {@code table.copy}. */
  public static void copy(long to, long from, long length, Table into, Table outOf) {
    @Nullable Object[] source = outOf.elements();
    @Nullable Object[] target = into.elements();
    check(from, length, source.length);
    check(to, length, target.length);
    System.arraycopy(source, (int) from, target, (int) to, (int) length);
  }

  /** {@code table.init}. */
  public static void init(long to, long from, long length, State state, int segment, int table) {
    @Nullable Object[] source = state.elements[segment];
    @Nullable Object[] target = state.tables[table].elements();
    check(from, length, source.length);
    check(to, length, target.length);
    System.arraycopy(source, (int) from, target, (int) to, (int) length);
  }

  /** {@code elem.drop}. */
  public static void drop(State state, int segment) {
    state.elements[segment] = EMPTY;
  }

  /** The function that {@code call_indirect} calls. */
  public static FuncRef pick(int index, Table table, State state, int type) {
    @Nullable Object[] elements = table.elements();
    if (Integer.compareUnsigned(index, elements.length) >= 0) {
      throw outOfBounds();
    }
    FuncRef function = (FuncRef) elements[index];
    if (function == null) {
      throw new Trap(TrapKind.UNINITIALIZED_ELEMENT);
    }
    if (function.type != state.types[type] && !function.type.isBelow(state.types[type])) {
      throw new Trap(TrapKind.INDIRECT_CALL_TYPE_MISMATCH);
    }
    return function;
  }

  /** The function that {@code call_indirect} calls. */
  public static FuncRef pick(long index, Table table, State state, int type) {
    return pick(narrow(index), table, state, type);
  }

  /** The function that {@code call_ref} calls. */
  public static FuncRef function(@Nullable Object reference) {
    if (reference == null) {
      throw new Trap(TrapKind.NULL_REFERENCE);
    }
    return (FuncRef) reference;
  }

  /** {@code ref.as_non_null}. */
  public static Object nonNull(@Nullable Object reference) {
    if (reference == null) {
      throw new Trap(TrapKind.NULL_REFERENCE);
    }
    return reference;
  }
}
