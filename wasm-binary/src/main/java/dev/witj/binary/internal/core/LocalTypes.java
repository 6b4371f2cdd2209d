package dev.witj.binary.internal.core;

import java.util.Arrays;

/**
 * The locals of a function, parameters first. A few bytes can declare thousands, so locals are kept
 * in runs of one type; those that are used most have the lowest indices and are also kept singly.
 *
 * <p>A local without a default value has none until it is given one, and loses it at the end of the
 * block in which that happened.
 */
public final class LocalTypes {
  private static final int SINGLE = 64;

  private final int[] first = new int[SINGLE];
  private int[] runEnds = new int[16];
  private int[] runTypes = new int[16];
  private int runs;
  private int count;
  private int params;

  private boolean[] given = new boolean[SINGLE];
  private int[] order = new int[8];
  private int orderSize;

  /** Begins with another function. */
  void reset(int[] paramTypes) {
    forget(0);
    runs = 0;
    count = 0;
    for (int type : paramTypes) {
      add(1, type);
    }
    params = paramTypes.length;
  }

  void add(int more, int type) {
    if (more == 0) {
      return;
    }
    if (count < SINGLE) {
      Arrays.fill(first, count, Math.min(count + more, SINGLE), type);
    }
    count += more;
    if (runs > 0 && runTypes[runs - 1] == type) {
      runEnds[runs - 1] = count;
      return;
    }
    if (runs == runEnds.length) {
      runEnds = Arrays.copyOf(runEnds, 2 * runs);
      runTypes = Arrays.copyOf(runTypes, 2 * runs);
    }
    runEnds[runs] = count;
    runTypes[runs++] = type;
  }

  int count() {
    return count;
  }

  /** The type code of a local that there is. */
  int type(int index) {
    if (index < SINGLE) {
      return first[index];
    }
    int found = Arrays.binarySearch(runEnds, 0, runs, index + 1);
    return runTypes[found >= 0 ? found : -found - 1];
  }

  boolean hasValue(int index, int type) {
    return !TypeCode.isRef(type)
        || TypeCode.isNullable(type)
        || index < params
        || (index < given.length && given[index]);
  }

  void give(int index, int type) {
    if (hasValue(index, type)) {
      return;
    }
    if (index >= given.length) {
      given = Arrays.copyOf(given, Math.max(index + 1, 2 * given.length));
    }
    given[index] = true;
    if (orderSize == order.length) {
      order = Arrays.copyOf(order, 2 * orderSize);
    }
    order[orderSize++] = index;
  }

  /** How many locals were given a value. */
  int given() {
    return orderSize;
  }

  /** Takes the value from those that were given one after the first {@code keep}. */
  void forget(int keep) {
    while (orderSize > keep) {
      given[order[--orderSize]] = false;
    }
  }
}
