package dev.witj.runtime.wave;

import dev.witj.diagnostics.Code;
import dev.witj.runtime.RuntimeCode;

/**
 * What can be wrong with a text in WAVE, and how it is said; programs know it by its kind alone.
 */
enum WaveFault implements Code {
  // Syntax.
  NO_CALL(RuntimeCode.WAVE_SYNTAX, "expected a call, found no `(`"),
  NO_FUNCTION(RuntimeCode.WAVE_SYNTAX, "expected the name of a function before `(`"),
  UNEXPECTED_CHARACTER(RuntimeCode.WAVE_SYNTAX, "expected {}"),
  UNEXPECTED(RuntimeCode.WAVE_SYNTAX, "expected {}, found {}"),
  NOT_ONE_CHARACTER(RuntimeCode.WAVE_SYNTAX, "expected one character between the quotes"),
  NOT_CLOSED(RuntimeCode.WAVE_SYNTAX, "no closing `{}` on the line"),
  LINES_NOT_CLOSED(RuntimeCode.WAVE_SYNTAX, "no closing `\"\"\"`"),
  NO_LINE_BREAK(RuntimeCode.WAVE_SYNTAX, "expected a line break after `\"\"\"`"),
  CLOSED_IN_LINE(RuntimeCode.WAVE_SYNTAX, "expected the closing `\"\"\"` on a line of its own"),
  INDENTED_LESS(RuntimeCode.WAVE_SYNTAX, "the line is indented less than the closing `\"\"\"`"),
  LONE_SURROGATE(RuntimeCode.WAVE_SYNTAX, "a lone surrogate is no character"),
  ESCAPED_NO_CHARACTER(RuntimeCode.WAVE_SYNTAX, "the escape names no character"),
  UNKNOWN_ESCAPE(
      RuntimeCode.WAVE_SYNTAX, "unknown escape; known are \\' \\\" \\\\ \\t \\n \\r \\u{…}"),
  MALFORMED_ESCAPE(RuntimeCode.WAVE_SYNTAX, "expected \\u{…} with one to six hexadecimal digits"),

  // Types.
  TOO_MANY_ARGUMENTS(RuntimeCode.WAVE_TYPE, "more arguments than the function takes, which is {}"),
  MISSING_ARGUMENT(RuntimeCode.WAVE_TYPE, "missing argument `{}` of type {}"),
  OUT_OF_RANGE(RuntimeCode.WAVE_TYPE, "{} is out of range for {}, which is {}..={}"),
  OTHER_LENGTH(RuntimeCode.WAVE_TYPE, "expected {}, found a list of {}"),
  TOO_FEW_ELEMENTS(RuntimeCode.WAVE_TYPE, "expected {}, found only {} elements"),
  TOO_MANY_ELEMENTS(RuntimeCode.WAVE_TYPE, "expected `)` after the {} elements of {}, found {}"),
  EMPTY_FLAGS(RuntimeCode.WAVE_TYPE, "expected {}, found an empty set of flags"),
  FIELD_TWICE(RuntimeCode.WAVE_TYPE, "the field `{}` is given twice"),
  FLAG_TWICE(RuntimeCode.WAVE_TYPE, "the flag `{}` is given twice"),
  MISSING_FIELD(RuntimeCode.WAVE_TYPE, "missing field `{}` of type {}"),
  UNKNOWN_NAME(RuntimeCode.WAVE_TYPE, "no {} `{}` in {}"),
  KEYWORD(RuntimeCode.WAVE_TYPE, "expected {}, found the keyword `{}`"),
  NO_PAYLOAD(RuntimeCode.WAVE_TYPE, "the case `{}` has no payload"),
  MISSING_PAYLOAD(RuntimeCode.WAVE_TYPE, "the case `{}` needs a payload of type {}"),
  OTHER_VALUE(RuntimeCode.WAVE_TYPE, "expected {}, found {}"),
  NO_TEXT(RuntimeCode.WAVE_TYPE, "values of type {} have no text form");

  private final RuntimeCode kind;
  private final String template;

  WaveFault(RuntimeCode kind, String template) {
    this.kind = kind;
    this.template = template;
  }

  @Override
  public String id() {
    return kind.id();
  }

  @Override
  public String template() {
    return template;
  }
}
