package dev.witj.binary.debug;

/**
 * The segments of a source map's first line (ECMA-426, section "Mappings structure"): up to five
 * numbers each, every one as its difference from the last of its kind.
 */
final class MapSegments {
  private static final int OFFSET = 0;
  private static final int SOURCE = 1;
  private static final int LINE = 2;
  private static final int COLUMN = 3;
  private static final int FIELDS = 5;

  /** Five bits of a digit are a number's, the sixth says that there are more. */
  private static final int DIGIT_BITS = 5;

  private static final int MORE = 1 << DIGIT_BITS;
  private static final int MAX_SHIFT = 30;

  private final String text;
  private final long[] values = new long[FIELDS];
  private int at;
  private int fields;

  MapSegments(String text) {
    this.text = text;
  }

  /** Goes to the next segment; says no at the end, and where the text is malformed. */
  boolean next() {
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
    }
    fields = 0;
    while (!atEnd() && text.charAt(at) != ',') {
      if (fields == FIELDS || !readField()) {
        return false;
      }
    }
    return fields > 0;
  }

  private boolean atEnd() {
    return at >= text.length() || text.charAt(at) == ';';
  }

  private boolean readField() {
    long value = 0;
    int digit = MORE;
    for (int shift = 0; (digit & MORE) != 0; shift += DIGIT_BITS) {
      digit = atEnd() ? -1 : digit(text.charAt(at++));
      if (digit < 0 || shift > MAX_SHIFT) {
        return false;
      }
      value |= (long) (digit & (MORE - 1)) << shift;
    }
    values[fields++] += (value & 1) == 0 ? value >> 1 : -(value >> 1);
    return true;
  }

  private static int digit(char c) {
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf(c);
  }

  /** Where in the module the segment begins. */
  long offset() {
    return values[OFFSET];
  }

  /** Which source it comes from; -1 for none. */
  int source() {
    return fields > COLUMN ? (int) values[SOURCE] : -1;
  }

  /** The line there, from 1 on. */
  int line() {
    return (int) values[LINE] + 1;
  }

  /** The column there, from 1 on. */
  int column() {
    return (int) values[COLUMN] + 1;
  }
}
