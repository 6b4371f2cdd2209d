package dev.witj.compose;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentType;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.component.Difference;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.Subtyping;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.compose.CompositionGraph.InstanceId;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.names.VersionedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Composes a component with others that satisfy its imports.
 *
 * <p>Each import of an instance, a function, a core module or a component, of the component or of a
 * definition in use, is satisfied by the first definition that exports that name as the same; or
 * else by the first that exports another version on the same track. No definition serves itself,
 * and none serves what it depends on if another one can. Each definition in use is instantiated
 * once; the others are left out. What nothing satisfies becomes an import of the result. The result
 * exports what the component exports, and nothing else.
 */
public final class Compose {
  private final ComposeOptions options;
  private final CompositionGraph graph = new CompositionGraph();
  private final Diagnostics diagnostics = new Diagnostics();
  private final List<Part> definitions = new ArrayList<>();
  private final Map<Part, InstanceId> instances = new LinkedHashMap<>();
  private final List<Part> open = new ArrayList<>();
  private final List<Composition.Match> matches = new ArrayList<>();
  private final List<Composition.Unsatisfied> unsatisfied = new ArrayList<>();

  /** A file of the composition; compared by identity, as one file may be given twice. */
  private static final class Part {
    final String name;
    final ValidatedComponent component;

    Part(String name, ValidatedComponent component) {
      this.name = name;
      this.component = component;
    }
  }

  private record Provider(Part part, String exportName) {}

  private Compose(ComposeOptions options) {
    this.options = options;
  }

  /**
   * Composes a component with definitions.
   *
   * @param root the component; the names of sources are what messages call the files
   * @param definitions what may satisfy imports, in the order in which they are asked
   * @throws DiagnosticException if a file is no component, a definition exports what is imported
   *     with another type, nothing at all is satisfied, components need each other, or {@linkplain
   *     ComposeOptions#noImports imports are left} where none may be
   */
  public static Composition compose(
      ByteSlice root, List<ByteSlice> definitions, ComposeOptions options) {
    return new Compose(options).run(root, definitions);
  }

  private Composition run(ByteSlice rootBytes, List<ByteSlice> definitionBytes) {
    @Nullable Part root = read(rootBytes);
    for (ByteSlice bytes : definitionBytes) {
      @Nullable Part part = read(bytes);
      if (part != null) {
        definitions.add(part);
      }
    }
    diagnostics.throwIfErrors();
    InstanceId instance = resolve(Objects.requireNonNull(root));
    diagnostics.throwIfErrors();
    if (matches.isEmpty()) {
      throw nothingSatisfied(root);
    }
    if (options.noImports()) {
      refuseImports();
    }
    graph.exportAll(instance);
    CompositionGraph.Encoded encoded = graph.encode(options.features());
    encoded.warnings().forEach(diagnostics::report);
    return new Composition(
        encoded.bytes(), encoded.component(), matches, unsatisfied, diagnostics.all());
  }

  // Reading.

  private @Nullable Part read(ByteSlice bytes) {
    String name = bytes.source().name();
    Optional<BinaryKind> kind = BinaryKind.of(bytes);
    if (kind.isPresent() && kind.get() == BinaryKind.MODULE) {
      diagnostics.report(
          Diagnostic.error(
                  ComposeCode.NOT_A_COMPONENT, "`" + name + "` is a core module, not a component")
              .help("make a component of it with the toolchain it comes from"));
      return null;
    }
    ValidatedComponent component;
    try {
      component = ComponentValidator.validate(bytes, options.features());
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(diagnostics::report);
      return null;
    }
    if (isWitPackage(component)) {
      diagnostics.report(
          Diagnostic.error(
                  ComposeCode.WIT_PACKAGE,
                  "`" + name + "` is a WIT package: it describes interfaces, but implements none")
              .help("give a component that exports the interfaces"));
      return null;
    }
    return new Part(name, component);
  }

  private static boolean isWitPackage(ValidatedComponent component) {
    return component.imports().size() == 0
        && component.exports().size() > 0
        && component.exports().all().stream()
            .allMatch(extern -> extern.type() instanceof EntityType.Type(ComponentType _));
  }

  // Resolving.

  /** Instantiates a file and all that it needs, each once. */
  private InstanceId resolve(Part part) {
    @Nullable InstanceId known = instances.get(part);
    if (known != null) {
      return known;
    }
    InstanceId instance =
        graph.instantiate(graph.addComponent(part.name, part.component), part.name);
    instances.put(part, instance);
    open.add(part);
    for (Extern wanted : part.component.imports().all()) {
      switch (wanted.type()) {
        case EntityType.Instance _,
            EntityType.Func _,
            EntityType.CoreModule _,
            EntityType.Component _ ->
            satisfy(part, instance, wanted);
        case EntityType.Type _, EntityType.Value _ -> {
          // Only a host knows which types are one; but resources and values are for it to give.
          if (!isMereTypes(wanted.type())) {
            unsatisfied.add(
                new Composition.Unsatisfied(part.name, wanted.name().name(), List.of()));
          }
        }
      }
    }
    open.removeLast();
    return instance;
  }

  private void satisfy(Part part, InstanceId instance, Extern wanted) {
    String name = wanted.name().name();
    List<String> reasons = new ArrayList<>();
    List<Part> cyclic = new ArrayList<>();
    Optional<Provider> provider = exact(part, wanted, cyclic);
    if (provider.isEmpty() && !options.exact()) {
      provider = compatible(part, wanted, cyclic, reasons);
    }
    if (provider.isEmpty()) {
      if (!cyclic.isEmpty()) {
        throw GraphEncoder.cycle(cycle(cyclic.getFirst()));
      }
      leave(part, wanted, reasons);
      return;
    }
    Provider found = provider.get();
    Optional<Difference> difference = difference(found, wanted);
    if (difference.isPresent()) {
      diagnostics.report(mismatch(part, wanted, found, difference.get()));
      return;
    }
    Composition.Match match =
        new Composition.Match(part.name, name, found.part.name, found.exportName);
    matches.add(match);
    if (!match.isExact()) {
      diagnostics.report(
          ImportMerger.warning(
              ComposeCode.VERSION_MATCH,
              "import `"
                  + name
                  + "` of `"
                  + part.name
                  + "` is satisfied by `"
                  + found.exportName
                  + "` of `"
                  + found.part.name
                  + "`, another version"));
    }
    InstanceId from = resolve(found.part);
    graph.setArgument(instance, name, graph.export(from, found.exportName));
  }

  private List<String> cycle(Part first) {
    List<String> path = new ArrayList<>();
    open.subList(open.indexOf(first), open.size()).forEach(part -> path.add(part.name));
    path.add(first.name);
    return path;
  }

  private static Optional<Difference> difference(Provider provider, Extern wanted) {
    return new Subtyping()
        .difference(
            provider.part.component.exports().get(provider.exportName).orElseThrow(),
            wanted.type());
  }

  private static boolean exports(Part part, String name, EntityType wanted) {
    return part.component
        .exports()
        .get(name)
        .map(EntityType::sort)
        .equals(Optional.of(wanted.sort()));
  }

  private Optional<Provider> exact(Part part, Extern wanted, List<Part> cyclic) {
    String name = wanted.name().name();
    for (Part definition : definitions) {
      if (definition != part && exports(definition, name, wanted.type())) {
        if (open.contains(definition)) {
          cyclic.add(definition);
        } else {
          return Optional.of(new Provider(definition, name));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Provider> compatible(
      Part part, Extern wanted, List<Part> cyclic, List<String> reasons) {
    String name = wanted.name().name();
    String track = VersionedName.track(name);
    for (Part definition : definitions) {
      if (definition == part) {
        continue;
      }
      Optional<Provider> highest = Optional.empty();
      for (String exportName : definition.component.exports().byName().keySet()) {
        if (exportName.equals(name)
            || !VersionedName.track(exportName).equals(track)
            || !exports(definition, exportName, wanted.type())) {
          continue;
        }
        Provider provider = new Provider(definition, exportName);
        Optional<Difference> difference = difference(provider, wanted);
        if (difference.isPresent()) {
          reasons.add(
              "`"
                  + definition.name
                  + "` exports `"
                  + exportName
                  + "`, but its types differ: "
                  + difference.get());
        } else if (highest.isEmpty() || newer(exportName, highest.get().exportName)) {
          highest = Optional.of(provider);
        }
      }
      if (highest.isPresent()) {
        if (!open.contains(definition)) {
          return highest;
        }
        cyclic.add(definition);
      }
    }
    return Optional.empty();
  }

  private static boolean newer(String name, String than) {
    return VersionedName.of(name)
            .orElseThrow()
            .version()
            .compareTo(VersionedName.of(than).orElseThrow().version())
        > 0;
  }

  private static Diagnostic mismatch(
      Part part, Extern wanted, Provider provider, Difference difference) {
    Diagnostic diagnostic =
        Diagnostic.error(
                ComposeCode.TYPE_MISMATCH,
                "`"
                    + provider.part.name
                    + "` exports `"
                    + wanted.name()
                    + "`, but with other types than `"
                    + part.name
                    + "` imports")
            .note("first difference: " + difference);
    EntityType given = provider.part.component.exports().get(provider.exportName).orElseThrow();
    for (String note : Mismatches.functions(given, wanted.type())) {
      // The first difference may be in a function itself, and is said already.
      if (!note.equals(difference.toString())) {
        diagnostic = diagnostic.note(note);
      }
    }
    return diagnostic.help(
        "compare `wit-j component wit "
            + provider.part.name
            + "` with `wit-j component wit "
            + part.name
            + "`, and build both against one WIT");
  }

  // What is left.

  private void leave(Part part, Extern wanted, List<String> mismatches) {
    String name = wanted.name().name();
    List<String> reasons = new ArrayList<>(mismatches);
    for (Part definition : definitions) {
      if (definition != part) {
        NearMiss.find(wanted, definition.component.exports(), options.exact())
            .ifPresent(reason -> reasons.add("`" + definition.name + "` exports " + reason));
      }
    }
    unsatisfied.add(new Composition.Unsatisfied(part.name, name, reasons));
    if (!reasons.isEmpty() && !options.noImports()) {
      Diagnostic warning =
          ImportMerger.warning(
              ComposeCode.NEAR_MISS,
              "nothing satisfies import `" + name + "` of `" + part.name + "`");
      for (String reason : reasons) {
        warning = warning.note(reason);
      }
      diagnostics.report(warning);
    }
  }

  private DiagnosticException nothingSatisfied(Part root) {
    List<String> wanted =
        root.component.imports().all().stream()
            .filter(extern -> !(extern.type() instanceof EntityType.Type))
            .map(extern -> extern.name().name())
            .toList();
    if (root.component.imports().size() == 0) {
      return Diagnostic.error(
              ComposeCode.NOTHING_SATISFIED,
              "`" + root.name + "` does not import anything, so there is nothing to compose")
          .toException();
    }
    Diagnostic diagnostic =
        Diagnostic.error(
            ComposeCode.NOTHING_SATISFIED,
            "no definition satisfies an import of `" + root.name + "`");
    for (Composition.Unsatisfied each : unsatisfied) {
      for (String reason : each.reasons()) {
        diagnostic = diagnostic.note("import `" + each.importName() + "`: " + reason);
      }
    }
    diagnostic = diagnostic.note("`" + root.name + "` imports " + list(wanted));
    for (Part definition : definitions) {
      diagnostic =
          diagnostic.note(
              "`"
                  + definition.name
                  + "` exports "
                  + list(List.copyOf(definition.component.exports().byName().keySet())));
    }
    return diagnostic.help("give definitions (-d) that export what is imported").toException();
  }

  private static String list(List<String> names) {
    int shown = 12;
    return names.isEmpty()
        ? "nothing"
        : String.join(", ", names.stream().limit(shown).map(n -> "`" + n + "`").toList())
            + (names.size() > shown ? " and " + (names.size() - shown) + " more" : "");
  }

  /** Imports of mere types are no demand: no host has anything to provide for them. */
  private void refuseImports() {
    List<String> notes = new ArrayList<>();
    int count = 0;
    for (Part part : instances.keySet()) {
      for (Composition.Unsatisfied each : unsatisfied) {
        @Nullable EntityType type = part.component.imports().get(each.importName()).orElse(null);
        if (each.component().equals(part.name) && type != null && !isMereTypes(type)) {
          count++;
          notes.add("`" + part.name + "` imports `" + each.importName() + "`");
          notes.addAll(each.reasons());
        }
      }
    }
    if (count > 0) {
      Diagnostic diagnostic =
          Diagnostic.error(
              ComposeCode.UNSATISFIED_IMPORT,
              (count == 1
                      ? "nothing satisfies an import"
                      : "nothing satisfies " + count + " imports")
                  + ", and none may be left");
      for (String note : notes) {
        diagnostic = diagnostic.note(note);
      }
      throw diagnostic
          .help("add definitions that export what is missing, or allow imports")
          .toException();
    }
  }

  private static boolean isMereTypes(EntityType type) {
    return switch (type) {
      case EntityType.Type(var named) -> !(named instanceof ResourceName);
      case EntityType.Instance(var instance) ->
          instance.exports().all().stream()
              .allMatch(
                  extern -> extern.type() instanceof EntityType.Type && isMereTypes(extern.type()));
      case EntityType.Func _, EntityType.CoreModule _, EntityType.Component _, EntityType.Value _ ->
          false;
    };
  }
}
