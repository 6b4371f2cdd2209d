package dev.witj.engine.internal.compile;

import dev.witj.binary.core.Opcode;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks within blocks, as compilers write a large choice: the innermost branches to the ends of
 * all of them by a table, and after the end of each, but within the next, lies one of the arms. So
 * the arms are neighbours in the code although each lies in a block of its own.
 *
 * @param rungs the blocks, the outermost first, by the instructions that begin them
 */
record Ladder(List<Integer> rungs) {
  /** A choice of fewer arms is like any other code. */
  private static final int FEWEST = 6;

  /** The ladder that begins with a block; of no rungs if there is none. */
  static Ladder at(Body body, Splitter.Measure measure, int block) {
    List<Integer> rungs = new ArrayList<>();
    int rung = block;
    while (rung >= 0 && isRung(body, rung)) {
      rungs.add(rung);
      rung = next(body, measure, rung);
    }
    return new Ladder(rungs.size() < FEWEST ? List.of() : List.copyOf(rungs));
  }

  private static boolean isRung(Body body, int block) {
    return body.opcode(block) == Opcode.BLOCK
        && body.params(block).isEmpty()
        && body.results(block).isEmpty();
  }

  /** The first thing in a block if that is a rung, or else the block that is most of it. */
  private static int next(Body body, Splitter.Measure measure, int rung) {
    int first = rung + 1;
    int end = body.end(rung);
    if (body.opcode(first).opensBlock() && isRung(body, first)) {
      return first;
    }
    int i = first;
    while (i < end) {
      if (!body.opcode(i).opensBlock()) {
        i++;
        continue;
      }
      int after = body.end(i) + 1;
      if (after - i > (end - first) / 2) {
        return measure.heights()[i] == 0 ? i : -1;
      }
      i = after;
    }
    return -1;
  }

  int size() {
    return rungs.size();
  }

  /** Where the arm begins that follows the end of a rung. */
  int arm(Body body, int rung) {
    return body.end(rungs.get(rung)) + 1;
  }

  /** Where it ends: at the end of the rung around. */
  int armEnd(Body body, int rung) {
    return body.end(rungs.get(rung - 1));
  }
}
