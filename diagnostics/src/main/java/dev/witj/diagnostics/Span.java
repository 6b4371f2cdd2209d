package dev.witj.diagnostics;

/**
 * A stretch of a source: from {@code start} (inclusive) to {@code end} (exclusive), in UTF-16 code
 * units of a text or bytes of a binary. Lines and columns are computed only when printing.
 */
public record Span(Source source, int start, int end) {
  private static final Source NOWHERE = Source.text("<unknown>", "");

  /** Checks that the stretch does not run backwards. */
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("span " + start + ".." + end);
    }
  }

  /** The span of something that stands in no file. */
  public static Span none() {
    return new Span(NOWHERE, 0, 0);
  }

  /** Whether this is a place in no file. */
  public boolean isNone() {
    return source == NOWHERE;
  }

  /** The smallest span that covers this and {@code other}, which must lie in the same source. */
  public Span to(Span other) {
    return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
  }
}
