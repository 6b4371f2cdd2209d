package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.Difference;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ResourceId;
import dev.witj.binary.component.Subtyping;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.RuntimeCode;
import dev.witj.runtime.TypedHostFunction;
import dev.witj.runtime.internal.call.ComponentFunc;
import dev.witj.runtime.internal.call.HostFunc;
import dev.witj.runtime.internal.call.Imports;
import dev.witj.runtime.value.FuncCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what serves a plan's imports in a linker, and keeps count of what is not served. */
public final class Linking {
  private final Plan plan;
  private final String component;
  private final DefinitionTable table;
  private final List<ResourceType> resources = new ArrayList<>();
  private final Map<String, List<String>> missing = new LinkedHashMap<>();
  private final List<Diagnostic> mismatches = new ArrayList<>();

  private Linking(Plan plan, String component, DefinitionTable table) {
    this.plan = plan;
    this.component = component;
    this.table = table;
  }

  /**
   * Links a plan's imports.
   *
   * @param component what messages call the component
   * @throws DiagnosticException naming all that cannot be served
   */
  public static Imports link(Plan plan, String component, DefinitionTable table) {
    return new Linking(plan, component, table).run();
  }

  private Imports run() {
    for (Plan.ImportedResource each : plan.importedResources()) {
      resources.add(
          definitions(each.instance())
              .flatMap(it -> it.resource(each.name()))
              .orElseGet(() -> ResourceType.ofHost(each.name())));
    }
    List<@Nullable ComponentFunc> funcs = new ArrayList<>();
    for (Plan.ImportedFunc each : plan.importedFuncs()) {
      funcs.add(func(each));
    }
    Diagnostics all = new Diagnostics();
    plan.unavailable().forEach(what -> all.report(unavailable(what)));
    missing.forEach((path, names) -> all.report(missing(path, names)));
    mismatches.forEach(all::report);
    all.throwIfErrors();
    return new Imports(funcs.stream().map(Objects::requireNonNull).toList(), resources);
  }

  private Optional<Definitions> definitions(String path) {
    return table.find(path);
  }

  /** What serves a function, null where it is noted that nothing does. */
  private @Nullable ComponentFunc func(Plan.ImportedFunc wanted) {
    String full = full(wanted);
    Optional<Definitions.Definition> definition =
        definitions(wanted.instance()).flatMap(it -> it.function(wanted.name()));
    if (definition.isEmpty()) {
      missing.computeIfAbsent(wanted.instance(), _ -> new ArrayList<>()).add(wanted.name());
      return null;
    }
    return switch (definition.get()) {
      case Definitions.Definition.Generic(var body) -> new HostFunc(full, FuncCodec.GENERIC, body);
      case Definitions.Definition.Typed(var type, var body) ->
          fits(full, wanted.type(), type, new Subtyping())
              ? new HostFunc(full, FuncCodec.GENERIC, body)
              : null;
      case Definitions.Definition.Linked(var link) -> {
        TypedHostFunction given = link.apply(wanted.type());
        yield new HostFunc(full, given.codecs(), given.body());
      }
      case Definitions.Definition.Live live -> live(full, wanted.type(), live);
    };
  }

  private @Nullable ComponentFunc live(
      String full, FunctionType wanted, Definitions.Definition.Live given) {
    Subtyping subtyping = new Subtyping();
    return fits(full, wanted, given.type(), subtyping)
            && sameResources(full, subtyping, given.resources())
        ? given.func()
        : null;
  }

  private boolean fits(String full, FunctionType wanted, FunctionType given, Subtyping subtyping) {
    Optional<Difference> difference =
        subtyping.difference(new EntityType.Func(given), new EntityType.Func(wanted));
    difference.ifPresent(
        found ->
            mismatches.add(
                mismatch(full)
                    .note("the component has `" + wanted + "`")
                    .note("the host has `" + given + "`")
                    .note(found.toString())));
    return difference.isEmpty();
  }

  /** Whether the resources that were found to correspond are the very same at run time. */
  @SuppressWarnings("ReferenceEquality") // Resource types are their identities.
  private boolean sameResources(
      String full, Subtyping subtyping, Function<ResourceId, ResourceType> given) {
    for (int i = 0; i < resources.size(); i++) {
      ResourceId wanted = plan.importedResources().get(i).id();
      ResourceId found = subtyping.resolve(wanted);
      if (!found.equals(wanted) && given.apply(found) != resources.get(i)) {
        mismatches.add(
            mismatch(full)
                .note(
                    "its `"
                        + plan.importedResources().get(i).name()
                        + "` is another resource than the one that is imported")
                .help("let one instance serve both"));
        return false;
      }
    }
    return true;
  }

  private static Diagnostic mismatch(String full) {
    return RuntimeCode.IMPORT_MISMATCH.error(full);
  }

  private static String full(Plan.ImportedFunc func) {
    return func.instance().isEmpty() ? func.name() : func.instance() + "#" + func.name();
  }

  private Diagnostic unavailable(String what) {
    return RuntimeCode.IMPOSSIBLE_IMPORT
        .error(component, what)
        .note("a host gives functions and resources, no modules, components or values")
        .help("put it into the component, or run the component as it was before it was taken out");
  }

  private Diagnostic missing(String path, List<String> names) {
    String functions = list(names);
    boolean whole = !path.isEmpty() && table.find(path).isEmpty();
    Diagnostic found =
        path.isEmpty()
            ? RuntimeCode.MISSING_FUNCTIONS.error(component, functions)
            : whole
                ? RuntimeCode.MISSING_IMPORT.error(component, path)
                : RuntimeCode.INCOMPLETE_IMPORT.error(component, path, functions);
    if (whole) {
      found = found.note("the component uses its " + functions);
    }
    return found.help(advice(path));
  }

  private static String list(List<String> names) {
    int shown = Math.min(names.size(), 8);
    String text =
        (names.size() == 1 ? "function `" : "functions `")
            + String.join("`, `", names.subList(0, shown))
            + "`";
    return shown < names.size() ? text + " and " + (names.size() - shown) + " more" : text;
  }

  private String advice(String path) {
    if (!path.isEmpty() && table.find(path).isPresent()) {
      return "what is given for `"
          + path
          + "` has other functions: build both against one version of its WIT";
    }
    String bare = path.contains("@") ? path.substring(0, path.indexOf('@')) : path;
    List<String> others = new ArrayList<>();
    for (String each : table.names()) {
      if (each.startsWith(bare + "@") || each.equals(bare)) {
        others.add(each);
      }
    }
    if (!others.isEmpty()) {
      return "there is `"
          + String.join("`, `", others)
          + "`, whose version is not compatible with the one that is imported";
    }
    Optional<String> advice = table.advice(path);
    if (advice.isPresent()) {
      return advice.get();
    }
    return "compose it with a component that exports "
        + (path.isEmpty() ? "what is missing" : "`" + path + "`")
        + ", as in `wit-j compose app.wasm --definitions provider.wasm -o composed.wasm`, or, in a"
        + " program in Java, define "
        + (path.isEmpty() ? "that" : "it")
        + " in the `Linker`";
  }
}
