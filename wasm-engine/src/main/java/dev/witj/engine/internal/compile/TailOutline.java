package dev.witj.engine.internal.compile;

import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which functions of a module make tail calls, and which are called so. Found out when the first
 * function that makes one is compiled, since it takes a look at all bodies.
 *
 * <p>A function that makes tail calls has a second method, which does not make the call but leaves
 * it in the state, and returns. Its first method, and nobody else, makes those calls until a
 * function returns without leaving one. So the stack does not grow, and only functions that make
 * tail calls pay for it.
 */
final class TailOutline {
  private final BitSet callers = new BitSet();

  /** By shape, what may be called so: what is referred to, in its order, and then the others. */
  private final Map<Integer, List<Integer>> targets = new ConcurrentHashMap<>();

  private final Map<Integer, Integer> numbers = new HashMap<>();

  TailOutline(ModuleOutline module) {
    BitSet called = new BitSet();
    for (int f = module.importedFunctions(); f < module.functions(); f++) {
      InstructionReader in = module.body(f).instructions();
      while (in.next()) {
        Opcode opcode = in.opcode();
        if (isTailCall(opcode)) {
          callers.set(f);
          if (opcode == Opcode.RETURN_CALL && in.index() >= module.importedFunctions()) {
            called.set(in.index());
          }
        }
      }
    }
    called.stream()
        .filter(f -> module.ordinal(f) < 0)
        .forEach(
            f -> {
              List<Integer> same = targets(module, module.dispatch(f));
              numbers.put(f, same.size());
              same.add(f);
            });
  }

  static boolean isTailCall(Opcode opcode) {
    return opcode == Opcode.RETURN_CALL
        || opcode == Opcode.RETURN_CALL_INDIRECT
        || opcode == Opcode.RETURN_CALL_REF;
  }

  /** Whether a body makes tail calls. */
  static boolean isIn(InstructionReader body) {
    while (body.next()) {
      if (isTailCall(body.opcode())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a function makes tail calls. */
  boolean calls(int function) {
    return callers.get(function);
  }

  /** The functions of a shape that may be called so, by their numbers. */
  List<Integer> targets(ModuleOutline module, int shape) {
    return targets.computeIfAbsent(shape, type -> new ArrayList<>(module.referred(type)));
  }

  /** The number of a function among those of its shape; its ordinal if it is referred to. */
  int number(ModuleOutline module, int function) {
    int ordinal = module.ordinal(function);
    return ordinal >= 0 ? ordinal : java.util.Objects.requireNonNull(numbers.get(function));
  }
}
