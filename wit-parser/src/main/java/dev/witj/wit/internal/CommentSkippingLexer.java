package dev.witj.wit.internal;

import java.util.OptionalInt;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.Lexer;

/** What the generated lexer inherits: the end of a nested comment. */
public abstract class CommentSkippingLexer extends Lexer {
  private OptionalInt unterminated = OptionalInt.empty();

  /** For the generated subclass. */
  protected CommentSkippingLexer(CharStream input) {
    super(input);
  }

  /** Goes on behind the end of the comment whose first two characters were just read. */
  protected final void skipBlockComment() {
    int depth = 1;
    while (depth > 0) {
      int first = _input.LA(1);
      int second = _input.LA(2);
      if (first == IntStream.EOF) {
        unterminated = OptionalInt.of(_tokenStartCharIndex);
        return;
      }
      if (first == '/' && second == '*') {
        depth++;
        _input.consume();
      } else if (first == '*' && second == '/') {
        depth--;
        _input.consume();
      }
      _input.consume();
    }
  }

  /** Where a comment starts that has no end, if there is one. */
  public final OptionalInt unterminatedComment() {
    return unterminated;
  }
}
