package dev.witj.binary.core;

/** Numbers and vectors. */
public enum NumType implements ValType {
  /** 32-bit integer. */
  I32(0x7f, "i32"),
  /** 64-bit integer. */
  I64(0x7e, "i64"),
  /** 32-bit float. */
  F32(0x7d, "f32"),
  /** 64-bit float. */
  F64(0x7c, "f64"),
  /** 128-bit vector. */
  V128(0x7b, "v128");

  private final int code;
  private final String text;

  NumType(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** The byte that stands for it. */
  public int code() {
    return code;
  }

  @Override
  public String toString() {
    return text;
  }
}
