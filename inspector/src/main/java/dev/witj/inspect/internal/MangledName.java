package dev.witj.inspect.internal;

/**
 * A mangled name that is read from front to back. Whatever it says, reading ends: depth, steps and
 * the size of what comes out are bounded, and a name that goes beyond is not understood.
 */
public final class MangledName {
  /** Longer names are left alone. */
  public static final int MAX_LENGTH = 8192;

  private static final int MAX_OUTPUT = 16_384;
  private static final int MAX_DEPTH = 200;
  private static final int MAX_WORK = 1_000_000;

  private final String name;
  private int position;
  private int depth;
  private int work;

  MangledName(String name) {
    this.name = name;
  }

  /** Thrown where a name is no mangled one, or one that is not understood. */
  static final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotUnderstood() {
      super("not understood", null, false, false);
    }
  }

  int position() {
    return position;
  }

  void seek(int to) {
    position = to;
  }

  boolean atEnd() {
    return position >= name.length();
  }

  /** The next character without reading it; 0 at the end. */
  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    return position + ahead < name.length() ? name.charAt(position + ahead) : 0;
  }

  char next() {
    if (atEnd()) {
      throw new NotUnderstood();
    }
    return name.charAt(position++);
  }

  boolean take(char expected) {
    if (peek() == expected && !atEnd()) {
      position++;
      return true;
    }
    return false;
  }

  boolean take(String expected) {
    if (name.startsWith(expected, position)) {
      position += expected.length();
      return true;
    }
    return false;
  }

  void expect(char expected) {
    if (!take(expected)) {
      throw new NotUnderstood();
    }
  }

  /** A decimal number that is no greater than any name is long. */
  int number() {
    int value = 0;
    if (!isDigit(peek())) {
      throw new NotUnderstood();
    }
    while (isDigit(peek())) {
      value = 10 * value + (next() - '0');
      if (value > MAX_LENGTH) {
        throw new NotUnderstood();
      }
    }
    return value;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** So many characters. */
  String take(int length) {
    if (length > name.length() - position) {
      throw new NotUnderstood();
    }
    position += length;
    return name.substring(position - length, position);
  }

  String rest() {
    return name.substring(position);
  }

  /** Goes into something nested. */
  void enter() {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new NotUnderstood();
    }
    work(1);
  }

  void leave() {
    depth--;
  }

  /** Counts what is done. */
  private void work(int amount) {
    work += amount;
    if (work > MAX_WORK) {
      throw new NotUnderstood();
    }
  }

  /** Demands that a text stays small, and counts the work of making it. */
  String checked(String text) {
    checkSize(text.length());
    work(text.length());
    return text;
  }

  /** Demands that a text of some size is not too long. */
  void checkSize(int size) {
    if (size > MAX_OUTPUT) {
      throw new NotUnderstood();
    }
  }
}
