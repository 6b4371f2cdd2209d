package dev.witj.engine.internal.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a large loop goes through in each of its rounds: the parts of it that hold most of the
 * branches back to it, one within the other. A piece that is such a part would be called in each
 * round with all that any of its instructions needs; so others become pieces first, and leave room
 * for it in the method that has the loop.
 */
final class Spine {
  private final Map<Integer, List<Integer>> branches = new HashMap<>();

  /** The innermost loop of those that are large around what is looked at; -1 if there is none. */
  private int loop = -1;

  /** Finds the branches to all loops of a function that are larger than a method should be. */
  Spine(Body body, Splitter.Measure measure, int limit) {
    for (int i = 0; i < body.size(); i++) {
      switch (body.opcode(i)) {
        case LOOP -> {
          if (measure.positions()[body.end(i)] - measure.positions()[i] > limit) {
            branches.put(i, new ArrayList<>());
          }
        }
        case BR, BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL ->
            add(body.index(i), i);
        case BR_TABLE -> {
          for (int block : body.labels(i)) {
            add(block, i);
          }
          add(body.index(i), i);
        }
        default -> {}
      }
    }
  }

  private void add(int block, int branch) {
    List<Integer> known = branches.get(block);
    if (known != null && (known.isEmpty() || known.getLast() < branch)) {
      known.add(branch);
    }
  }

  /** Looks at what is in a block from now on; gives what is looked at until then. */
  int enter(int block) {
    int before = loop;
    if (branches.containsKey(block)) {
      loop = block;
    }
    return before;
  }

  /** Looks at what was looked at before. */
  void leave(int before) {
    loop = before;
  }

  /** Whether an instruction is the first of the loop itself. */
  boolean isBody(int from) {
    return from == loop + 1;
  }

  /** Whether what lies between two instructions is gone through in each round. */
  boolean holds(int from, int to) {
    List<Integer> known = branches.getOrDefault(loop, List.of());
    return 2 * (before(known, to) - before(known, from)) > known.size();
  }

  private static int before(List<Integer> known, int instruction) {
    int at = Collections.binarySearch(known, instruction);
    return at < 0 ? -at - 1 : at;
  }
}
