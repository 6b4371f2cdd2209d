package dev.witj.diagnostics;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;

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
    out.append(paint(word, "1;" + colour)).append(": ").append(diagnostic.message());
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
    out.append(text.replace("\n", more));
  }

  private void place(Label label, char mark, String colour, int gutter, StringBuilder out) {
    Span span = label.span();
    if (span.isNone()) {
      return;
    }
    Source source = span.source();
    if (source.isBinary()) {
      out.append("\n").append(" ".repeat(gutter)).append("--> ").append(source.name());
      out.append(" (at offset 0x").append(Integer.toHexString(span.start())).append(')');
      if (!label.text().isEmpty()) {
        out.append(": ").append(label.text());
      }
      return;
    }
    Source.Position position = source.position(span.start());
    String line = source.line(position.line());
    out.append('\n').append(" ".repeat(gutter)).append("--> ").append(source.name());
    out.append(':').append(position.line()).append(':').append(position.column()).append('\n');
    String number = String.valueOf(position.line());
    String bar = paint("|", "1;34");
    int before = line.offsetByCodePoints(0, Math.min(position.column() - 1, codePoints(line)));
    int cut = before > MAX_WIDTH - 40 ? before - (MAX_WIDTH / 2) : 0;
    String shown = visible(line.substring(cut, Math.min(line.length(), cut + MAX_WIDTH)));
    out.append(" ".repeat(gutter + 1)).append(bar).append('\n');
    out.append(" ".repeat(gutter - number.length())).append(paint(number, "1;34"));
    out.append(' ').append(bar).append(' ').append(shown).append('\n');
    String lead =
        line.substring(cut, before)
            .codePoints()
            .map(c -> c == '\t' ? '\t' : ' ')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    int lineEnd = span.start() + (line.length() - before);
    int until = Math.min(Math.min(span.end(), lineEnd), span.start() + MAX_WIDTH);
    String marked =
        source.text().orElseThrow().substring(span.start(), Math.max(until, span.start()));
    String marks = String.valueOf(mark).repeat(Math.max(1, codePoints(marked)));
    out.append(" ".repeat(gutter + 1)).append(bar).append(' ').append(lead);
    out.append(paint(label.text().isEmpty() ? marks : marks + " " + label.text(), colour));
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Control and bidirectional characters must not reach a terminal as they are. */
  private static String visible(String text) {
    return text.codePoints()
        .map(
            c ->
                c != '\t' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)
                    ? 0xFFFD
                    : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private String paint(String text, String colour) {
    return colours ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
  }
}
