package dev.witj.cli;

import dev.witj.runtime.Component;
import dev.witj.runtime.ComponentPart;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The beginning of a policy: all components that it can name, and what they can ask for. */
final class PolicyTemplate {
  private PolicyTemplate() {}

  /** A policy that grants nothing. */
  static String of(Component component) {
    StringBuilder out = new StringBuilder();
    comment("What each component of `" + component.name() + "` is given.", out);
    comment("What is not written here is not given; take the `#` away from what should be.", out);
    for (ComponentPart part : component.parts()) {
      out.append('\n');
      if (part.numbered()) {
        String path = "`" + part.path() + "`";
        comment(path + " can be given nothing: only the order tells it from others.", out);
        continue;
      }
      comment("It runs for: " + NeedsCommand.occasions(part), out);
      out.append("[component.").append(quoted(part.path())).append("]\n");
      Map<PolicyKey, Set<Need>> byKey = new LinkedHashMap<>();
      for (Need need : Need.of(part)) {
        need.key().ifPresent(k -> byKey.computeIfAbsent(k, _ -> new LinkedHashSet<>()).add(need));
      }
      byKey.forEach(
          (key, needs) -> {
            needs.forEach(
                need ->
                    comment(
                        need.right().text()
                            + ", by "
                            + String.join(", ", need.byInterface().keySet()),
                        out));
            comment(key.line(needs.stream().map(Need::example).distinct().toList()), out);
          });
    }
    return out.toString();
  }

  private static void comment(String text, StringBuilder out) {
    // A name can hold what would end the comment.
    out.append("# ").append(text.replaceAll("\\p{Cntrl}", "\ufffd")).append('\n');
  }

  /** A text as TOML writes it. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        out.append("\\u%04X".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
