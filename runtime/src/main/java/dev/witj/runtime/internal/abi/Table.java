package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.async.ErrorContext;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table of an instance: index 0 is never used, the last index that was freed is the first to be
 * used again.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#table-state">Table
 *     State</a>
 */
public final class Table {
  /** The largest number of entries. */
  public static final int MAX_LENGTH = (1 << 28) - 1;

  private @Nullable Object[] array = new @Nullable Object[8];
  private int length = 1;
  private int[] free = new int[4];
  private int freeCount;
  private final HandleQuota quota;

  /** A table that only its own size bounds. */
  public Table() {
    this(new HandleQuota(Integer.MAX_VALUE, Long.MAX_VALUE));
  }

  /** A table whose entries count with those of others. */
  public Table(HandleQuota quota) {
    this.quota = quota;
  }

  /**
   * The entry at an index.
   *
   * @throws TrapException if there is none
   */
  public Object get(int index) {
    Object entry = Integer.compareUnsigned(index, length) < 0 ? array[index] : null;
    if (entry == null) {
      throw new TrapException(
          TrapCode.UNKNOWN_HANDLE, "unknown handle index " + Integer.toUnsignedString(index));
    }
    return entry;
  }

  /**
   * Adds an entry.
   *
   * @return its index
   * @throws TrapException if the table is full or the quota used up
   */
  public int add(Object entry) {
    quota.take();
    if (entry instanceof ErrorContext context) {
      quota.takeBytes(bytes(context));
    }
    int index;
    if (freeCount > 0) {
      index = free[--freeCount];
    } else {
      index = length;
      trapIf(index > MAX_LENGTH, TrapCode.TABLE_FULL);
      if (index == array.length) {
        array = Arrays.copyOf(array, 2 * index);
      }
      length++;
    }
    array[index] = entry;
    return index;
  }

  /**
   * Takes the entry at an index out.
   *
   * @throws TrapException if there is none
   */
  public Object remove(int index) {
    Object entry = get(index);
    quota.give();
    if (entry instanceof ErrorContext context) {
      quota.keep(-bytes(context));
    }
    array[index] = null;
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, 2 * freeCount);
    }
    free[freeCount++] = index;
    return entry;
  }

  /** What a context keeps, which counts for each of its handles. */
  private static long bytes(ErrorContext context) {
    return 2L * context.debugMessage().length();
  }

  /** Shows every entry, in the order of their indices. */
  public void forEach(Consumer<Object> action) {
    for (int i = 1; i < length; i++) {
      Object entry = array[i];
      if (entry != null) {
        action.accept(entry);
      }
    }
  }
}
