package dev.witj.binary.debug;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code .debug_line} of DWARF 2 to 5, which has a table of lines for each compilation
 * unit.
 */
final class LineTables {
  /** What stands in place of a length of 32 bits where one of 64 bits follows. */
  private static final int LONG_FORM = -1;

  /** Bytes of a length of 64 bits with what stands before it; no table is as short as that. */
  private static final int LONGEST_LENGTH = 12;

  /** After so many malformed tables nothing more is read: each costs more than one that is not. */
  private static final int MAX_MALFORMED = 100;

  private final ByteSlice lines;
  private final ByteSlice strings;
  private final ByteSlice lineStrings;

  LineTables(ByteSlice lines, ByteSlice strings, ByteSlice lineStrings) {
    this.lines = lines;
    this.strings = strings;
    this.lineStrings = lineStrings;
  }

  /**
   * Finds the lines of addresses. Tables that are malformed have none, and so has what comes after
   * one whose length is, or after very many.
   *
   * @param addresses in ascending order
   * @param found takes the lines, by the numbers of the addresses
   */
  void find(int[] addresses, @Nullable SourceLine[] found) {
    LineHits hits = new LineHits(addresses);
    read(hits);
    hits.find(found);
  }

  private void read(LineHits hits) {
    ByteCursor in = lines.cursor();
    int malformed = 0;
    while (in.remaining() > LONGEST_LENGTH && malformed < MAX_MALFORMED) {
      int first = in.readFixed32();
      boolean isLong = first == LONG_FORM;
      long length = isLong ? in.readFixed64() : Integer.toUnsignedLong(first);
      if (length < 0 || length > in.remaining()) {
        return;
      }
      ByteSlice unit = in.readSlice((int) length);
      try {
        LineHeader header = LineHeader.read(unit, isLong, strings, lineStrings);
        new LineProgram(header).run(hits);
        hits.take(header::file);
      } catch (DiagnosticException _) {
        hits.forget();
        malformed++;
      }
    }
  }
}
