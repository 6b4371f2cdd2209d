package dev.witj.inspect.internal;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.core.ProducersSection;
import dev.witj.inspect.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Metadata as tables with rounded corners. */
public final class MetadataTables {
  private static final int WIDTH = 80;

  private final StringBuilder out = new StringBuilder();
  private final int wholeSize;
  private int unnamed;

  private MetadataTables(int wholeSize) {
    this.wholeSize = wholeSize;
  }

  public static String of(Metadata metadata) {
    MetadataTables tables = new MetadataTables(metadata.range().size());
    List<List<String>> summary = new ArrayList<>();
    summary.add(List.of("KIND", "NAME", "SIZE", "SIZE%", "LANGUAGES", "PARENT"));
    tables.summarize(metadata, "<root>", summary);
    tables.table(summary);
    tables.details(metadata);
    return tables.out.toString();
  }

  private void summarize(Metadata metadata, String parent, List<List<String>> rows) {
    String name = metadata.name().orElseGet(() -> "unknown(" + unnamed++ + ")");
    String languages =
        metadata.producers().stream()
            .filter(field -> field.name().equals("language"))
            .flatMap(field -> field.values().stream())
            .map(ProducersSection.Value::name)
            .collect(Collectors.joining(", "));
    int size = metadata.range().size();
    rows.add(
        List.of(
            kind(metadata),
            name,
            size + "B",
            Math.round(100.0 * size / wholeSize) + "%",
            languages.isEmpty() ? "-" : languages,
            parent));
    metadata.children().forEach(child -> summarize(child, name, rows));
  }

  private static String kind(Metadata metadata) {
    return metadata.kind() == BinaryKind.MODULE ? "module" : "component";
  }

  private static String name(Metadata metadata) {
    return metadata.name().orElse("<unknown>");
  }

  private void details(Metadata metadata) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("KIND", "VALUE"));
    rows.add(List.of("name", name(metadata)));
    rows.add(List.of("kind", kind(metadata)));
    rows.add(
        List.of("range", "0x%x..0x%x".formatted(metadata.range().start(), metadata.range().end())));
    for (ProducersSection.Field field : metadata.producers()) {
      for (ProducersSection.Value value : field.values()) {
        String version = value.version().isEmpty() ? "" : " [" + value.version() + "]";
        rows.add(List.of(field.name(), value.name() + version));
      }
    }
    metadata.notes().forEach((note, text) -> rows.add(List.of(note, text)));
    metadata
        .children()
        .forEach(child -> rows.add(List.of("child", name(child) + " [" + kind(child) + "]")));
    table(rows);
    metadata.children().forEach(this::details);
  }

  /** A table whose last column is broken into lines if it is too wide. */
  private void table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    int others = 1;
    for (int i = 0; i < columns - 1; i++) {
      others += widths[i] + 3;
    }
    widths[columns - 1] = Math.min(widths[columns - 1], Math.max(10, WIDTH - others - 3));
    rule(widths, "╭", "─", "┬", "╮");
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), widths, i > 0);
      if (i == 0) {
        rule(widths, "╞", "═", "╪", "╡");
      } else if (i < rows.size() - 1) {
        rule(widths, "├", "╌", "┼", "┤");
      }
    }
    rule(widths, "╰", "─", "┴", "╯");
  }

  private void rule(int[] widths, String left, String line, String cross, String right) {
    out.append(left);
    for (int i = 0; i < widths.length; i++) {
      out.append(i == 0 ? "" : cross).append(line.repeat(widths[i] + 2));
    }
    out.append(right).append('\n');
  }

  private void row(List<String> row, int[] widths, boolean body) {
    int last = row.size() - 1;
    List<String> lines = lines(row.getLast(), widths[last]);
    for (int line = 0; line < lines.size(); line++) {
      out.append("│ ");
      for (int i = 0; i < last; i++) {
        boolean number = body && (i == 2 || i == 3);
        cell(line == 0 ? row.get(i) : "", widths[i], number);
        out.append(" ┆ ");
      }
      cell(lines.get(line), widths[last], false);
      out.append(" │\n");
    }
  }

  private void cell(String text, int width, boolean right) {
    String space = " ".repeat(width - length(text));
    out.append(right ? space : "").append(text).append(right ? "" : space);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** A text in lines of at most {@code width} characters, broken at spaces where there are some. */
  private static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.lines().toList()) {
      String rest = paragraph;
      while (length(rest) > width) {
        int end = rest.offsetByCodePoints(0, width);
        int space = rest.lastIndexOf(' ', end);
        lines.add(rest.substring(0, space > 0 ? space : end));
        rest = rest.substring(space > 0 ? space + 1 : end);
      }
      lines.add(rest);
    }
    return lines.isEmpty() ? List.of("") : lines;
  }
}
