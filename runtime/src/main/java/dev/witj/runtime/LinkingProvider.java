package dev.witj.runtime;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Diagnostics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves a component's imports from a linker, and keeps count of what it cannot serve. */
final class LinkingProvider implements DeclaredInstance.Provider {
  private final Linker linker;

  /** The import that is served, empty for the functions of the world itself. */
  private final String path;

  private final @Nullable LinkerInstance definitions;
  private final Findings findings;

  private LinkingProvider(
      Linker linker, String path, @Nullable LinkerInstance definitions, Findings findings) {
    this.linker = linker;
    this.path = path;
    this.definitions = definitions;
    this.findings = findings;
  }

  /** What was found wrong, in order. */
  private static final class Findings {
    private final Map<String, List<String>> missing = new LinkedHashMap<>();
    private final List<Diagnostic> mismatches = new ArrayList<>();
  }

  /**
   * Links a component's imports.
   *
   * @throws DiagnosticException naming all that cannot be served
   */
  static Map<String, Item> link(Linker linker, Component component) {
    Findings findings = new Findings();
    Map<String, Item> imports =
        ImportLinking.resolve(
            component.plan(), new LinkingProvider(linker, "", linker.root(), findings));
    Diagnostics all = new Diagnostics();
    findings.missing.forEach((path, names) -> all.report(missing(linker, component, path, names)));
    findings.mismatches.forEach(all::report);
    all.throwIfErrors();
    return imports;
  }

  @Override
  public DeclaredInstance.Provider instance(String name) {
    String inner = path.isEmpty() ? name : path + "#" + name;
    return new LinkingProvider(linker, inner, linker.find(inner).orElse(null), findings);
  }

  @Override
  public ResourceType resource(String name) {
    Optional<ResourceType> defined =
        definitions == null ? Optional.empty() : definitions.resource(name);
    return defined.orElseGet(() -> ResourceType.ofHost(name));
  }

  @Override
  public ComponentFunc func(String name, FuncType type) {
    if (type.async()) {
      findings.mismatches.add(
          Diagnostic.error(
              RuntimeCode.UNSUPPORTED,
              "this component imports the async function `"
                  + full(name)
                  + "`, which cannot be run yet"));
      return new DeclaredFunc(full(name), type);
    }
    Optional<LinkerInstance.Definition> definition =
        definitions == null ? Optional.empty() : definitions.function(name);
    if (definition.isEmpty()) {
      findings.missing.computeIfAbsent(path, _ -> new ArrayList<>()).add(name);
      return new DeclaredFunc(full(name), type);
    }
    return switch (definition.get()) {
      case LinkerInstance.Definition.Generic(var body) -> new HostFunc(full(name), type, body);
      case LinkerInstance.Definition.Typed(var given, var body) -> check(name, type, given, body);
      case LinkerInstance.Definition.Linked(var link) -> link(name, type, link.apply(type));
      case LinkerInstance.Definition.Live(var func) -> live(name, type, func);
    };
  }

  private ComponentFunc check(String name, FuncType wanted, FuncType given, HostFunction body) {
    if (!wanted.matches(given)) {
      mismatch(name, wanted, given);
      return new DeclaredFunc(full(name), wanted);
    }
    return new HostFunc(full(name), wanted.withCodecsOf(given), body);
  }

  private ComponentFunc link(String name, FuncType wanted, TypedHostFunction given) {
    return check(name, wanted, given.type(), given.body());
  }

  private ComponentFunc live(String name, FuncType wanted, ComponentFunc given) {
    if (!wanted.matches(given.type())) {
      mismatch(name, wanted, given.type());
    }
    return given;
  }

  private void mismatch(String name, FuncType wanted, FuncType given) {
    Diagnostic found =
        Diagnostic.error(
            RuntimeCode.IMPORT_MISMATCH,
            "the component imports `" + full(name) + "` with another type than the host's");
    for (String note : TypeDifference.explain("the component", wanted, "the host", given)) {
      found = found.note(note);
    }
    findings.mismatches.add(found);
  }

  private String full(String name) {
    return path.isEmpty() ? name : path + "#" + name;
  }

  private static Diagnostic missing(
      Linker linker, Component component, String path, List<String> names) {
    String functions = list(names);
    boolean whole = !path.isEmpty() && linker.find(path).isEmpty();
    String message =
        path.isEmpty()
            ? "nothing satisfies the imported " + functions
            : whole
                ? "nothing satisfies the import `" + path + "`"
                : "the import `" + path + "` is satisfied without its " + functions;
    Diagnostic found =
        Diagnostic.error(RuntimeCode.MISSING_IMPORT, component.name() + ": " + message);
    if (whole) {
      found = found.note("the component uses its " + functions);
    }
    return found.help(advice(linker, path));
  }

  private static String list(List<String> names) {
    int shown = Math.min(names.size(), 8);
    String text =
        (names.size() == 1 ? "function `" : "functions `")
            + String.join("`, `", names.subList(0, shown))
            + "`";
    return shown < names.size() ? text + " and " + (names.size() - shown) + " more" : text;
  }

  private static String advice(Linker linker, String path) {
    if (path.startsWith("wasi:http/")) {
      return "`wasi:http` is not supported yet; only components without it can be run";
    }
    if (path.startsWith("wasi:sockets/")) {
      return "`wasi:sockets` is not supported yet; only components without it can be run";
    }
    String bare = path.contains("@") ? path.substring(0, path.indexOf('@')) : path;
    List<String> others = new ArrayList<>();
    for (String each : linker.names()) {
      if (each.startsWith(bare + "@") || each.equals(bare)) {
        others.add(each);
      }
    }
    if (!others.isEmpty()) {
      return "there is `"
          + String.join("`, `", others)
          + "`, whose version is not compatible with the one that is imported";
    }
    if (path.startsWith("wasi:")) {
      return "this host does not provide `" + path + "`";
    }
    if (path.isEmpty()) {
      return "define them in the linker before the component is instantiated";
    }
    return "compose it with a component that exports `"
        + path
        + "`, as in `wit-j compose app.wasm --definitions provider.wasm -o composed.wasm`, or"
        + " define it in the linker";
  }
}
