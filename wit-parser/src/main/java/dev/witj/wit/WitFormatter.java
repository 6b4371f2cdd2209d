package dev.witj.wit;

import dev.witj.diagnostics.Source;
import dev.witj.wit.internal.FormatTokens;
import dev.witj.wit.internal.FormatTokens.Comment;
import dev.witj.wit.internal.FormatTokens.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lays out a WIT file anew without losing anything a person put there: every comment stays where it
 * is between the same two words, and single blank lines stay. What is laid out again comes out the
 * same, and means the same.
 *
 * <p>How it works: the file is a row of words, each with the comments before it. Items are put on
 * lines of their own, gates on lines above them; a function or {@code use} that does not fit on a
 * line, or has a comment inside, gets a line for each parameter or name.
 */
public final class WitFormatter {
  /** Where lines are broken that can be. */
  static final int WIDTH = 100;

  private static final Set<String> LISTS = Set.of("record", "variant", "enum", "flags");
  private static final Set<String> NO_BLANK_BEFORE =
      Set.of(",", ";", ":", ")", ">", "<", "/", "@", ".", "(");
  private static final Set<String> NO_BLANK_AFTER = Set.of("(", "<", "/", "@", ".");

  private final List<Word> words;
  private int next;
  private final StringBuilder out;
  private int depth;

  private WitFormatter(List<Word> words, StringBuilder out) {
    this.words = words;
    this.out = out;
  }

  /**
   * The file laid out, with a line break at its end unless it is empty. Lines end as the first one
   * of the source does, with {@code \n} or {@code \r\n}.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if the text is no WIT
   */
  public static String format(Source source) {
    WitFormatter formatter = new WitFormatter(FormatTokens.read(source), new StringBuilder());
    formatter.items(true);
    formatter.finish();
    String text = formatter.out.toString();
    return endsLinesAsWindowsDoes(source.text().orElseThrow()) ? text.replace("\n", "\r\n") : text;
  }

  private static boolean endsLinesAsWindowsDoes(String text) {
    int end = text.indexOf('\n');
    return end > 0 && text.charAt(end - 1) == '\r';
  }

  // ---- structure ----

  private Word peek() {
    return words.get(next);
  }

  private boolean at(String text) {
    return peek().text().equals(text);
  }

  private boolean atEnd() {
    return peek().isEnd();
  }

  private Word take() {
    return words.get(next++);
  }

  /** Items until the end of a block or of the file. */
  private void items(boolean top) {
    boolean first = true;
    while (!atEnd() && !at("}")) {
      startLine(peek(), first, top);
      while (at("@")) {
        attribute();
        startLine(peek(), true, false);
      }
      item();
      first = false;
    }
  }

  private void attribute() {
    List<Word> attribute = new ArrayList<>();
    do {
      attribute.add(take());
    } while (!attribute.getLast().text().equals(")"));
    inline(attribute, true);
  }

  /** One item: up to its semicolon, or with its block. */
  private void item() {
    List<Word> head = new ArrayList<>();
    while (true) {
      Word word = take();
      String text = word.text();
      if (text.equals(";")) {
        head.add(word);
        statement(head);
        return;
      }
      if (text.equals("{") && !head.getLast().text().equals(".")) {
        String before = head.getLast().text();
        if (before.equals("with")) {
          head.add(word);
          while (!at("}")) {
            head.add(take());
          }
          head.add(take());
          statement(head);
          return;
        }
        inline(head, true);
        // `import record: interface {` is no record.
        block(word, head.size() == 2 && LISTS.contains(head.getFirst().text()));
        return;
      }
      head.add(word);
    }
  }

  private void block(Word open, boolean list) {
    comments(open, true);
    out.append(" {");
    if (at("}") && peek().comments().isEmpty()) {
      take();
      out.append('}');
      return;
    }
    depth++;
    if (list) {
      elements("}");
    } else {
      items(false);
    }
    depth--;
    startLine(peek(), true, false);
    take();
    out.append('}');
  }

  /** Comma-separated parts, each on a line, the last one with a comma too. */
  private void elements(String close) {
    boolean first = true;
    while (!at(close)) {
      startLine(peek(), first, false);
      List<Word> element = new ArrayList<>();
      int nesting = 0;
      while (nesting > 0 || (!at(",") && !at(close))) {
        Word word = take();
        nesting += nesting(word.text());
        element.add(word);
      }
      // A comment before a comma stays there: behind it, it would document the next part.
      element.add(at(",") ? take() : new Word(",", List.of(), 0));
      inline(element, true);
      first = false;
    }
  }

  private static int nesting(String text) {
    return switch (text) {
      case "(", "<" -> 1;
      case ")", ">" -> -1;
      default -> 0;
    };
  }

  /** Words up to a semicolon, on one line if that is possible. */
  private void statement(List<Word> all) {
    List<Word> statement = new ArrayList<>(all);
    int open = openOf(statement);
    int close = statement.size() - 1;
    while (open >= 0 && !Set.of(")", "}").contains(statement.get(close).text())) {
      close--;
    }
    if (open < 0 || fits(statement, open, close)) {
      inline(withoutLastComma(statement), true);
      return;
    }
    inline(statement.subList(0, open + 1), true);
    // The parts between are read from a row of their own.
    List<Word> inner = new ArrayList<>(statement.subList(open + 1, close + 1));
    WitFormatter part = new WitFormatter(inner, out);
    part.depth = depth + 1;
    part.elements(inner.getLast().text());
    part.depth--;
    part.startLine(part.peek(), true, false);
    List<Word> tail = new ArrayList<>(statement.subList(close, statement.size()));
    tail.set(0, tail.getFirst().bare());
    inline(tail, true);
  }

  /** Where the parameters or names of a statement begin. */
  private static int openOf(List<Word> statement) {
    for (int i = 0; i < statement.size(); i++) {
      String text = statement.get(i).text();
      if (text.equals("(") || text.equals("{")) {
        boolean empty = Set.of(")", "}").contains(statement.get(i + 1).text());
        return empty && statement.get(i + 1).comments().isEmpty() ? -1 : i;
      }
    }
    return -1;
  }

  private boolean fits(List<Word> statement, int open, int close) {
    int nesting = 0;
    for (int i = open + 1; i <= close; i++) {
      Word word = statement.get(i);
      // Between two parts a comment may have a line of its own, inside one or before its comma it
      // may not.
      boolean between =
          i == open + 1 || i == close || (nesting == 0 && statement.get(i - 1).text().equals(","));
      nesting += nesting(word.text());
      for (Comment comment : word.comments()) {
        if (comment.spansLines() || (between && comment.newLines() > 0)) {
          return false;
        }
      }
    }
    WitFormatter trial = new WitFormatter(List.of(), new StringBuilder());
    trial.inline(withoutLastComma(statement), false);
    return depth * 2 + trial.out.length() <= WIDTH;
  }

  private static List<Word> withoutLastComma(List<Word> statement) {
    List<Word> kept = new ArrayList<>(statement);
    for (int i = kept.size() - 2; i >= 0; i--) {
      if (kept.get(i).text().equals(",") && Set.of(")", "}").contains(kept.get(i + 1).text())) {
        kept.set(i + 1, kept.get(i + 1).after(kept.get(i).comments()));
        kept.remove(i);
      }
    }
    return kept;
  }

  // ---- layout ----

  /** Words on one line; the comments of the first are on the page already. */
  private void inline(List<Word> row, boolean indentBreaks) {
    for (int i = 0; i < row.size(); i++) {
      Word word = row.get(i);
      if (i > 0) {
        boolean broken = comments(word, indentBreaks);
        if (!broken && (!word.comments().isEmpty() || isBlankBetween(row, i))) {
          out.append(' ');
        }
      }
      out.append(word.text());
    }
  }

  private static boolean isBlankBetween(List<Word> row, int i) {
    String before = row.get(i - 1).text();
    String text = row.get(i).text();
    if (before.equals("{") || text.equals("}")) {
      // `with { a as b }` but `use i.{a, b}`
      return row.stream().anyMatch(word -> word.text().equals("with"));
    }
    if (text.equals("{")) {
      return !before.equals(".");
    }
    if (before.equals(":")) {
      boolean path =
          row.getFirst().text().equals("package")
              || (i + 1 < row.size() && row.get(i + 1).text().equals("/"));
      return !path;
    }
    return !NO_BLANK_BEFORE.contains(text) && !NO_BLANK_AFTER.contains(before);
  }

  /**
   * Comments inside a line.
   *
   * @return whether the line was ended by one
   */
  private boolean comments(Word word, boolean indentBreaks) {
    boolean broken = false;
    for (Comment comment : word.comments()) {
      if (!broken) {
        out.append(' ');
      }
      out.append(comment.text());
      broken = comment.isLine();
      if (broken) {
        newLine(indentBreaks ? depth + 1 : 0);
      }
    }
    return broken;
  }

  /**
   * Begins the line of a word: comments that end the line of the word before stay there, the others
   * get lines of their own, and so does the word unless a comment stands on its line.
   *
   * @param first whether nothing stands before it in its block, so that no blank line is kept
   * @param apart whether a blank line must part it from what stands before
   */
  private void startLine(Word word, boolean first, boolean apart) {
    List<Comment> comments = word.comments();
    int trailing = out.isEmpty() ? 0 : trailing(word);
    for (Comment comment : comments.subList(0, trailing)) {
      out.append(' ').append(comment.text());
    }
    boolean closes = word.text().equals("}") || word.text().equals(")");
    boolean atStart = first;
    boolean mustPart = apart && word.newLines() < 2 && !hasBlank(word);
    boolean begun = false;
    for (int i = trailing; i < comments.size(); i++) {
      Comment comment = comments.get(i);
      if (begun && comment.newLines() == 0 && !comments.get(i - 1).isLine()) {
        out.append(' ').append(comment.text());
        continue;
      }
      // What stands before a closing brace belongs to the block.
      lineFor((comment.newLines() > 1 || mustPart) && !atStart, depth + (closes ? 1 : 0));
      out.append(comment.text());
      begun = true;
      atStart = false;
      mustPart = false;
    }
    if (word.isEnd()) {
      return;
    }
    if (begun && !closes && word.newLines() == 0 && !comments.getLast().isLine()) {
      out.append(' ');
      return;
    }
    lineFor(((word.newLines() > 1 && !closes) || mustPart) && !atStart, depth);
  }

  /** How many of a word's comments end the line of the word before it. */
  private static int trailing(Word word) {
    int count = 0;
    for (Comment comment : word.comments()) {
      if (comment.newLines() > 0) {
        return count;
      }
      count++;
      if (comment.isLine()) {
        return count;
      }
    }
    return word.newLines() > 0 || word.isEnd() || count == 0 ? count : 0;
  }

  private static boolean hasBlank(Word word) {
    return word.comments().stream().anyMatch(comment -> comment.newLines() > 1);
  }

  private void lineFor(boolean blank, int indentation) {
    if (out.isEmpty()) {
      return;
    }
    if (blank) {
      out.append('\n');
    }
    newLine(indentation);
  }

  private void newLine(int indentation) {
    out.append('\n').repeat("  ", indentation);
  }

  private void finish() {
    startLine(peek(), out.isEmpty(), false);
    if (!out.isEmpty()) {
      out.append('\n');
    }
  }
}
