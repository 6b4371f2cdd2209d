package dev.witj.binary;

import dev.witj.diagnostics.Code;

/** What can be wrong with a binary. */
public enum BinaryCode implements Code {
  /** The bytes end in the middle of something. */
  UNEXPECTED_END(true),
  /** A LEB128 number that is too long or too large. */
  MALFORMED_INTEGER(true),
  /** A name that is not UTF-8. */
  MALFORMED_UTF8(true),
  /** Not a WebAssembly binary, or a version that is not known. */
  BAD_HEADER(true),
  /** Any other bytes that the format has no meaning for. */
  MALFORMED(true),
  /** A section that stands twice or in the wrong place. */
  SECTION_ORDER(true),
  /** An opcode that does not exist. */
  UNKNOWN_OPCODE(true),
  /** Sizes or counts that must agree and do not. */
  INCONSISTENT(true),
  /** More of something than implementations allow. */
  LIMIT_EXCEEDED(true),
  /** Something whose feature is not enabled. */
  FEATURE_DISABLED(false),
  /** An index that is not in its index space. */
  UNKNOWN_INDEX(false),
  /** A value, or a definition, of another type than needed. */
  TYPE_MISMATCH(false),
  /** A name that is used twice. */
  DUPLICATE_NAME(false),
  /** Any other rule of validation that is broken. */
  INVALID(false),
  /** A feature's name that is not known. */
  UNKNOWN_FEATURE(false);

  private final boolean malformed;

  BinaryCode(boolean malformed) {
    this.malformed = malformed;
  }

  /**
   * The sentence itself: what is wrong with a binary is said in the words of the specification's
   * tests and of the reference implementation, which know far more sentences than kinds, and which
   * scripts compare. They stand where the rule that they are of is checked.
   */
  @Override
  public String template() {
    return "{}";
  }

  /** Whether decoding finds this, rather than validation. */
  public boolean isMalformed() {
    return malformed;
  }
}
