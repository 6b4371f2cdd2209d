package dev.witj.engine.internal.numeric;

/**
 * Arithmetic on all the lanes of a long at once, without a carry from one to the next. How wide
 * lanes are is said by a constant with the highest bit of each, {@code signs}; HotSpot compiles
 * these methods into their callers, where that is known.
 */
final class Swar {
  private Swar() {}

  /** The sum of each pair of lanes. */
  static long add(long a, long b, long signs) {
    return (a & ~signs) + (b & ~signs) ^ ((a ^ b) & signs);
  }

  /** The difference of each pair of lanes. */
  static long sub(long a, long b, long signs) {
    return (a | signs) - (b & ~signs) ^ ((a ^ ~b) & signs);
  }

  /** All ones in the lanes whose highest bit is set; {@code bits} must have no other bits. */
  static long spread(long bits, int width) {
    return (bits << 1) - (bits >>> (width - 1));
  }

  /** The highest bit of the lanes that are not zero. */
  static long nonZero(long x, long signs) {
    return ((x & ~signs) + ~signs | x) & signs;
  }

  /** The highest bit of the lanes of which the first is less, as unsigned numbers. */
  static long less(long a, long b, long signs) {
    return ((~a & b) | (~(a ^ b) & sub(a, b, signs))) & signs;
  }

  /** The highest bit of the lanes of which the first is less, as signed numbers. */
  static long lessSigned(long a, long b, long signs) {
    return less(a ^ signs, b ^ signs, signs);
  }

  /** The first where the mask has ones, otherwise the second. */
  static long select(long mask, long a, long b) {
    return b ^ ((a ^ b) & mask);
  }

  /** The magnitude of each lane. */
  static long abs(long a, long signs, int width) {
    long negative = spread(a & signs, width);
    return sub(a ^ negative, negative, signs);
  }

  /** The sum of each pair of lanes, signed, or the nearest there is. */
  static long addSaturating(long a, long b, long signs, int width) {
    long sum = add(a, b, signs);
    long overflow = spread((a ^ sum) & (b ^ sum) & signs, width);
    return select(overflow, limit(a, signs, width), sum);
  }

  /** The difference of each pair of lanes, signed, or the nearest there is. */
  static long subSaturating(long a, long b, long signs, int width) {
    long difference = sub(a, b, signs);
    long overflow = spread((a ^ b) & (a ^ difference) & signs, width);
    return select(overflow, limit(a, signs, width), difference);
  }

  /** The greatest number for lanes that are not negative, the least for those that are. */
  private static long limit(long a, long signs, int width) {
    return ~signs ^ spread(a & signs, width);
  }

  /** The sum of each pair of lanes, unsigned, or the nearest there is. */
  static long addSaturatingUnsigned(long a, long b, long signs, int width) {
    long sum = add(a, b, signs);
    return sum | spread(((a & b) | ((a | b) & ~sum)) & signs, width);
  }

  /** The difference of each pair of lanes, unsigned, or the nearest there is. */
  static long subSaturatingUnsigned(long a, long b, long signs, int width) {
    return sub(a, b, signs) & ~spread(less(a, b, signs), width);
  }

  /** The mean of each pair of lanes, unsigned, rounded up. */
  static long average(long a, long b, long signs) {
    return (a | b) - (((a ^ b) & ~lowest(signs)) >>> 1);
  }

  /** The lowest bit of each lane. */
  private static long lowest(long signs) {
    return signs << 1 | 1;
  }

  /** Each lane shifted to the left, by less than its width. */
  static long shl(long a, int count, long signs, int width) {
    return (a & ones(width - count, signs)) << count;
  }

  /** Each lane shifted to the right, with zeros from the left, by less than its width. */
  static long shr(long a, int count, long signs, int width) {
    return a >>> count & ones(width - count, signs);
  }

  /** Each lane shifted to the right, with its sign from the left, by less than its width. */
  static long shrSigned(long a, int count, long signs, int width) {
    return shr(a, count, signs, width) | (spread(a & signs, width) & ~ones(width - count, signs));
  }

  /** So many ones, at least one, at the lower end of each lane. */
  private static long ones(int count, long signs) {
    return lowest(signs) * (-1L >>> (Long.SIZE - count));
  }
}
