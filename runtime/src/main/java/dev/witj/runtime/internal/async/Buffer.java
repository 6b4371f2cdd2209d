package dev.witj.runtime.internal.async;

/**
 * Where values are copied from or to: a stretch of a guest's memory, or a part of the host's
 * values. Which of the two directions is meant follows from the end that it is given to.
 */
public interface Buffer {
  /** How many values there still are, or have room. */
  int remain();

  /** Whether there never were any: the copy asks only whether the other side is ready. */
  boolean isZeroLength();

  /**
   * Copies values out of this to another one.
   *
   * @param count not more than either has left
   */
  void copyTo(Buffer into, int count);
}
