package dev.witj.binary.core;

/** What a reference may point to; {@code toString} is its text form. */
public sealed interface HeapType {
  /**
   * A type of the module, by index. Within {@link CoreTypes} the index is that of the canonical
   * type.
   */
  record Concrete(int index) implements HeapType {
    @Override
    public String toString() {
      return Integer.toUnsignedString(index);
    }
  }

  /** The types that need no definition. */
  enum Abstract implements HeapType {
    /** Any function. */
    FUNC(0x70, "func", "funcref"),
    /** Anything of the host's. */
    EXTERN(0x6f, "extern", "externref"),
    /** Anything of the module's but functions. */
    ANY(0x6e, "any", "anyref"),
    /** What can be compared. */
    EQ(0x6d, "eq", "eqref"),
    /** Integers of 31 bits. */
    I31(0x6c, "i31", "i31ref"),
    /** Any struct. */
    STRUCT(0x6b, "struct", "structref"),
    /** Any array. */
    ARRAY(0x6a, "array", "arrayref"),
    /** Exceptions. */
    EXN(0x69, "exn", "exnref"),
    /** Below all exceptions. */
    NOEXN(0x74, "noexn", "nullexnref"),
    /** Below all functions. */
    NOFUNC(0x73, "nofunc", "nullfuncref"),
    /** Below all of the host's. */
    NOEXTERN(0x72, "noextern", "nullexternref"),
    /** Below everything in {@link #ANY}. */
    NONE(0x71, "none", "nullref");

    private static final Abstract[] ALL = values();

    private final int code;
    private final String text;
    private final String nullableText;

    Abstract(int code, String text, String nullableText) {
      this.code = code;
      this.text = text;
      this.nullableText = nullableText;
    }

    /** The byte that stands for it, and for a nullable reference to it. */
    public int code() {
      return code;
    }

    /** The text form of a nullable reference to it. */
    public String nullableText() {
      return nullableText;
    }

    /** The one at a position in the order of declaration. */
    public static Abstract at(int ordinal) {
      return ALL[ordinal];
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
