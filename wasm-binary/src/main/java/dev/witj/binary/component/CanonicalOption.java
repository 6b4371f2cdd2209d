package dev.witj.binary.component;

/** How values cross the border between a component and its core code. */
public sealed interface CanonicalOption {
  /** The encoding of strings in memory. */
  enum StringEncoding implements CanonicalOption {
    /** UTF-8. */
    UTF8("utf8"),
    /** UTF-16, little-endian. */
    UTF16("utf16"),
    /** Latin-1 or UTF-16, as the top bit of the length says. */
    LATIN1_UTF16("latin1+utf16");

    private final String text;

    StringEncoding(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** The memory that pointers point into. */
  record Memory(int memory) implements CanonicalOption {}

  /** The function that allocates. */
  record Realloc(int coreFunc) implements CanonicalOption {}

  /** The function to call when the results have been read. */
  record PostReturn(int coreFunc) implements CanonicalOption {}

  /** Asynchronous calling convention. */
  record Async() implements CanonicalOption {}

  /** The function that is called on each event. */
  record Callback(int coreFunc) implements CanonicalOption {}

  /** The type of the core function that a lowering makes. */
  record CoreType(int coreType) implements CanonicalOption {}

  /** Values are garbage-collected objects and not bytes in a memory. */
  record Gc() implements CanonicalOption {}
}
