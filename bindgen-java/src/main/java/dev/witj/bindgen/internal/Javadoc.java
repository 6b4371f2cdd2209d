package dev.witj.bindgen.internal;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import dev.witj.names.Version;
import dev.witj.wit.Docs;
import dev.witj.wit.Stability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Documentation comments from WIT's, which are Markdown. */
final class Javadoc {
  private static final Pattern BULLET = Pattern.compile("^\\s*[-*+] +(.*)$");
  private static final Pattern SPAN =
      Pattern.compile("`([^`]+)`|\\[([^\\]]+)\\]\\((https?:[^)\\s]+)\\)|<(https?:[^>\\s]+)>");

  private Javadoc() {}

  /**
   * A comment: the documentation, then the lines that say which WIT item this is.
   *
   * @param what such as {@code The WIT record {@code item}.}, or empty
   */
  static CodeBlock of(Docs docs, String what, Stability stability) {
    List<String> paragraphs =
        new ArrayList<>(docs.contents().map(Javadoc::paragraphs).orElse(List.of()));
    if (!what.isEmpty()) {
      paragraphs.add(paragraphs.isEmpty() ? what : "<p>" + what);
    }
    List<String> tags = new ArrayList<>();
    since(stability).ifPresent(version -> tags.add("@since " + version));
    deprecated(stability).ifPresent(version -> tags.add("@deprecated since " + version));
    if (!tags.isEmpty()) {
      paragraphs.add(String.join("\n", tags));
    }
    return paragraphs.isEmpty()
        ? CodeBlock.of("")
        : CodeBlock.of("$L", String.join("\n\n", paragraphs));
  }

  /** {@code @Deprecated} where the item is. */
  static List<AnnotationSpec> annotations(Stability stability) {
    return deprecated(stability).isPresent()
        ? List.of(AnnotationSpec.builder(Deprecated.class).build())
        : List.of();
  }

  private static Optional<Version> since(Stability stability) {
    return switch (stability) {
      case Stability.Stable(var since, var _) -> Optional.of(since);
      case Stability.Unstable _, Stability.Unknown _ -> Optional.empty();
    };
  }

  static Optional<Version> deprecated(Stability stability) {
    return switch (stability) {
      case Stability.Stable(var _, var deprecated) -> deprecated;
      case Stability.Unstable(var _, var deprecated) -> deprecated;
      case Stability.Unknown _ -> Optional.empty();
    };
  }

  /** The blocks of a Markdown text as HTML; only what people write in WIT is understood. */
  static List<String> paragraphs(String markdown) {
    List<String> blocks = new ArrayList<>();
    List<String> open = new ArrayList<>();
    List<String> bullets = new ArrayList<>();
    boolean fenced = false;
    for (String line : markdown.strip().lines().toList()) {
      boolean fence = line.strip().startsWith("```");
      Matcher bullet = BULLET.matcher(line);
      if (fenced) {
        if (fence) {
          blocks.add("<pre>\n" + String.join("\n", open) + "\n</pre>");
          open.clear();
          fenced = false;
        } else {
          open.add(escape(line));
        }
      } else if (fence || line.isBlank()) {
        close(open, bullets, blocks);
        fenced = fence;
      } else if (bullet.matches()) {
        if (bullets.isEmpty()) {
          closeText(open, blocks);
        }
        bullets.add(inline(bullet.group(1)));
      } else if (!bullets.isEmpty()) {
        bullets.add(bullets.removeLast() + "\n      " + inline(line.strip()));
      } else {
        open.add(line.strip());
      }
    }
    close(open, bullets, blocks);
    return blocks;
  }

  private static void close(List<String> open, List<String> bullets, List<String> blocks) {
    closeText(open, blocks);
    if (!bullets.isEmpty()) {
      StringBuilder list = new StringBuilder("<ul>\n");
      bullets.forEach(bullet -> list.append("  <li>").append(bullet).append('\n'));
      blocks.add(list.append("</ul>").toString());
      bullets.clear();
    }
  }

  private static void closeText(List<String> open, List<String> blocks) {
    if (!open.isEmpty()) {
      blocks.add((blocks.isEmpty() ? "" : "<p>") + inline(String.join("\n", open)));
      open.clear();
    }
  }

  private static String inline(String text) {
    StringBuilder out = new StringBuilder();
    Matcher span = SPAN.matcher(text);
    int at = 0;
    while (span.find()) {
      out.append(escape(text.substring(at, span.start())));
      if (span.group(1) != null) {
        out.append(code(span.group(1)));
      } else if (span.group(2) != null) {
        out.append("<a href=\"").append(escape(span.group(3))).append("\">");
        out.append(inline(span.group(2))).append("</a>");
      } else {
        String url = escape(span.group(4));
        out.append("<a href=\"").append(url).append("\">").append(url).append("</a>");
      }
      at = span.end();
    }
    return out.append(escape(text.substring(at))).toString();
  }

  /** Code as it is, unless braces or comment ends would break the tag. */
  static String code(String text) {
    boolean plain = text.chars().noneMatch(c -> c == '{' || c == '}' || c == '@' || c == '\\');
    return plain && !text.contains("*/")
        ? "{@code " + text + "}"
        : "<code>" + escape(text) + "</code>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("*/", "*&#47;")
        .replace("{@", "&#123;@")
        .replace("@", "&#64;")
        .replace("\\", "&#92;");
  }
}
