package dev.witj.runtime.wave;

import dev.witj.diagnostics.Code;

/**
 * What can be wrong with a text in WAVE, and how it is said; programs know it by its kind alone.
 */
enum WaveFault implements Code {
  // Syntax.
  NO_CALL(Kind.SYNTAX, "expected a call, found no `(`"),
  NO_FUNCTION(Kind.SYNTAX, "expected the name of a function before `(`"),
  UNEXPECTED_CHARACTER(Kind.SYNTAX, "expected {}"),
  UNEXPECTED(Kind.SYNTAX, "expected {}, found {}"),
  NOT_ONE_CHARACTER(Kind.SYNTAX, "expected one character between the quotes"),
  NOT_CLOSED(Kind.SYNTAX, "no closing `{}` on the line"),
  LINES_NOT_CLOSED(Kind.SYNTAX, "no closing `\"\"\"`"),
  NO_LINE_BREAK(Kind.SYNTAX, "expected a line break after `\"\"\"`"),
  CLOSED_IN_LINE(Kind.SYNTAX, "expected the closing `\"\"\"` on a line of its own"),
  INDENTED_LESS(Kind.SYNTAX, "the line is indented less than the closing `\"\"\"`"),
  LONE_SURROGATE(Kind.SYNTAX, "a lone surrogate is no character"),
  ESCAPED_NO_CHARACTER(Kind.SYNTAX, "the escape names no character"),
  UNKNOWN_ESCAPE(Kind.SYNTAX, "unknown escape; known are \\' \\\" \\\\ \\t \\n \\r \\u{…}"),
  MALFORMED_ESCAPE(Kind.SYNTAX, "expected \\u{…} with one to six hexadecimal digits"),

  // Types.
  TOO_MANY_ARGUMENTS(Kind.TYPE, "more arguments than the function takes, which is {}"),
  MISSING_ARGUMENT(Kind.TYPE, "missing argument `{}` of type {}"),
  OUT_OF_RANGE(Kind.TYPE, "{} is out of range for {}, which is {}..={}"),
  OTHER_LENGTH(Kind.TYPE, "expected {}, found a list of {}"),
  TOO_FEW_ELEMENTS(Kind.TYPE, "expected {}, found only {} elements"),
  TOO_MANY_ELEMENTS(Kind.TYPE, "expected `)` after the {} elements of {}, found {}"),
  EMPTY_FLAGS(Kind.TYPE, "expected {}, found an empty set of flags"),
  FIELD_TWICE(Kind.TYPE, "the field `{}` is given twice"),
  FLAG_TWICE(Kind.TYPE, "the flag `{}` is given twice"),
  MISSING_FIELD(Kind.TYPE, "missing field `{}` of type {}"),
  UNKNOWN_NAME(Kind.TYPE, "no {} `{}` in {}"),
  KEYWORD(Kind.TYPE, "expected {}, found the keyword `{}`"),
  NO_PAYLOAD(Kind.TYPE, "the case `{}` has no payload"),
  MISSING_PAYLOAD(Kind.TYPE, "the case `{}` needs a payload of type {}"),
  OTHER_VALUE(Kind.TYPE, "expected {}, found {}"),
  NO_TEXT(Kind.TYPE, "values of type {} have no text form");

  private enum Kind {
    /** A text is no value or call. */
    SYNTAX("wave-syntax"),
    /** A value is not of the type that is expected. */
    TYPE("wave-type");

    private final String id;

    Kind(String id) {
      this.id = id;
    }
  }

  private final Kind kind;
  private final String template;

  WaveFault(Kind kind, String template) {
    this.kind = kind;
    this.template = template;
  }

  @Override
  public String id() {
    return kind.id;
  }

  @Override
  public String template() {
    return template;
  }
}
