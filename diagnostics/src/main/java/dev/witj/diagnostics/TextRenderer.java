package dev.witj.diagnostics;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * Renders diagnostics for people:
 *
 * <pre>
 * error: type `itme` does not exist
 *   --> todo.wit:12:20
 *    |
 * 12 |   get: func() -> itme;
 *    |                  ^^^^
 *    = note: looked in interface `store`
 *    = help: did you mean `item`?
 * </pre>
 */
public final class TextRenderer {
  private static final int MAX_WIDTH = 160;
  private static final TextRenderer PLAIN = new TextRenderer(false);
  private static final TextRenderer COLOURED = new TextRenderer(true);

  private final boolean colours;

  private TextRenderer(boolean colours) {
    this.colours = colours;
  }

  /** Without colours. */
  public static TextRenderer plain() {
    return PLAIN;
  }

  /** With ANSI colours, for a terminal. */
  public static TextRenderer coloured() {
    return COLOURED;
  }

  /** All of them, a blank line between two, with no line break at the end. */
  public String render(Collection<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Iterator<Diagnostic> it = diagnostics.iterator(); it.hasNext(); ) {
      render(it.next(), out);
      if (it.hasNext()) {
        out.append("\n\n");
      }
    }
    return out.toString();
  }

  /** One, with no line break at the end. */
  public String render(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder();
    render(diagnostic, out);
    return out.toString();
  }

  private void render(Diagnostic diagnostic, StringBuilder out) {
    String word = diagnostic.severity().name().toLowerCase(Locale.ROOT);
    String colour =
        switch (diagnostic.severity()) {
          case ERROR -> "31";
          case WARNING -> "33";
          case NOTE -> "36";
        };
    // Names of files and guests may have line breaks: no part of a message looks like another one.
    out.append(paint(word, "1;" + colour)).append(": ").append(lines(diagnostic.message(), "\n  "));
    int gutter = 1;
    for (Label label : (Iterable<Label>) labels(diagnostic)::iterator) {
      if (!label.span().source().isBinary()) {
        int line = label.span().source().position(label.span().start()).line();
        gutter = Math.max(gutter, String.valueOf(line).length());
      }
    }
    int width = gutter;
    diagnostic.primary().ifPresent(label -> place(label, '^', colour, width, out));
    diagnostic.others().forEach(label -> place(label, '-', "34", width, out));
    for (String note : diagnostic.notes()) {
      tail("note", note, width, out);
    }
    diagnostic.help().ifPresent(help -> tail("help", help, width, out));
  }

  private static java.util.stream.Stream<Label> labels(Diagnostic diagnostic) {
    return java.util.stream.Stream.concat(
            diagnostic.primary().stream(), diagnostic.others().stream())
        .filter(label -> !label.span().isNone());
  }

  private void tail(String word, String text, int gutter, StringBuilder out) {
    String indent = " ".repeat(gutter + 1);
    String more = "\n" + indent + " ".repeat(word.length() + 4);
    out.append('\n').append(indent).append("= ").append(paint(word, "1")).append(": ");
    out.append(lines(text, more));
  }

  private static String lines(String text, String between) {
    return text.lines().map(TextRenderer::visible).collect(Collectors.joining(between));
  }

  private void place(Label label, char mark, String colour, int gutter, StringBuilder out) {
    Span span = label.span();
    if (span.isNone()) {
      return;
    }
    Source source = span.source();
    String words = visible(label.text());
    out.append('\n').append(" ".repeat(gutter)).append("--> ").append(visible(source.name()));
    if (source.isBinary()) {
      out.append(" (at offset 0x").append(Integer.toHexString(span.start())).append(')');
      if (!words.isEmpty()) {
        out.append(": ").append(words);
      }
      return;
    }
    Source.Position position = source.position(span.start());
    String line = source.line(position.line());
    out.append(':').append(position.line()).append(':').append(position.column()).append('\n');
    String number = String.valueOf(position.line());
    String bar = paint("|", "1;34");
    out.append(" ".repeat(gutter + 1)).append(bar).append('\n');
    out.append(" ".repeat(gutter - number.length())).append(paint(number, "1;34"));
    out.append(' ').append(bar).append(' ');

    // Of a very long line only the part around the place is shown.
    int at = line.offsetByCodePoints(0, Math.min(position.column() - 1, codePoints(line)));
    int from = at > MAX_WIDTH - 40 ? Excerpt.boundary(line, at - MAX_WIDTH / 2) : 0;
    int to = Excerpt.boundary(line, Math.min(line.length(), from + MAX_WIDTH));
    String before = from > 0 ? Excerpt.CUT : "";
    out.append(before).append(visible(line.substring(from, to)));
    out.append(to < line.length() ? Excerpt.CUT : "").append('\n');

    int length = Math.min(span.end() - span.start(), to - at);
    String marked = line.substring(at, Excerpt.boundary(line, at + Math.max(length, 0)));
    String marks = String.valueOf(mark).repeat(Math.max(1, codePoints(marked)));
    out.append(" ".repeat(gutter + 1)).append(bar).append(' ');
    out.append(blank(before)).append(blank(line.substring(from, at)));
    out.append(paint(words.isEmpty() ? marks : marks + " " + words, colour));
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  /** As many columns of nothing; a tab stays one, whatever the terminal makes of it. */
  private static String blank(String text) {
    return map(text, c -> c == '\t' ? '\t' : ' ');
  }

  /**
   * Control, bidirectional and other invisible characters must not reach a terminal as they are,
   * wherever they come from: a file, a name in it that a message quotes, or the file's own name.
   */
  private static String visible(String text) {
    return map(text, c -> c != '\t' && isInvisible(c) ? 0xFFFD : c);
  }

  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String map(String text, IntUnaryOperator change) {
    return text.codePoints()
        .map(change)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private String paint(String text, String colour) {
    return colours ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
  }
}
