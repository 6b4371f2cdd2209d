package dev.witj.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.witj.runtime.Component;
import dev.witj.runtime.ComponentPart;
import dev.witj.wasi.Right;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j needs app.wasm}. */
@CommandLine.Command(
    description = {
      "Shows what a component, and each one composed into it, can ask the host for.",
      "For each: by which exports of the whole it can come to run, which functions of the host it"
          + " can call, and the option that grants what they are for. It can call no others,"
          + " whatever it does. An option grants it to all components in the file; a policy, which"
          + " --policy-template begins, to each its own.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j needs app.wasm",
      "  wit-j needs --json composed.wasm",
      "  wit-j needs --policy-template composed.wasm > policy.toml",
    })
final class NeedsCommand extends Command {
  /** How many functions of an interface are named. */
  private static final int MAX_NAMES = 4;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "COMPONENT",
      description =
          "A component, binary or text, or a core module for WASI preview 1; standard input if none"
              + " is given or for `-`.")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--policy-template",
      description =
          "Print a policy for --policy of `run` and `serve` that grants nothing yet, with all that"
              + " could be granted in comments.")
  private boolean template;

  NeedsCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    excludes("--json", json, "--policy-template", template);
    Component component = GuestOptions.plan(streams, file);
    String text =
        json ? json(component) : template ? PolicyTemplate.of(component) : text(component);
    streams.writeText(Optional.empty(), text);
    return 0;
  }

  private static String text(Component component) {
    StringBuilder out = new StringBuilder();
    List<ComponentPart> parts = component.parts();
    for (ComponentPart part : parts) {
      out.append(parts.size() == 1 && isOutermost(part) ? component.name() : part.path())
          .append('\n')
          .append("  runs for: ")
          .append(occasions(part))
          .append('\n');
      List<Need> needs = Need.of(part);
      if (needs.isEmpty()) {
        out.append("  asks for nothing\n");
      }
      needs.forEach(need -> text(need, out));
    }
    if (parts.isEmpty()) {
      out.append(component.name()).append(" runs no code, so it asks for nothing\n");
    }
    return out.toString();
  }

  private static boolean isOutermost(ComponentPart part) {
    return part.path().equals(ComponentPart.OUTERMOST);
  }

  /** When a component can come to run. */
  static String occasions(ComponentPart part) {
    List<String> all = new ArrayList<>(part.reachedFrom());
    if (part.reachedAtStart()) {
      all.add("instantiation");
    }
    return all.isEmpty() ? "nothing" : String.join(", ", all);
  }

  private static void text(Need need, StringBuilder out) {
    out.append("  ").append(need.right().text()).append(": ").append(granted(need)).append('\n');
    need.byInterface()
        .forEach(
            (name, functions) ->
                out.append("    ")
                    .append(name.isEmpty() ? "" : name + ": ")
                    .append(list(functions))
                    .append('\n'));
  }

  private static String granted(Need need) {
    if (need.isOfCommand()) {
      return "given to every program";
    }
    return need.option()
        .orElseGet(
            () ->
                need.right() == Right.OTHER
                    ? "only a program in Java can give it"
                    : "given to everybody");
  }

  private static String list(List<String> functions) {
    int shown = functions.size() > MAX_NAMES + 1 ? MAX_NAMES : functions.size();
    String text = String.join(", ", functions.subList(0, shown));
    return shown < functions.size() ? text + " and " + (functions.size() - shown) + " more" : text;
  }

  private static String json(Component component) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("name", component.name());
    ArrayNode parts = root.putArray("components");
    for (ComponentPart part : component.parts()) {
      ObjectNode node = parts.addObject();
      node.put("path", part.path());
      part.reachedFrom().forEach(node.putArray("exports")::add);
      node.put("at_start", part.reachedAtStart());
      ArrayNode needs = node.putArray("needs");
      for (Need need : Need.of(part)) {
        ObjectNode each = needs.addObject();
        each.put("right", need.right().text());
        ArrayNode functions = each.putArray("functions");
        need.functions()
            .forEach(
                function ->
                    functions
                        .addObject()
                        .put("interface", function.instance())
                        .put("function", function.function()));
        need.option().ifPresent(option -> each.put("option", option));
        need.key().ifPresent(key -> each.put("policy", key.text()));
      }
    }
    return root.toPrettyString() + "\n";
  }
}
