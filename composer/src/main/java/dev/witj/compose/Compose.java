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
import dev.witj.compose.CompositionProblem.Candidate;
import dev.witj.compose.CompositionProblem.Obstacle;
import dev.witj.compose.CompositionProblem.Unsatisfied;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Severity;
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
  private final List<CompositionProblem> problems = new ArrayList<>();
  private final List<Part> definitions = new ArrayList<>();
  private final Map<Part, InstanceId> instances = new LinkedHashMap<>();
  private final List<Part> open = new ArrayList<>();
  private final List<Composition.Match> matches = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();

  /** A file of the composition; compared by identity, as one file may be given twice. */
  private static final class Part {
    final String name;
    final ValidatedComponent component;

    Part(String name, ValidatedComponent component) {
      this.name = name;
      this.component = component;
    }

    CompositionProblem.Import wanted(Extern extern) {
      return new CompositionProblem.Import(name, extern.name().name());
    }
  }

  private record Provider(Part part, String exportName) {
    EntityType type() {
      return part.component.exports().get(exportName).orElseThrow();
    }
  }

  /** An import that nothing satisfies. */
  private record Left(Part part, EntityType type, Unsatisfied problem) {}

  private Compose(ComposeOptions options) {
    this.options = options;
  }

  /**
   * Composes a component with definitions.
   *
   * @param root the component; the names of sources are what messages call the files
   * @param definitions what may satisfy imports, in the order in which they are asked
   * @throws CompositionException if a file is no component, a definition exports what is imported
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
    throwIfErrors();
    InstanceId instance = resolve(Objects.requireNonNull(root));
    throwIfErrors();
    if (matches.isEmpty()) {
      throw nothingSatisfied(root);
    }
    if (options.noImports()) {
      refuseImports();
    }
    graph.exportAll(instance);
    CompositionGraph.Encoded encoded = graph.encode(options.features());
    problems.addAll(encoded.problems());
    return new Composition(encoded.bytes(), encoded.component(), matches, unsatisfied(), problems);
  }

  private void throwIfErrors() {
    if (problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
      throw new CompositionException(problems);
    }
  }

  // Reading.

  private @Nullable Part read(ByteSlice bytes) {
    String name = bytes.source().name();
    Optional<BinaryKind> kind = BinaryKind.of(bytes);
    if (kind.isPresent() && kind.get() == BinaryKind.MODULE) {
      problems.add(new CompositionProblem.NotAComponent(name));
      return null;
    }
    ValidatedComponent component;
    try {
      component = ComponentValidator.validate(bytes, options.features());
    } catch (DiagnosticException e) {
      for (Diagnostic reason : e.diagnostics()) {
        problems.add(new CompositionProblem.NotValid(name, reason));
      }
      return null;
    }
    if (isWitPackage(component)) {
      problems.add(new CompositionProblem.WitPackage(name));
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
            left.add(
                new Left(part, wanted.type(), new Unsatisfied(part.wanted(wanted), List.of())));
          }
        }
      }
    }
    open.removeLast();
    return instance;
  }

  private void satisfy(Part part, InstanceId instance, Extern wanted) {
    String name = wanted.name().name();
    List<Candidate> candidates = new ArrayList<>();
    List<Part> cyclic = new ArrayList<>();
    Optional<Provider> provider = exact(part, wanted, cyclic);
    if (provider.isEmpty() && !options.exact()) {
      provider = compatible(part, wanted, cyclic, candidates);
    }
    if (provider.isEmpty()) {
      if (!cyclic.isEmpty()) {
        throw new CompositionProblem.Cycle(cycle(cyclic.getFirst())).toException();
      }
      leave(part, wanted, candidates);
      return;
    }
    Provider found = provider.get();
    Optional<Difference> difference = difference(found, wanted);
    if (difference.isPresent()) {
      problems.add(
          new CompositionProblem.TypeMismatch(
              part.wanted(wanted),
              found.part.name,
              difference.get(),
              Mismatches.functions(found.type(), wanted.type())));
      return;
    }
    Composition.Match match =
        new Composition.Match(part.name, name, found.part.name, found.exportName);
    matches.add(match);
    if (!match.isExact()) {
      problems.add(
          new CompositionProblem.VersionMatch(
              part.wanted(wanted), found.part.name, found.exportName));
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
    return new Subtyping().difference(provider.type(), wanted.type());
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
      Part part, Extern wanted, List<Part> cyclic, List<Candidate> candidates) {
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
          candidates.add(
              new Candidate(
                  definition.name, exportName, new Obstacle.OtherTypes(difference.get())));
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

  // What is left.

  private void leave(Part part, Extern wanted, List<Candidate> mismatches) {
    List<Candidate> candidates = new ArrayList<>(mismatches);
    for (Part definition : definitions) {
      if (definition != part) {
        NearMiss.find(wanted, definition.name, definition.component.exports(), options.exact())
            .ifPresent(candidates::add);
      }
    }
    Unsatisfied unsatisfied = new Unsatisfied(part.wanted(wanted), candidates);
    left.add(new Left(part, wanted.type(), unsatisfied));
    if (!candidates.isEmpty() && !options.noImports()) {
      problems.add(unsatisfied);
    }
  }

  private List<Unsatisfied> unsatisfied() {
    return left.stream().map(Left::problem).toList();
  }

  private CompositionException nothingSatisfied(Part root) {
    if (root.component.imports().size() == 0) {
      return new CompositionProblem.NothingToCompose(root.name).toException();
    }
    List<String> wanted =
        root.component.imports().all().stream()
            .filter(extern -> !(extern.type() instanceof EntityType.Type))
            .map(extern -> extern.name().name())
            .toList();
    List<CompositionProblem.Definition> given =
        definitions.stream()
            .map(
                definition ->
                    new CompositionProblem.Definition(
                        definition.name,
                        List.copyOf(definition.component.exports().byName().keySet())))
            .toList();
    return new CompositionProblem.NothingSatisfied(root.name, wanted, unsatisfied(), given)
        .toException();
  }

  /** Imports of mere types are no demand: no host has anything to provide for them. */
  private void refuseImports() {
    List<Unsatisfied> refused = new ArrayList<>();
    for (Part part : instances.keySet()) {
      for (Left each : left) {
        if (each.part == part && !isMereTypes(each.type)) {
          refused.add(each.problem);
        }
      }
    }
    if (!refused.isEmpty()) {
      throw new CompositionProblem.ImportsLeft(refused).toException();
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
