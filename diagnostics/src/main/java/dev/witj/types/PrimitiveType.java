package dev.witj.types;

import java.util.Optional;

/** The value types that need no definition; {@code toString} is their keyword. */
public enum PrimitiveType {
  /** Truth values. */
  BOOL(0x7f, "bool"),
  /** 8-bit signed integers. */
  S8(0x7e, "s8"),
  /** 8-bit unsigned integers. */
  U8(0x7d, "u8"),
  /** 16-bit signed integers. */
  S16(0x7c, "s16"),
  /** 16-bit unsigned integers. */
  U16(0x7b, "u16"),
  /** 32-bit signed integers. */
  S32(0x7a, "s32"),
  /** 32-bit unsigned integers. */
  U32(0x79, "u32"),
  /** 64-bit signed integers. */
  S64(0x78, "s64"),
  /** 64-bit unsigned integers. */
  U64(0x77, "u64"),
  /** 32-bit floats. */
  F32(0x76, "f32"),
  /** 64-bit floats. */
  F64(0x75, "f64"),
  /** Unicode scalar values. */
  CHAR(0x74, "char"),
  /** Sequences of Unicode scalar values. */
  STRING(0x73, "string"),
  /** Contexts of errors. */
  ERROR_CONTEXT(0x64, "error-context");

  private static final PrimitiveType[] ALL = values();

  private final int code;
  private final String keyword;

  PrimitiveType(int code, String keyword) {
    this.code = code;
    this.keyword = keyword;
  }

  /** How WIT and the text format spell it. */
  public String keyword() {
    return keyword;
  }

  /** The byte that stands for it in a binary. */
  public int code() {
    return code;
  }

  /** The one that a byte stands for. */
  public static Optional<PrimitiveType> of(int code) {
    for (PrimitiveType type : ALL) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The one that a keyword stands for. */
  public static Optional<PrimitiveType> of(String keyword) {
    for (PrimitiveType type : ALL) {
      if (type.keyword.equals(keyword)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return keyword;
  }
}
