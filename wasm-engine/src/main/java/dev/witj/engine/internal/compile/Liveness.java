package dev.witj.engine.internal.compile;

import java.util.Arrays;
import java.util.BitSet;

/** Which variables are still needed before each instruction of a function. */
final class Liveness {
  private final Body body;
  private final int words;
  private final long[] live;

  Liveness(Body body) {
    this.body = body;
    this.words = (body.locals.length() + 63) / 64;
    this.live = new long[(body.size() + 1) * words];
    boolean changed = true;
    long[] now = new long[words];
    while (changed) {
      changed = false;
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
    }
  }

  /** Whether it would take too much memory to know. */
  static boolean isTooLarge(Body body) {
    return (long) body.size() * body.locals.length() > 1L << 31;
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
      case LOCAL_GET -> now[variable >> 6] |= 1L << variable;
      case LOCAL_SET, LOCAL_TEE -> now[variable >> 6] &= ~(1L << variable);
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
