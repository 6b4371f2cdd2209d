package dev.witj.engine.internal.compile;

import dev.witj.binary.core.Opcode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the pieces of a function whose code is too large for one method. It goes through the
 * blocks from the inside out: where what is left of a block exceeds the limit, neighbouring
 * instructions that begin and end with nothing on the operand stack are put together up to the
 * limit, and the largest of these runs become pieces until the rest fits.
 */
final class Splitter {
  /** Smaller pieces cost more than they save. */
  private static final int SMALLEST = 60;

  /** Nothing larger may become a method, whatever the limit. */
  private static final int LARGEST = 56_000;

  /** Slots of parameters that a piece may have besides the state and the frame. */
  private static final int MAX_SLOTS = 240;

  /** What a measuring run has found out: positions in the code, and heights above the block's. */
  record Measure(int[] positions, int[] heights) {
    /** The height where nothing is compiled. */
    static final int DEAD = -1;

    /** The height between two instructions that become one. */
    static final int NO_CUT = 9999;
  }

  private record Run(int from, int to, int size) {}

  private final Body body;
  private final Liveness liveness;
  private final Measure measure;
  private final int limit;
  private final Map<Integer, Piece> pieces = new HashMap<>();
  private final BitSet homed;

  private Splitter(Body body, Measure measure, int limit, BitSet homed) {
    this.body = body;
    this.measure = measure;
    this.limit = limit;
    this.homed = homed;
    this.liveness = new Liveness(body);
  }

  /**
   * Chooses pieces.
   *
   * @param homed variables that lie in the frame, and so need not be handed over
   * @return the pieces, by where they begin
   */
  static Map<Integer, Piece> split(Body body, Measure measure, int limit, BitSet homed) {
    Splitter splitter = new Splitter(body, measure, limit, homed);
    var _ = splitter.plan(0, body.size() - 1);
    return splitter.pieces;
  }

  /** Plans what lies between two instructions of one block; gives the size that is left of it. */
  private int plan(int from, int to) {
    List<Run> runs = new ArrayList<>();
    int sum = 0;
    int start = -1;
    int size = 0;
    int i = from;
    while (i < to) {
      if (measure.heights[i] == 0) {
        if (start >= 0) {
          runs.add(new Run(start, i, size));
        } else {
          sum += size;
        }
        start = i;
        size = 0;
      }
      int next = i + 1;
      if (measure.heights[i] == Measure.DEAD) {
        next = to;
      } else if (body.opcode(i).opensBlock()) {
        next = body.end(i) + 1;
        size += inside(i) + 16;
      } else {
        size += measure.positions[i + 1] - measure.positions[i];
      }
      i = next;
    }
    if (start >= 0 && measure.heights[to] <= 0) {
      runs.add(new Run(start, to, size));
    } else {
      sum += size;
    }
    for (Run run : runs) {
      sum += run.size;
    }
    return sum <= limit ? sum : outline(runs, sum);
  }

  private int inside(int block) {
    int size = 0;
    int from = block + 1;
    for (int part : body.parts(block)) {
      size += plan(from, part);
      from = part + 1;
    }
    return size + plan(from, body.end(block));
  }

  private int outline(List<Run> runs, int whole) {
    int sum = whole;
    for (Run run : merged(runs)) {
      if (sum <= limit) {
        break;
      }
      if (run.size < SMALLEST || run.size > LARGEST) {
        continue;
      }
      if (rethrowsOthers(run)) {
        continue;
      }
      Piece piece = piece(run);
      int slots = 0;
      int cost = 32 + 9 * piece.writes.length;
      for (int variable : piece.reads) {
        slots += Kind.width(body.locals.charAt(variable));
        cost += 2;
      }
      if (slots > MAX_SLOTS || cost > run.size * 2 / 3) {
        continue;
      }
      pieces.merge(run.from, piece, (a, b) -> b.to > a.to ? b : a);
      sum -= run.size - cost;
    }
    return sum;
  }

  /** Neighbours together up to the limit, the largest first. */
  private List<Run> merged(List<Run> runs) {
    List<Run> merged = new ArrayList<>();
    Run last = null;
    for (Run run : runs) {
      if (last != null && last.to == run.from && last.size + run.size <= limit) {
        last = new Run(last.from, run.to, last.size + run.size);
        merged.set(merged.size() - 1, last);
      } else {
        last = run;
        merged.add(last);
      }
    }
    merged.sort((a, b) -> b.size - a.size);
    return merged;
  }

  private Piece piece(Run run) {
    BitSet uses = new BitSet();
    BitSet writes = new BitSet();
    BitSet after = new BitSet();
    liveness.addTo(after, run.to);
    for (int i = run.from; i < run.to; i++) {
      switch (body.opcode(i)) {
        case LOCAL_GET -> uses.set(body.index(i));
        case LOCAL_SET, LOCAL_TEE -> {
          uses.set(body.index(i));
          writes.set(body.index(i));
        }
        case BR, BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL ->
            exit(run, body.index(i), after);
        case BR_TABLE -> {
          for (int block : body.labels(i)) {
            exit(run, block, after);
          }
          exit(run, body.index(i), after);
        }
        case TRY_TABLE -> body.catches(i).forEach(clause -> exit(run, clause.block(), after));
        default -> {}
      }
    }
    uses.andNot(homed);
    writes.andNot(homed);
    BitSet reads = new BitSet();
    liveness.addTo(reads, run.from);
    reads.and(uses);
    writes.and(after);
    return new Piece(run.from, run.to, ints(reads), ints(writes), ints(uses));
  }

  /** Whether it throws an exception again that was caught outside of it. */
  private boolean rethrowsOthers(Run run) {
    for (int i = run.from; i < run.to; i++) {
      Opcode opcode = body.opcode(i);
      if ((opcode == Opcode.RETHROW || opcode == Opcode.DELEGATE)
          && (body.index(i) < run.from || body.index(i) >= run.to)) {
        return true;
      }
    }
    return false;
  }

  private void exit(Run run, int block, BitSet after) {
    if (block < run.from || block >= run.to) {
      liveness.addTo(after, body.target(block));
    }
  }

  private static int[] ints(BitSet set) {
    return set.stream().toArray();
  }

  /** Whether a function has handlers of exceptions. */
  static boolean catches(Body body) {
    for (int i = 0; i < body.size(); i++) {
      if (body.opcode(i) == Opcode.TRY_TABLE || body.opcode(i) == Opcode.TRY) {
        return true;
      }
    }
    return false;
  }
}
