package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.diagnostics.Suggestions;
import dev.witj.names.Labels;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.PackageId;
import dev.witj.wit.PackageName;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.ResolveBuilder.InterfaceDraft;
import dev.witj.wit.ResolveBuilder.PackageDraft;
import dev.witj.wit.ResolveBuilder.WorldDraft;
import dev.witj.wit.WitCode;
import dev.witj.wit.WorldId;
import dev.witj.wit.internal.Syntax.Identifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds one package to a resolve; the packages it depends on are there already.
 *
 * <p>Interfaces and worlds are sorted so that each stands behind those it uses or includes, and
 * then resolved one by one: first all interfaces with their types and functions, then all worlds
 * with their inline interfaces. A mention of a resource becomes an {@code own} handle, which is
 * made once per resource: within types at once, for functions after all types of the package. At
 * last, worlds are expanded ({@link WorldExpander}).
 *
 * <p>An error is reported and resolving goes on; what is broken is then taken for granted, so that
 * one mistake gives one message.
 */
final class PackageResolver {
  final LinkState state;
  final ResolveBuilder builder;
  final Diagnostics errors;
  final ParsedPackage pkg;
  final PackageId id;
  final Gates gates;
  final TypeTable types;
  private final Map<PackageName, PackageId> links;
  private final Map<String, Declaration> declarations = new LinkedHashMap<>();
  private final Map<String, Declared> items = new HashMap<>();
  private final List<FileNames> files = new ArrayList<>();

  /**
   * A resolver.
   *
   * @param state what the package is added to
   * @param links what the package names stand for that this package mentions
   */
  PackageResolver(
      LinkState state,
      ParsedPackage pkg,
      Gates gates,
      Map<PackageName, PackageId> links,
      Diagnostics errors) {
    this.state = state;
    this.builder = state.builder();
    this.pkg = pkg;
    this.gates = gates;
    this.links = links;
    this.errors = errors;
    this.id = builder.add(pkg.name());
    this.types = new TypeTable(builder, state.types());
  }

  /** An interface or world of this package, in the file of this index. */
  private record Declaration(
      Identifier name, Syntax.TopItem item, int file, Syntax.Attributes attributes) {
    String kind() {
      return item instanceof Syntax.WorldDeclaration ? "world" : "interface";
    }
  }

  /** What a name at the top of a file leads to, before anything is looked up. */
  private record FileName(Identifier name, Optional<Syntax.TopUse> use) {}

  /** The names of one file: those of its items and of its uses. */
  private record FileNames(Map<String, FileName> names, Map<String, Declared> items) {}

  PackageId resolve() {
    int firstInterface = builder.interfaceCount();
    int firstWorld = builder.worldCount();
    PackageDraft draft = builder.get(id);
    draft.setDocs(pkg.docs());
    declare();
    List<Declaration> order = sort();
    allocate(order, draft);
    lookUpFileNames();
    for (Declaration declaration : order) {
      if (declaration.item() instanceof Syntax.InterfaceDeclaration of
          && items.get(of.name().name()) instanceof Declared.OfInterface(InterfaceId interfaceId)) {
        new ScopeResolver(this, declaration.file()).resolve(of.members(), interfaceId);
      }
    }
    List<WorldResolver> worlds = new ArrayList<>();
    for (Declaration declaration : order) {
      if (declaration.item() instanceof Syntax.WorldDeclaration of
          && items.get(of.name().name()) instanceof Declared.OfWorld(WorldId worldId)) {
        WorldResolver resolver = new WorldResolver(this, declaration.file(), of, worldId);
        resolver.resolve();
        worlds.add(resolver);
      }
    }
    new Signatures(state, types, errors).finish(firstInterface, firstWorld);
    if (!errors.hasErrors()) {
      worlds.forEach(WorldResolver::expand);
    }
    return id;
  }

  private void declare() {
    Map<String, Declaration> byKey = new HashMap<>();
    for (int file = 0; file < pkg.scopes().size(); file++) {
      Map<String, FileName> names = new LinkedHashMap<>();
      for (Syntax.TopItem item : pkg.scopes().get(file)) {
        Identifier name;
        Optional<Syntax.TopUse> use = Optional.empty();
        switch (item) {
          case Syntax.InterfaceDeclaration of -> {
            name = of.name();
            declare(new Declaration(name, of, file, of.attributes()), byKey);
          }
          case Syntax.WorldDeclaration of -> {
            name = of.name();
            declare(new Declaration(name, of, file, of.attributes()), byKey);
          }
          case Syntax.TopUse of -> {
            name = of.local();
            use = Optional.of(of);
          }
          case Syntax.PackageBlock _ -> throw new IllegalStateException("a package of its own");
        }
        FileName before = names.putIfAbsent(name.name(), new FileName(name, use));
        if (before != null && (use.isPresent() || before.use().isPresent())) {
          errors.report(
              WitCode.NAME_TAKEN
                  .error(name.name())
                  .at(name.span())
                  .with(before.name().span(), "first defined here"));
        }
      }
      files.add(new FileNames(names, new HashMap<>()));
    }
  }

  private void declare(Declaration declaration, Map<String, Declaration> byKey) {
    String name = declaration.name().name();
    Declaration before = byKey.putIfAbsent(Labels.key(name), declaration);
    if (before == null) {
      declarations.put(name, declaration);
      return;
    }
    Diagnostic diagnostic =
        WitCode.DUPLICATE_ITEM
            .error(pkg.name(), name)
            .at(declaration.name().span())
            .with(before.name().span(), "first defined here");
    errors.report(
        before.name().name().equals(name)
            ? diagnostic
            : diagnostic.note("names that differ only in case are the same name"));
  }

  // Order

  private List<Declaration> sort() {
    List<Declaration> all = new ArrayList<>(declarations.values());
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      indices.put(all.get(i).name().name(), i);
    }
    List<List<Integer>> needs = new ArrayList<>();
    List<List<Span>> places = new ArrayList<>();
    for (Declaration declaration : all) {
      List<Integer> need = new ArrayList<>();
      List<Span> place = new ArrayList<>();
      for (Syntax.UsePath path : orderingPaths(declaration.item())) {
        if (!(path instanceof Syntax.LocalPath(Identifier used))) {
          continue;
        }
        Identifier target = used;
        FileName local = files.get(declaration.file()).names().get(used.name());
        if (local != null) {
          if (local.use().isPresent()) {
            if (!(local.use().get().path() instanceof Syntax.LocalPath(Identifier aliased))) {
              continue;
            }
            target = aliased;
          } else {
            target = local.name();
          }
        }
        Integer index = indices.get(target.name());
        if (index != null) {
          need.add(index);
          place.add(target.span());
        }
      }
      needs.add(need);
      places.add(place);
    }
    List<Integer> order = Toposort.order(needs);
    if (order.size() < all.size()) {
      reportCycle(all, needs, places, new HashSet<>(order));
    }
    return order.stream().map(all::get).toList();
  }

  private void reportCycle(
      List<Declaration> all,
      List<List<Integer>> needs,
      List<List<Span>> places,
      Set<Integer> fine) {
    boolean reported = false;
    for (int i = 0; i < all.size(); i++) {
      if (fine.contains(i)) {
        continue;
      }
      items.put(all.get(i).name().name(), new Declared.Broken());
      for (int j = 0; j < needs.get(i).size() && !reported; j++) {
        Declaration needed = all.get(needs.get(i).get(j));
        if (!fine.contains(needs.get(i).get(j))) {
          reported = true;
          errors.report(
              WitCode.INTERFACE_CYCLE
                  .error(needed.kind(), needed.name().name())
                  .at(places.get(i).get(j))
                  .with(all.get(i).name().span(), "it is needed here"));
        }
      }
    }
  }

  /** The paths that decide about the order: worlds come late enough for what they import. */
  private static List<Syntax.UsePath> orderingPaths(Syntax.TopItem item) {
    List<Syntax.UsePath> paths = new ArrayList<>();
    switch (item) {
      case Syntax.InterfaceDeclaration of -> {
        for (Syntax.InterfaceMember member : of.members()) {
          if (member instanceof Syntax.Use use) {
            paths.add(use.from());
          }
        }
      }
      case Syntax.WorldDeclaration of -> {
        for (Syntax.WorldMember member : of.members()) {
          if (member instanceof Syntax.Include include) {
            paths.add(include.from());
          }
        }
      }
      case Syntax.TopUse _, Syntax.PackageBlock _ -> {}
    }
    return paths;
  }

  private void allocate(List<Declaration> order, PackageDraft draft) {
    for (Declaration declaration : order) {
      Identifier name = declaration.name();
      if (!gates.keeps(declaration.attributes(), name.span(), errors)) {
        Declared.Gated gated =
            new Declared.Gated(declaration.kind(), Gate.of(declaration.attributes(), name.span()));
        items.put(name.name(), gated);
        state.leftOut().addItem(id, name.name(), gated);
        checkGatedMembers(declaration, gated.gate());
        continue;
      }
      switch (declaration.item()) {
        case Syntax.InterfaceDeclaration of -> {
          InterfaceId interfaceId =
              builder.add(
                  new InterfaceDraft(
                      Optional.of(name.name()),
                      id,
                      of.docs().docs(),
                      of.attributes().stability(),
                      name.span()));
          draft.interfaces().put(name.name(), interfaceId);
          items.put(name.name(), new Declared.OfInterface(interfaceId));
        }
        case Syntax.WorldDeclaration of -> {
          WorldId worldId =
              builder.add(
                  new WorldDraft(
                      name.name(), id, of.docs().docs(), of.attributes().stability(), name.span()));
          draft.worlds().put(name.name(), worldId);
          items.put(name.name(), new Declared.OfWorld(worldId));
        }
        case Syntax.TopUse _, Syntax.PackageBlock _ -> throw new IllegalStateException();
      }
    }
  }

  private void lookUpFileNames() {
    for (FileNames file : files) {
      file.names()
          .forEach(
              (name, of) ->
                  of.use().ifPresent(use -> file.items().put(name, lookUpAtTop(use.path()))));
    }
  }

  private Declared lookUpAtTop(Syntax.UsePath path) {
    return switch (path) {
      case Syntax.LocalPath(Identifier name) -> {
        Declared item = items.get(name.name());
        yield item != null ? item : notFound(name, items::keySet);
      }
      case Syntax.ForeignPath foreign -> {
        Declared item = lookUpForeign(foreign, "interface");
        if (item instanceof Declared.OfWorld) {
          errors.report(
              WitCode.FOREIGN_WORLD
                  .error(foreign.item().name())
                  .at(foreign.item().span())
                  .help("name the world in full where it is included"));
          yield new Declared.Broken();
        }
        yield item;
      }
    };
  }

  // Looking up interfaces and worlds

  /** The interface a path leads to; nothing where an error is reported. */
  @Nullable InterfaceId lookUpInterface(Syntax.UsePath path, int file) {
    return switch (lookUp(path, file, "interface")) {
      case Declared.OfInterface(InterfaceId found) -> found;
      case Declared.OfWorld _ -> {
        errors.report(WitCode.NOT_AN_INTERFACE.error(path.item().name()).at(path.item().span()));
        yield null;
      }
      case Declared.Gated gated -> {
        reportGated(gated.kind(), path.item(), path.span(), gated.gate());
        yield null;
      }
      case Declared.Broken() -> null;
    };
  }

  /** The world a path leads to; nothing where an error is reported. */
  @Nullable WorldId lookUpWorld(Syntax.UsePath path, int file) {
    return switch (lookUp(path, file, "world")) {
      case Declared.OfWorld(WorldId found) -> found;
      case Declared.OfInterface _ -> {
        errors.report(WitCode.NOT_A_WORLD.error(path.item().name()).at(path.item().span()));
        yield null;
      }
      case Declared.Gated gated -> {
        reportGated(gated.kind(), path.item(), path.span(), gated.gate());
        yield null;
      }
      case Declared.Broken() -> null;
    };
  }

  /** How a name could be used as a type here that is something else, or a type elsewhere. */
  Optional<String> howToUse(String name, int file) {
    Declared item = files.get(file).items().getOrDefault(name, items.get(name));
    if (item instanceof Declared.OfInterface) {
      return Optional.of(
          "`" + name + "` is an interface; take a type from it with `use " + name + ".{…};`");
    }
    if (item instanceof Declared.OfWorld) {
      return Optional.of("`" + name + "` is a world");
    }
    for (Declaration declaration : declarations.values()) {
      if (declaration.item() instanceof Syntax.InterfaceDeclaration of
          && of.members().stream()
              .anyMatch(
                  member ->
                      member instanceof Syntax.TypeDeclaration type
                          && type.name().name().equals(name))) {
        String owner = of.name().name();
        return Optional.of(
            "the interface `" + owner + "` has one: `use " + owner + ".{" + name + "};`");
      }
    }
    return Optional.empty();
  }

  /** What stands in something that is left out must be left out by a gate of its own. */
  private void checkGatedMembers(Declaration declaration, Gate gate) {
    if (gates.origin() != ParsedPackage.Origin.USER) {
      return;
    }
    List<?> members =
        switch (declaration.item()) {
          case Syntax.InterfaceDeclaration of -> of.members();
          case Syntax.WorldDeclaration of -> of.members();
          case Syntax.TopUse _, Syntax.PackageBlock _ -> List.of();
        };
    for (Object member : members) {
      switch (member) {
        case Syntax.Use use when gates.keeps(use.attributes()) ->
            use.names()
                .forEach(
                    name ->
                        reportGated(
                            declaration.kind(), declaration.name(), name.local().span(), gate));
        case Syntax.TypeDeclaration type when gates.keeps(type.attributes()) ->
            reportGated(declaration.kind(), declaration.name(), type.name().span(), gate);
        case Syntax.FunctionDeclaration function when gates.keeps(function.attributes()) ->
            reportGated(declaration.kind(), declaration.name(), function.name().span(), gate);
        default -> {
          // Has a gate, or is something that a world imports or exports, and goes with it.
        }
      }
    }
  }

  void reportGated(String kind, Identifier name, Span at, Gate gate) {
    errors.report(gate.leftOut(kind, name.name(), at));
  }

  private Declared lookUp(Syntax.UsePath path, int file, String kind) {
    return switch (path) {
      case Syntax.ForeignPath foreign -> lookUpForeign(foreign, kind);
      case Syntax.LocalPath(Identifier name) -> {
        Declared local = files.get(file).items().get(name.name());
        Declared item = local != null ? local : items.get(name.name());
        if (item != null) {
          yield item;
        }
        yield notFound(name, () -> union(items.keySet(), files.get(file).names().keySet()));
      }
    };
  }

  private Declared notFound(Identifier name, Supplier<Set<String>> known) {
    Diagnostic diagnostic = WitCode.ITEM_NOT_FOUND.error(name.name(), pkg.name()).at(name.span());
    reportUnknown(diagnostic, name.name(), id, known);
    return new Declared.Broken();
  }

  private Declared lookUpForeign(Syntax.ForeignPath path, String kind) {
    PackageId target = links.get(path.pkg().toName());
    if (target == null) {
      // Reported when packages were looked up, or only mentioned behind a gate.
      return new Declared.Broken();
    }
    PackageDraft draft = builder.get(target);
    String name = path.item().name();
    if (draft.interfaces().containsKey(name)) {
      InterfaceId found = draft.interfaces().get(name);
      if (found != null && (kind.equals("interface") || !draft.worlds().containsKey(name))) {
        return new Declared.OfInterface(found);
      }
    }
    WorldId world = draft.worlds().get(name);
    if (world != null) {
      return new Declared.OfWorld(world);
    }
    Optional<Declared.Gated> gated = state.leftOut().item(target, name);
    if (gated.isPresent()) {
      return gated.get();
    }
    Diagnostic diagnostic =
        WitCode.INTERFACE_NOT_FOUND.error(kind, name, draft.name()).at(path.item().span());
    reportUnknown(
        diagnostic,
        name,
        target,
        () -> union(draft.interfaces().keySet(), draft.worlds().keySet()));
    return new Declared.Broken();
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  /**
   * Reports a name that is not there, with the nearest of those that are.
   *
   * @param owner the package that should have it
   */
  void reportUnknown(
      Diagnostic diagnostic, String name, PackageId owner, Supplier<Set<String>> known) {
    if (pkg.origin() == ParsedPackage.Origin.BUILTIN) {
      // A built-in package has no mistakes of its own: the user's package is not what it expects.
      PackageName used = builder.get(owner).name();
      errors.report(
          diagnostic
              .note("`" + used + "` stands in for the built-in one")
              .help(
                  "complete it, put `%s` into `deps/` too, or leave both to the built-in ones"
                      .formatted(pkg.name())));
      return;
    }
    errors.report(
        errors.isFull() ? diagnostic : diagnostic.help(Suggestions.didYouMean(name, known.get())));
  }
}
