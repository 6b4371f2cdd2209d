package dev.witj.inspect.internal;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the instructions of one body folded, each as a form around its operands. The binary is run
 * through once, in its own order: what is to be written at a position are the instructions whose
 * operands begin there, the outermost first, and the parenthesis that closes an instruction stands
 * where the instruction itself is met.
 */
public final class FoldedPrinter {
  private final BodyPrinter instructions;
  private final TextWriter out;
  private final ByteSlice code;
  private final Folding folding;
  private final boolean lines;
  private final Map<Integer, Boolean> hints;
  private final int start;

  /** The open blocks by what opened them, {@code else} standing for its {@code if}. */
  private final List<Opcode> blocks = new ArrayList<>();

  /** The labels of {@code if}s whose conditions are being written, which cannot see them. */
  private final List<Optional<String>> waiting = new ArrayList<>();

  private boolean first = true;
  private boolean afterComment;

  private FoldedPrinter(
      BodyPrinter instructions,
      TextWriter out,
      ByteSlice code,
      Folding folding,
      boolean lines,
      Map<Integer, Boolean> hints,
      int start) {
    this.instructions = instructions;
    this.out = out;
    this.code = code;
    this.folding = folding;
    this.lines = lines;
    this.hints = hints;
    this.start = start;
  }

  /**
   * Writes a body, each instruction on a line.
   *
   * @param hints whether branches are likely, by where they are from {@code start} on
   */
  static void body(
      BodyPrinter instructions,
      TextWriter out,
      ByteSlice code,
      Folding folding,
      Map<Integer, Boolean> hints,
      int start) {
    new FoldedPrinter(instructions, out, code, folding, true, hints, start).print();
  }

  /** Writes a constant expression on one line. */
  static void constant(BodyPrinter instructions, TextWriter out, ByteSlice code, Folding folding) {
    new FoldedPrinter(instructions, out, code, folding, false, Map.of(), 0).print();
  }

  private void print() {
    InstructionReader in = new InstructionReader(code);
    for (int at = 0; at < folding.size() && in.next(); at++) {
      for (int each = folding.outermost(at); each >= 0; each = folding.inner(each)) {
        begin(each == at ? in : reader(each), each);
      }
      reach(in);
    }
    while (!blocks.isEmpty()) {
      closeBlock();
    }
    folding
        .failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  private InstructionReader reader(int position) {
    InstructionReader reader =
        new InstructionReader(code.between(folding.offset(position), code.end()));
    reader.next();
    return reader;
  }

  /** Writes an instruction up to where its operands are to stand. */
  private void begin(InstructionReader in, int position) {
    Boolean hint = hints.get(in.offset() - start);
    if (hint != null) {
      separate(in.offset());
      out.hint(hint);
    }
    open(in.offset());
    String comment = instructions.instruction(in, folding.blocksBefore(position));
    String operands = folding.operandsAfter(position);
    if (operands != null) {
      out.add(" (; ").add(operands).add(" ;)");
    }
    if (comment != null) {
      out.add(lines ? " ;; " : " (; ").add(comment).add(lines ? "" : " ;)");
      afterComment = lines;
    }
    if (in.opcode() == Opcode.IF) {
      waiting.add(Optional.ofNullable(instructions.leave()));
    }
  }

  /** Writes what stands behind the operands of an instruction. */
  private void reach(InstructionReader in) {
    Opcode opcode = in.opcode();
    switch (opcode) {
      case BLOCK, LOOP, TRY_TABLE -> blocks.add(opcode);
      case IF -> {
        instructions.enter(waiting.removeLast().orElse(null));
        blocks.add(opcode);
        open(-1);
        out.add("then");
      }
      case TRY -> {
        blocks.add(opcode);
        open(-1);
        out.add("do");
      }
      case ELSE, CATCH, CATCH_ALL, DELEGATE, END -> structure(in);
      default -> close();
    }
  }

  private void structure(InstructionReader in) {
    Opcode opcode = in.opcode();
    Opcode block = blocks.isEmpty() ? Opcode.NOP : blocks.getLast();
    if (opcode == Opcode.END && !blocks.isEmpty()) {
      closeBlock();
    } else if (block == (opcode == Opcode.ELSE ? Opcode.IF : Opcode.TRY)) {
      close();
      open(in.offset());
      instructions.instruction(in, 0);
      switch (opcode) {
        case ELSE -> blocks.set(blocks.size() - 1, Opcode.ELSE);
        case DELEGATE -> {
          close();
          close();
          blocks.removeLast();
        }
        default -> {}
      }
    } else {
      // An error comes after this.
      separate(in.offset());
      instructions.instruction(in, 0);
    }
  }

  private void closeBlock() {
    instructions.leave();
    switch (blocks.removeLast()) {
      case IF, ELSE, TRY -> {
        close();
        close();
      }
      default -> close();
    }
  }

  // Forms.

  private void open(int offset) {
    separate(offset);
    out.add('(').indent();
  }

  private void close() {
    out.outdent();
    if (afterComment) {
      separate(-1);
    }
    out.add(')');
  }

  private void separate(int offset) {
    if (lines) {
      out.line(offset);
    } else if (!first) {
      out.add(' ');
    }
    first = false;
    afterComment = false;
  }
}
