package dev.witj.engine.internal.compile;

import dev.witj.binary.core.Opcode;
import dev.witj.engine.internal.run.Polls;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How many rounds each loop of a function goes before it asks whether it may go on: few enough that
 * what is done between two questions takes a millisecond at most, whatever loops lie within loops;
 * and so many that the loops in which the time goes do not notice.
 */
final class Rounds {
  /** A function of no more instructions need not ask if it has neither loops nor calls. */
  static final int SHORT = Polls.CALL;

  /** Further rounds gain nothing. */
  private static final int MOST = 1000;

  private static final long WORK = Polls.WORK;

  /** How many instructions an operation on many elements stands for. */
  private static final long BULK = 100_000;

  private final Map<Integer, Integer> rounds = new HashMap<>();
  private final int work;

  Rounds(Body body) {
    // The loops that are open, and what was found in each so far.
    int[] loops = new int[16];
    long[] found = new long[16];
    int depth = 0;
    for (int i = 0; i < body.size(); i++) {
      Opcode opcode = body.opcode(i);
      if (opcode == Opcode.LOOP) {
        depth++;
        if (depth == loops.length) {
          loops = Arrays.copyOf(loops, 2 * depth);
          found = Arrays.copyOf(found, 2 * depth);
        }
        loops[depth] = i;
        found[depth] = 1;
      } else if (depth > 0 && i == body.end(loops[depth])) {
        int most = (int) Math.max(1, Math.min(MOST, WORK / found[depth]));
        rounds.put(loops[depth], most);
        depth--;
        found[depth] = Math.min(WORK, found[depth] + most * found[depth + 1]);
      } else {
        found[depth] = Math.min(WORK, found[depth] + cost(opcode));
      }
    }
    work = (int) found[0];
  }

  /** How many instructions may be executed before anything asks. */
  int work() {
    return work;
  }

  /** Of a loop, by the instruction that begins it. */
  int of(int loop) {
    return Objects.requireNonNull(rounds.get(loop));
  }

  static boolean isCall(Opcode opcode) {
    return switch (opcode) {
      case CALL, CALL_INDIRECT, CALL_REF, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF ->
          true;
      default -> false;
    };
  }

  private static long cost(Opcode opcode) {
    if (isCall(opcode)) {
      return Polls.CALL;
    }
    return switch (Bulk.of(opcode)) {
      case NONE -> 1;
      // Asks itself if there is much to do.
      case BYTES -> Polls.CALL;
      case ELEMENTS -> BULK;
    };
  }
}
