package dev.witj.runtime.wave;

/** A token, from {@code start} (inclusive) to {@code end} (exclusive). */
record WaveToken(Kind kind, int start, int end) {
  enum Kind {
    BRACE_OPEN,
    BRACE_CLOSE,
    PAREN_OPEN,
    PAREN_CLOSE,
    BRACKET_OPEN,
    BRACKET_CLOSE,
    COLON,
    COMMA,
    NUMBER,
    LABEL,
    CHAR,
    STRING,
    MULTILINE_STRING,
    END
  }
}
