package dev.witj.binary;

/** Where something lies in a binary: bytes from {@code start} to {@code end} (exclusive). */
public record ByteRange(int start, int end) {
  /** Checks that the range does not run backwards. */
  public ByteRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("range " + start + ".." + end);
    }
  }

  /** How many bytes it covers. */
  public int size() {
    return end - start;
  }
}
