package dev.witj.wat;

/** What a token is; see "Lexical Format" of the core specification. */
enum TokenKind {
  LEFT_PAREN("`(`"),
  RIGHT_PAREN("`)`"),
  /** {@code (@name}: the parenthesis, the at sign and the name in one token. */
  ANNOTATION("an annotation"),
  /** {@code $name} or {@code $"name"}. */
  ID("an identifier"),
  KEYWORD("a keyword"),
  STRING("a string"),
  INTEGER("an integer"),
  FLOAT("a float"),
  /** Characters that touch and make none of the others. */
  RESERVED("a reserved token"),
  END("the end of the text");

  private static final TokenKind[] ALL = values();
  private final String label;

  TokenKind(String label) {
    this.label = label;
  }

  static TokenKind of(int ordinal) {
    return ALL[ordinal];
  }

  String label() {
    return label;
  }
}
