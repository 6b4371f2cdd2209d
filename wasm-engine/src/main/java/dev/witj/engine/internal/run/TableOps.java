package dev.witj.engine.internal.run;

import dev.witj.engine.Table;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.engine.internal.gc.Elements;
import org.jspecify.annotations.Nullable;

/** What is done with tables; indices and lengths come as unsigned longs but where it matters. */
public final class TableOps {
  private TableOps() {}

  /** {@code table.get}. */
  public static @Nullable Object get(int index, Table table) {
    return table.get(index);
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
    table.set(index, value);
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
    table.fill(to, value, length);
  }

  /** {@code table.copy}. */
  public static void copy(long to, long from, long length, Table into, Table outOf) {
    into.copy(to, outOf, from, length);
  }

  /** {@code table.init}. */
  public static void init(long to, long from, long length, State state, int segment, int table) {
    state.tables[table].init(to, state.elements[segment], from, length);
  }

  /** {@code elem.drop}. */
  public static void drop(State state, int segment) {
    state.elements[segment] = Elements.NONE;
  }

  /** The function that {@code call_indirect} calls. */
  public static FuncRef pick(int index, Table table, State state, int type) {
    FuncRef function = (FuncRef) table.get(index);
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
