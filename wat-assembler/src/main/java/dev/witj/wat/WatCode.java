package dev.witj.wat;

import dev.witj.diagnostics.Code;

/** What can be wrong with a WebAssembly text or script. */
public enum WatCode implements Code {
  /** A character that no token may hold. */
  UNEXPECTED_CHARACTER,
  /** A bidirectional or deprecated control that makes text read otherwise than it is. */
  CONFUSING_CHARACTER,
  /** A string, comment or form that the text ends inside of. */
  UNEXPECTED_END,
  /** An escape in a string that is none, or that names no character. */
  BAD_ESCAPE,
  /** An identifier without characters, or one whose bytes are not UTF-8. */
  BAD_IDENTIFIER,
  /** A name whose bytes are not UTF-8. */
  BAD_UTF8,
  /** Another token than the grammar wants here. */
  UNEXPECTED_TOKEN,
  /** A number that is not written as one. */
  BAD_NUMBER,
  /** A number outside its type's range. */
  NUMBER_OUT_OF_RANGE,
  /** An instruction that does not exist. */
  UNKNOWN_OPERATOR,
  /** An identifier that names nothing. */
  UNKNOWN_IDENTIFIER,
  /** An identifier given twice in one index space. */
  DUPLICATE_IDENTIFIER,
  /** A label after {@code end} or {@code else} that is not the block's. */
  MISMATCHED_LABEL,
  /** A type use whose inline signature is not the one it refers to. */
  TYPE_MISMATCH,
  /** An alignment that is no power of two, or too large. */
  BAD_ALIGNMENT,
  /** An import that follows a definition. */
  IMPORT_AFTER_DEFINITION,
  /** A form that may stand only once. */
  DUPLICATE_FORM,
  /** An annotation that is known and not written as it must be. */
  BAD_ANNOTATION,
  /** Forms nested more deeply than is accepted. */
  TOO_DEEP,
  /** More or larger things than the format can hold. */
  TOO_LARGE,
  /** Something the assembler knows and does not do. */
  UNSUPPORTED,
  /** A script's directive that is not written as one. */
  BAD_DIRECTIVE
}
