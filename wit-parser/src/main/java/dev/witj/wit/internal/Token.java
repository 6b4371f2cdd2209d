package dev.witj.wit.internal;

/** A stretch of a WIT text; blanks and comments are tokens too, so that nothing is lost. */
public record Token(Kind kind, int start, int end) {
  /** What a token is. */
  public enum Kind {
    /** A keyword or a name. */
    WORD,
    /** A number. */
    INTEGER,
    /** A whole version, as {@code 1.0.0-rc.1}. */
    VERSION,
    /** A quoted string. */
    STRING,
    /** Anything the grammar knows by its characters, as {@code ->}. */
    PUNCTUATION,
    /** From {@code //} to the end of the line, the line break not included. */
    LINE_COMMENT,
    /** From {@code /*} to its end; comments nest. */
    BLOCK_COMMENT,
    /** Spaces, tabs and line breaks. */
    BLANK,
    /** A character that WIT does not use. */
    UNKNOWN
  }

  /** The characters. */
  public String text(String source) {
    return source.substring(start, end);
  }
}
