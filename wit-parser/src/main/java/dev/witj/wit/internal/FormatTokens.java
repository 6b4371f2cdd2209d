package dev.witj.wit.internal;

import dev.witj.diagnostics.Source;
import java.util.ArrayList;
import java.util.List;

/** A WIT file as the formatter sees it: words, each with the comments before it. */
public final class FormatTokens {
  private FormatTokens() {}

  /**
   * A word, or the end of the file.
   *
   * @param text the word; empty at the end
   * @param comments the comments between the word before and this one
   * @param newLines how many line breaks stand directly before it
   */
  public record Word(String text, List<Comment> comments, int newLines) {
    public Word {
      comments = List.copyOf(comments);
    }

    /** Whether this is the end of the file. */
    public boolean isEnd() {
      return text.isEmpty();
    }

    /** The same with more comments before its own. */
    public Word after(List<Comment> more) {
      List<Comment> all = new ArrayList<>(more);
      all.addAll(comments);
      return new Word(text, all, newLines);
    }

    /** The same without comments. */
    public Word bare() {
      return new Word(text, List.of(), newLines);
    }

    /** How many blank lines stand directly before it. */
    public int blankLines() {
      return Math.max(0, newLines - 1);
    }
  }

  /**
   * A comment.
   *
   * @param text all of it, without blanks at its end
   * @param newLines how many line breaks stand between what is before it and it
   */
  public record Comment(String text, int newLines) {
    /** Whether it runs to the end of its line. */
    public boolean isLine() {
      return text.startsWith("//");
    }

    /** Whether nothing can stand on one line with it. */
    public boolean spansLines() {
      return isLine() || text.indexOf('\n') >= 0;
    }
  }

  /**
   * Reads a file.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it is no WIT
   */
  public static List<Word> read(Source source) {
    String text = source.text().orElseThrow();
    List<Word> words = new ArrayList<>();
    List<Comment> comments = new ArrayList<>();
    int newLines = 0;
    for (Token token : SyntaxParser.parseWithTokens(source).tokens()) {
      String characters = token.text(text);
      switch (token.kind()) {
        case BLANK -> newLines += (int) characters.chars().filter(c -> c == '\n').count();
        case LINE_COMMENT, BLOCK_COMMENT -> {
          comments.add(new Comment(characters.replace("\r\n", "\n").stripTrailing(), newLines));
          newLines = 0;
        }
        case WORD, INTEGER, VERSION, STRING, PUNCTUATION, UNKNOWN -> {
          words.add(new Word(characters, comments, newLines));
          comments.clear();
          newLines = 0;
        }
      }
    }
    words.add(new Word("", comments, newLines));
    return words;
  }
}
