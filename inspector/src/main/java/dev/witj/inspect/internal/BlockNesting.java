package dev.witj.inspect.internal;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that the blocks of a body are balanced, without which it has no text: what splits and
 * closes a block must stand in one of its kind, and nothing behind the last {@code end}.
 */
public final class BlockNesting {
  private final ByteSlice code;

  /** What opened each open block, or split it last. */
  private final List<Opcode> open = new ArrayList<>();

  private boolean ended;

  BlockNesting(ByteSlice code) {
    this.code = code;
  }

  /**
   * Takes an instruction other than an {@code end} that is the last of all.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it cannot stand where it does
   */
  void add(InstructionReader in) {
    if (ended) {
      throw afterEnd(in.offset());
    }
    Opcode opcode = in.opcode();
    switch (opcode) {
      case ELSE -> split(in, "if", Opcode.IF, Opcode.IF);
      case CATCH, CATCH_ALL -> split(in, "try", Opcode.TRY, Opcode.CATCH);
      case DELEGATE -> {
        split(in, "try", Opcode.TRY, Opcode.TRY);
        open.removeLast();
      }
      case END -> {
        ended = open.isEmpty();
        if (!ended) {
          open.removeLast();
        }
      }
      default -> {
        if (opcode.opensBlock()) {
          open.add(opcode);
        }
      }
    }
  }

  private void split(InstructionReader in, String block, Opcode first, Opcode second) {
    Opcode innermost = open.isEmpty() ? Opcode.NOP : open.getLast();
    if (innermost != first && innermost != second) {
      throw code.cursor()
          .failAt(
              in.offset(),
              BinaryCode.MALFORMED,
              "`%s` found outside of an `%s` block".formatted(in.opcode(), block));
    }
    open.set(open.size() - 1, in.opcode());
  }

  /**
   * Takes the end of the body.
   *
   * @param offset where its last {@code end} is, or its end if it has none
   * @throws dev.witj.diagnostics.DiagnosticException if blocks are open, or none should be closed
   */
  void close(int offset) {
    if (ended) {
      throw afterEnd(offset);
    }
    if (!open.isEmpty() || offset == code.end()) {
      throw code.cursor()
          .failAt(
              code.end(),
              BinaryCode.UNEXPECTED_END,
              "control frames remain at end of function body or expression");
    }
  }

  private RuntimeException afterEnd(int offset) {
    return code.cursor()
        .failAt(
            offset,
            BinaryCode.INVALID,
            "operators remaining after end of function body or expression");
  }
}
