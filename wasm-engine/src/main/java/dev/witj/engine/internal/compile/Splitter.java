package dev.witj.engine.internal.compile;

import dev.witj.binary.core.Opcode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Chooses the pieces of a function whose code is too large for one method. It goes through the
 * blocks from the inside out: where what is left of a block exceeds the limit, neighbouring
 * instructions that begin and end with nothing on the operand stack are put together up to the
 * limit, and the largest of these runs become pieces until the rest fits. The arms of a {@link
 * Ladder} are put together although each lies in a block of its own: the method that has the ladder
 * keeps the choice among them, and is as short as it can be.
 */
final class Splitter {
  /** Smaller pieces cost more than they save. */
  private static final int SMALLEST = 60;

  /** Nothing larger may become a method, whatever the limit. */
  static final int LARGEST = 56_000;

  /** A method may be so many times larger than it should be before anything else is tried. */
  private static final int MANY_LIMITS = 8;

  /** About as much code calls a piece of several arms. */
  private static final int CALL = 120;

  /** Where more blocks lie within one another, the guest's stack may not do for planning. */
  private static final int SHALLOW = 500;

  private static final long LEAST_STACK = 1 << 20;
  private static final long MOST_STACK = 1 << 29;
  private static final long STACK_PER_BLOCK = 2048;

  /** Longer tables are looked up. */
  static final int MAX_TABLE = 256;

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
  private final Pieces pieces = new Pieces();
  private final BitSet homed;
  private final Spine spine;

  private Splitter(Body body, Measure measure, int limit, Liveness liveness, BitSet homed) {
    this.body = body;
    this.measure = measure;
    this.limit = limit;
    this.homed = homed;
    this.liveness = liveness;
    this.spine = new Spine(body, measure, limit);
  }

  /**
   * Chooses pieces.
   *
   * @param homed variables that lie in the frame, and so need not be handed over
   * @return the pieces, by where they begin
   */
  static Pieces split(Body body, Measure measure, int limit, Liveness liveness, BitSet homed) {
    Splitter splitter = new Splitter(body, measure, limit, liveness, homed);
    if (body.depth() <= SHALLOW) {
      splitter.plan();
    } else {
      splitter.planDeep();
    }
    return splitter.pieces;
  }

  private void plan() {
    int left = plan(0, body.size() - 1);
    pieces.setTooLarge(left > Math.min(LARGEST, MANY_LIMITS * limit));
  }

  /** Plans on a stack of its own, since nobody knows how much is left of the guest's. */
  private void planDeep() {
    FutureTask<Void> task = new FutureTask<>(this::plan, null);
    long stack = LEAST_STACK + STACK_PER_BLOCK * body.depth();
    Thread thread = new Thread(null, task, "splitter", Math.min(stack, MOST_STACK));
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return;
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StackOverflowError
          ? new IllegalArgumentException("too many blocks within one another", e)
          : new IllegalStateException(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
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
    int room = room(from, to);
    return sum <= room ? sum : outline(runs, sum, room);
  }

  /** How much may be left of what lies between two instructions of one block. */
  private int room(int from, int to) {
    return spine.holds(from, to) && !spine.isBody(from) ? limit / 2 : limit;
  }

  private int inside(int block) {
    int before = spine.enter(block);
    int left = planned(block);
    spine.leave(before);
    return left;
  }

  private int planned(int block) {
    if (body.spills() != null) {
      // Many arms may want more room than the method has that chooses among them.
      return parts(block);
    }
    Ladder ladder = Ladder.at(body, measure, block);
    return ladder.size() > 0 ? climb(ladder) : parts(block);
  }

  /** Plans a ladder; gives the size that is left of it. */
  private int climb(Ladder ladder) {
    int last = ladder.size() - 1;
    int left = parts(ladder.rungs().get(last));
    int[] sizes = new int[ladder.size()];
    int sum = left;
    for (int rung = last; rung > 0; rung--) {
      left += plan(ladder.rungs().get(rung - 1) + 1, ladder.rungs().get(rung));
      sizes[rung] = plan(ladder.arm(body, rung), ladder.armEnd(body, rung));
      sum += sizes[rung];
    }
    sum += left;
    int outermost = ladder.rungs().getFirst();
    if (sum <= room(outermost + 1, body.end(outermost))) {
      return sum;
    }
    int most = limit;
    while (most < LARGEST / 2 && (long) sum / most * CALL > LARGEST / 2) {
      // A method has no room for so many calls.
      most *= 2;
    }
    int rung = last;
    while (rung > 0) {
      int size = sizes[rung];
      int first = rung;
      while (rung > 1 && size + sizes[rung - 1] <= most) {
        size += sizes[--rung];
      }
      left += arms(ladder, first, rung, size);
      rung--;
    }
    for (int i = ladder.rungs().get(last); i < body.end(ladder.rungs().get(last)); i++) {
      if (body.opcode(i) == Opcode.BR_TABLE && body.labels(i).length > MAX_TABLE) {
        left -= 4 * body.labels(i).length;
      }
    }
    return left;
  }

  /** Makes a piece of arms, if that is worth it; gives the size that is left of them. */
  private int arms(Ladder ladder, int first, int last, int size) {
    Run run = new Run(ladder.arm(body, first), ladder.armEnd(body, last), size);
    List<Integer> entries = new ArrayList<>();
    List<Integer> closed = new ArrayList<>();
    for (int rung = first; rung >= last; rung--) {
      if (measure.heights[ladder.arm(body, rung)] == 0) {
        entries.add(ladder.rungs().get(rung));
      }
      if (rung < first) {
        closed.addFirst(ladder.rungs().get(rung));
      }
    }
    if (size < SMALLEST || size > LARGEST || entries.isEmpty() || rethrowsOthers(run)) {
      return size;
    }
    Piece piece = piece(run, entries, closed);
    int cost = cost(piece);
    if (cost > size * 2 / 3) {
      return size;
    }
    pieces.addArms(piece);
    return cost + 6;
  }

  private int parts(int block) {
    int size = 0;
    int from = block + 1;
    for (int part : body.parts(block)) {
      size += plan(from, part);
      from = part + 1;
    }
    return size + plan(from, body.end(block));
  }

  private int outline(List<Run> runs, int whole, int room) {
    List<Run> merged = merged(runs);
    int sum = outlineLargest(merged, whole, room);
    // Where so much is left, there are so many calls that they are put together, too.
    int before = whole;
    while (sum > LARGEST && sum < before) {
      before = sum;
      merged = merged(merged);
      sum = outlineLargest(merged, sum, room);
    }
    return sum;
  }

  /**
   * Makes pieces of the largest runs, which take less then, until what is left has room; gives the
   * size of that.
   */
  private int outlineLargest(List<Run> runs, int whole, int room) {
    int sum = whole;
    List<Integer> largest = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      largest.add(i);
    }
    largest.sort(
        Comparator.comparing((Integer i) -> isSpine(runs.get(i)))
            .thenComparingInt(i -> -runs.get(i).size));
    for (int i : largest) {
      Run run = runs.get(i);
      if (sum <= (isSpine(run) ? limit : room)) {
        break;
      }
      if (run.size < SMALLEST || run.size > LARGEST) {
        continue;
      }
      if (rethrowsOthers(run)) {
        continue;
      }
      Piece piece = piece(run, List.of(), List.of());
      int cost = cost(piece);
      if (cost > run.size * 2 / 3) {
        continue;
      }
      pieces.addRun(piece);
      runs.set(i, new Run(run.from, run.to, cost));
      sum -= run.size - cost;
    }
    return sum;
  }

  private boolean isSpine(Run run) {
    return spine.holds(run.from, run.to);
  }

  /** About how much code calls a piece; more than can be if it has too many parameters. */
  private int cost(Piece piece) {
    int slots = 0;
    for (int variable : piece.reads) {
      slots += Kind.width(body.locals.charAt(variable));
    }
    return slots > MAX_SLOTS ? LARGEST : 32 + 9 * piece.writes.length + 2 * piece.reads.length;
  }

  /** Neighbours together up to the limit. */
  private List<Run> merged(List<Run> runs) {
    List<Run> merged = new ArrayList<>();
    Run last = null;
    for (Run run : runs) {
      if (last != null
          && last.to == run.from
          && last.size + run.size <= limit
          && !isSpine(last)
          && !isSpine(run)) {
        last = new Run(last.from, run.to, last.size + run.size);
        merged.set(merged.size() - 1, last);
      } else {
        last = run;
        merged.add(last);
      }
    }
    return merged;
  }

  private Piece piece(Run run, List<Integer> entries, List<Integer> closed) {
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
            exit(run, closed, body.index(i), after);
        case BR_TABLE -> {
          for (int block : body.labels(i)) {
            exit(run, closed, block, after);
          }
          exit(run, closed, body.index(i), after);
        }
        case TRY_TABLE ->
            body.catches(i).forEach(clause -> exit(run, closed, clause.block(), after));
        default -> {}
      }
    }
    uses.andNot(homed);
    writes.andNot(homed);
    BitSet reads = new BitSet();
    liveness.addTo(reads, run.from);
    for (int block : entries) {
      liveness.addTo(reads, body.target(block));
    }
    reads.and(uses);
    writes.and(after);
    return new Piece(
        run.from, run.to, ints(reads), ints(writes), ints(uses), ints(entries), ints(closed));
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

  private void exit(Run run, List<Integer> closed, int block, BitSet after) {
    if ((block < run.from || block >= run.to) && !closed.contains(block)) {
      liveness.addTo(after, body.target(block));
    }
  }

  private static int[] ints(BitSet set) {
    return set.stream().toArray();
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
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
