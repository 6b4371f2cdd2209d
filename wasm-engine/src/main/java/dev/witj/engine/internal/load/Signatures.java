package dev.witj.engine.internal.load;

import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What HotSpot keeps for ever for each list of types of parameters that methods have: code that
 * passes them between interpreted and compiled methods. It lies where all compiled code does, and
 * once that is full nothing is compiled any more, whoever it is of. So modules get a share of it.
 */
final class Signatures {
  /** What all modules of the process get, in bytes: an eighth of what HotSpot has for code. */
  private static final long MOST = 32L << 20;

  /** What one module gets that others have not made already. */
  private static final long MOST_OF_MODULE = MOST / 8;

  /** Of so few parameters there are too few lists to count them. */
  private static final int FEW = 4;

  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();
  private static final AtomicLong OF_ALL = new AtomicLong();

  private final AtomicLong ofModule = new AtomicLong();

  /** Of a module that has none yet. */
  Signatures() {}

  /**
   * Counts what a class brings, before it is loaded.
   *
   * @throws Trap if that is too much
   */
  void take(byte[] classFile) {
    int constants = u2(classFile, 8);
    int at = 10;
    for (int i = 1; i < constants; i++) {
      switch (classFile[at]) {
        case 1 -> {
          int end = at + 3 + u2(classFile, at + 1);
          take(classFile, at + 3, end);
          at = end;
        }
        case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
        case 5, 6 -> {
          at += 9;
          i++;
        }
        case 15 -> at += 4;
        default -> at += 3;
      }
    }
  }

  private static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  /**
   * Counts a constant if it is a method's descriptor: others may begin like one. HotSpot tells no
   * types apart but four.
   */
  private void take(byte[] bytes, int from, int end) {
    if (from == end || bytes[from] != '(') {
      return;
    }
    StringBuilder types = new StringBuilder();
    int at = from + 1;
    while (at < end && bytes[at] != ')') {
      char type = (char) bytes[at];
      while (at < end && bytes[at] == '[') {
        at++;
      }
      if (at < end && bytes[at] == 'L') {
        while (at < end && bytes[at] != ';') {
          at++;
        }
      }
      at++;
      switch (type) {
        case 'F', 'D', 'J' -> types.append(type);
        case 'L', '[' -> types.append('J');
        case 'B', 'C', 'I', 'S', 'Z' -> types.append('I');
        default -> {
          return;
        }
      }
    }
    if (at < end && types.length() > FEW) {
      take(types.toString());
    }
  }

  private void take(String types) {
    if (KNOWN.contains(types)) {
      return;
    }
    // Measured: both ways together, each parameter is moved once in each.
    long size = 512 + 28L * types.length();
    if (ofModule.get() + size > MOST_OF_MODULE || OF_ALL.get() + size > MOST) {
      throw new Trap(TrapKind.SIGNATURES_EXHAUSTED);
    }
    if (KNOWN.add(types)) {
      ofModule.addAndGet(size);
      OF_ALL.addAndGet(size);
    }
  }
}
