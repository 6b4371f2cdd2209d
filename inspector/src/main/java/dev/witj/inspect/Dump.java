package dev.witj.inspect;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentLimits;
import dev.witj.diagnostics.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Every byte of a binary with its offset and what it means, those of modules and components inside
 * included. The text is written while the bytes are read: what comes before a byte that means
 * nothing is there.
 */
public final class Dump {
  private Dump() {}

  /**
   * Writes the text.
   *
   * @throws IOException if {@code out} does
   * @throws dev.witj.diagnostics.DiagnosticException at the first byte that means nothing; inside
   *     of custom sections such bytes are marked and passed over
   */
  public static void print(ByteSlice binary, Appendable out) throws IOException {
    DumpLines lines = new DumpLines(binary, out);
    try {
      try {
        binary(binary, lines, 1);
      } finally {
        lines.flush();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Writes the lines of a binary at some depth. */
  static void binary(ByteSlice binary, DumpLines lines, int depth) {
    if (depth > ComponentLimits.MAX_NESTING) {
      throw Diagnostic.error(BinaryCode.LIMIT_EXCEEDED, "nesting too deep", binary.span())
          .toException();
    }
    ByteCursor in = binary.cursor();
    boolean component =
        BinaryKind.of(binary).filter(kind -> kind == BinaryKind.COMPONENT).isPresent();
    if (component) {
      BinaryKind.COMPONENT.readHeader(in);
      lines.line(in.position(), "version 13 (Component)");
      new ComponentDump(lines, depth).sections(in);
    } else {
      BinaryKind.MODULE.readHeader(in);
      lines.line(in.position(), "version 1 (Module)");
      new ModuleDump(lines).sections(in);
    }
  }

  /** The number at the start of a list. */
  static int count(ByteCursor in, DumpLines lines) {
    int count = in.readU32();
    lines.line(in.position(), Integer.toUnsignedString(count) + " count");
    return count;
  }
}
