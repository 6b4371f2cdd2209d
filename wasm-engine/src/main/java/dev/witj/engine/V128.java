package dev.witj.engine;

/**
 * A vector, outside of compiled code.
 *
 * @param low its first eight bytes, little-endian
 * @param high its other eight bytes
 */
public record V128(long low, long high) {
  /** All zeros. */
  public static final V128 ZERO = new V128(0, 0);
}
