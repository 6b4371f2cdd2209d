package dev.witj.binary.debug;

import dev.witj.diagnostics.Excerpt;

/**
 * A line of a source file.
 *
 * @param file its path, as the compiler gives it
 * @param line its number, from 1 on
 * @param column the column, from 1 on; 0 if it is not known
 */
public record SourceLine(String file, int line, int column) {
  /** The most characters of a path. */
  static final int MAX_FILE = 4096;

  /** A line; of a path without what is not to be printed, cut if nobody could read it. */
  public SourceLine {
    file = Excerpt.of(file, MAX_FILE).replaceAll("\\p{Cntrl}", "\ufffd");
  }

  @Override
  public String toString() {
    return file + ":" + line + (column > 0 ? ":" + column : "");
  }
}
