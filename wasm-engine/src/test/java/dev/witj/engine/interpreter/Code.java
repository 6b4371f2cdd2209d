package dev.witj.engine.interpreter;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Instructions, and where the parts of blocks are.
 *
 * @param instructions all of them, the last {@code end} included
 * @param next for an {@code if} its {@code else} or {@code end}; for a {@code try} and for its
 *     handlers the next handler, {@code delegate} or {@code end}
 * @param end for all that open a block or are a part of one, its {@code end} or {@code delegate}
 */
@SuppressWarnings("ArrayRecordComponent")
record Code(List<Instruction> instructions, int[] next, int[] end) {
  static Code of(ByteSlice binary) {
    List<Instruction> instructions = InstructionReader.instructions(binary);
    int[] next = new int[instructions.size()];
    int[] end = new int[instructions.size()];
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < next.length; i++) {
      Opcode opcode = instructions.get(i).opcode();
      switch (opcode) {
        case ELSE, CATCH, CATCH_ALL -> next[lastPart(open.getFirst(), next)] = i;
        case END, DELEGATE -> {
          if (!open.isEmpty()) {
            int opener = open.removeFirst();
            next[lastPart(opener, next)] = i;
            for (int part = opener; part != i; part = next[part]) {
              end[part] = i;
            }
          }
        }
        default -> {
          if (opcode.opensBlock()) {
            open.addFirst(i);
          }
        }
      }
    }
    return new Code(instructions, next, end);
  }

  /** Whether what is after an instruction can be executed without it, or it without that. */
  static boolean endsRun(Opcode opcode) {
    String text = opcode.text();
    return (isMark(opcode) && !(opcode.opensBlock() && opcode != Opcode.LOOP))
        || opcode == Opcode.IF
        || text.startsWith("br")
        || text.startsWith("return")
        || text.contains("throw")
        || text.equals("unreachable");
  }

  /** Whether an instruction does nothing but say where a block begins or ends. */
  private static boolean isMark(Opcode opcode) {
    return switch (opcode) {
      case ELSE, CATCH, CATCH_ALL, DELEGATE, END -> true;
      default -> opcode.opensBlock() && opcode != Opcode.IF;
    };
  }

  /** How many instructions that are no marks are executed together from one on. */
  int run(int from) {
    int count = 0;
    for (int i = from; i < instructions.size(); i++) {
      Opcode opcode = instructions.get(i).opcode();
      count += isMark(opcode) ? 0 : 1;
      if (endsRun(opcode)) {
        break;
      }
    }
    return count;
  }

  private static int lastPart(int opener, int[] next) {
    int part = opener;
    while (next[part] != 0) {
      part = next[part];
    }
    return part;
  }
}
