package dev.witj.engine.internal.compile;

import java.util.Arrays;
import java.util.BitSet;

/** Which of its first variables are still needed before each instruction of a function. */
final class Liveness {
  /** Methods have room for so many variables, and for the rest there are frames. */
  static final int MOST_VARIABLES = 2048;

  /** Of {@link #live}: 64 MB. */
  private static final long MOST_WORDS = 1L << 23;

  /** As many as loops lie within loops, and two more. */
  private static final int MOST_PASSES = 50;

  private final Body body;
  private final int words;
  private final long[] live;

  private Liveness(Body body, int words) {
    this.body = body;
    this.words = words;
    this.live = new long[(body.size() + 1) * words];
  }

  /** What is known of the first variables of a function, unless that would take too much. */
  static Liveness of(Body body) {
    if (body.spills() != null) {
      return new Liveness(body, 0);
    }
    int words = (Math.min(body.locals.length(), MOST_VARIABLES) + 63) / 64;
    if ((long) body.size() * words <= MOST_WORDS) {
      Liveness found = new Liveness(body, words);
      for (int pass = 0; pass < MOST_PASSES; pass++) {
        if (!found.pass()) {
          return found;
        }
      }
    }
    return new Liveness(body, 0);
  }

  /** Goes through the function once; whether more is known then. */
  private boolean pass() {
    boolean changed = false;
    long[] now = new long[words];
    for (int i = body.size() - 1; i >= 0; i--) {
      Arrays.fill(now, 0);
      step(i, now);
      for (int w = 0; w < words; w++) {
        if (live[i * words + w] != now[w]) {
          live[i * words + w] = now[w];
          changed = true;
        }
      }
    }
    return changed;
  }

  /** Whether anything is known of a variable. */
  boolean knows(int variable) {
    return variable < 64 * words;
  }

  private void add(long[] now, int at) {
    for (int w = 0; w < words; w++) {
      now[w] |= live[at * words + w];
    }
  }

  private void addBlock(long[] now, int block) {
    add(now, body.target(block));
  }

  private void step(int i, long[] now) {
    boolean goesOn = true;
    switch (body.opcode(i)) {
      case BR -> {
        addBlock(now, body.index(i));
        goesOn = false;
      }
      case BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL ->
          addBlock(now, body.index(i));
      case BR_TABLE -> {
        for (int block : body.labels(i)) {
          addBlock(now, block);
        }
        addBlock(now, body.index(i));
        goesOn = false;
      }
      case RETURN,
          UNREACHABLE,
          RETURN_CALL,
          RETURN_CALL_INDIRECT,
          RETURN_CALL_REF,
          THROW,
          THROW_REF,
          RETHROW ->
          goesOn = false;
      case IF -> {
        int otherwise = body.otherwise(i);
        add(now, otherwise < 0 ? body.end(i) : otherwise + 1);
      }
      case ELSE, CATCH, CATCH_ALL -> {
        add(now, body.end(body.opener(i)));
        goesOn = false;
      }
      case TRY_TABLE -> body.catches(i).forEach(clause -> addBlock(now, clause.block()));
      case TRY -> {
        for (int part : body.parts(i)) {
          add(now, part + 1);
        }
      }
      default -> {}
    }
    if (goesOn) {
      add(now, i + 1);
    }
    int variable = body.index(i);
    switch (body.opcode(i)) {
      case LOCAL_GET -> {
        if (knows(variable)) {
          now[variable >> 6] |= 1L << variable;
        }
      }
      case LOCAL_SET, LOCAL_TEE -> {
        if (knows(variable)) {
          now[variable >> 6] &= ~(1L << variable);
        }
      }
      default -> {}
    }
  }

  /** Adds those needed before an instruction. */
  void addTo(BitSet set, int at) {
    if (at >= body.size()) {
      return;
    }
    for (int w = 0; w < words; w++) {
      long bits = live[at * words + w];
      while (bits != 0) {
        set.set(64 * w + Long.numberOfTrailingZeros(bits));
        bits &= bits - 1;
      }
    }
  }
}
