package dev.witj.inspect;

import dev.witj.binary.ByteSlice;
import dev.witj.inspect.internal.BinaryDump;
import dev.witj.inspect.internal.DumpLines;
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
        BinaryDump.print(binary, lines, 1);
      } finally {
        lines.flush();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
