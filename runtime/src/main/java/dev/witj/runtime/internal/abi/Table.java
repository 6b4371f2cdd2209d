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
 * <p>It grows by pieces. One array that doubles would soon be a large object to the garbage
 * collector, which G1 keeps in regions of its own and marks the whole heap for: a guest that fills
 * its table again and again would slow all others down.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#table-state">Table
 *     State</a>
 */
public final class Table {
  /** The largest number of entries. */
  public static final int MAX_LENGTH = (1 << 28) - 1;

  /**
   * Of a piece: 128 KiB, or 256 KiB where a reference takes eight bytes. To G1 an array is large
   * from 512 KiB on, if not later.
   */
  private static final int SHIFT = 15;

  private static final int PIECE = 1 << SHIFT;
  private static final int MASK = PIECE - 1;

  /** The first piece, which grows to {@link #PIECE} entries. Few tables have another one. */
  private @Nullable Object[] first = new @Nullable Object[8];

  /** All others, of {@link #PIECE} entries each. */
  private @Nullable Object[][] others = {};

  private int length = 1;

  /** The index that was freed last; 0 for none. */
  private int free;

  private final HandleQuota quota;

  /** What stands where an entry was: the index that was freed before, 0 for none. */
  private record Free(int before) {
    static final Free LAST = new Free(0);
  }

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
    Object entry = Integer.compareUnsigned(index, first.length) < 0 ? first[index] : other(index);
    if (entry == null || entry instanceof Free) {
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
    int index = free;
    if (index != 0) {
      free = piece(index)[index & MASK] instanceof Free(int before) ? before : 0;
    } else {
      index = length;
      trapIf(index > MAX_LENGTH, TrapCode.TABLE_FULL);
      makeRoom(index);
      length++;
    }
    piece(index)[index & MASK] = entry;
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
    piece(index)[index & MASK] = free == 0 ? Free.LAST : new Free(free);
    free = index;
    return entry;
  }

  /** What stands where the first piece does not reach, null for nothing. */
  private @Nullable Object other(int index) {
    return Integer.compareUnsigned(index, length) < 0 ? piece(index)[index & MASK] : null;
  }

  /** Where an index below {@link #length} stands. */
  private @Nullable Object[] piece(int index) {
    return index < PIECE ? first : others[(index >>> SHIFT) - 1];
  }

  /** Makes room for the index that is {@link #length}. */
  private void makeRoom(int index) {
    if (index == first.length && index < PIECE) {
      first = Arrays.copyOf(first, 2 * index);
    } else if (index >= PIECE && (index & MASK) == 0) {
      int place = (index >>> SHIFT) - 1;
      if (place == others.length) {
        others = Arrays.copyOf(others, Math.max(4, 2 * place));
      }
      others[place] = new @Nullable Object[PIECE];
    }
  }

  /** What a context keeps, which counts for each of its handles. */
  private static long bytes(ErrorContext context) {
    return 2L * context.debugMessage().length();
  }

  /** Shows every entry, in the order of their indices. */
  public void forEach(Consumer<Object> action) {
    for (int i = 1; i < length; i++) {
      Object entry = piece(i)[i & MASK];
      if (entry != null && !(entry instanceof Free)) {
        action.accept(entry);
      }
    }
  }
}
