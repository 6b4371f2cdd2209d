package dev.witj.engine.internal.compile;

import java.util.HashMap;
import java.util.Map;

/**
 * Where a function is cut although there are operands: they are put into variables there, and taken
 * out again. So code that never leaves the operand stack empty can be split, too.
 */
final class Cuts {
  /** No cuts. */
  static final Cuts NONE = new Cuts(0);

  /** Where there are more operands, nothing is cut. */
  private static final int MOST_OPERANDS = 64;

  /** So much more code is between two cuts for each operand. */
  private static final int FOR_OPERAND = 32;

  /** What is on the stack, by the number of the instruction that comes next. */
  private final Map<Integer, String> kinds = new HashMap<>();

  /** For each level of blocks, where in the code it could be cut last. */
  private int[] last = new int[16];

  private int depth;

  /** At least so much code is between two cuts. */
  private final int least;

  /**
   * No cuts yet.
   *
   * @param limit about how large methods may be
   */
  Cuts(int limit) {
    least = limit / 4;
  }

  /** The operands of the innermost block that a cut before an instruction saves; none: no cut. */
  String at(int instruction) {
    return kinds.getOrDefault(instruction, "");
  }

  /** Looks at an instruction that is compiled next, whether it is a place for a cut. */
  void look(int instruction, MethodCompiler m) {
    int now = m.blocks.depth();
    int size = m.code.size();
    for (; depth < now; depth++) {
      if (depth + 1 >= last.length) {
        last = java.util.Arrays.copyOf(last, 2 * last.length);
      }
      last[depth + 1] = size;
    }
    depth = now;
    int height = m.blocks.height();
    if (height == 0) {
      last[now] = size;
    } else if (height <= MOST_OPERANDS && size - last[now] > least + FOR_OPERAND * height) {
      kinds.put(instruction, m.operands.from(m.operands.size() - height));
      last[now] = size;
    }
  }
}
