package dev.witj.wit;

import dev.witj.diagnostics.Span;
import dev.witj.wit.internal.PackageOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * A resolve in the making: the one mutable form, which {@link #freeze} turns into the value.
 *
 * <p>Whatever is added gets the next id of its kind, which can be mentioned at once; what it holds
 * is filled in afterwards, through its draft. A named interface or a world must also be put under
 * its name into {@link PackageDraft#interfaces} or {@link PackageDraft#worlds}. Nothing is checked:
 * that dependencies precede their users, and that names are those of WIT, is up to who builds.
 */
public final class ResolveBuilder {
  private final List<PackageDraft> packages = new ArrayList<>();
  private final Map<PackageName, PackageId> packageIds = new HashMap<>();
  private final List<WorldDraft> worlds = new ArrayList<>();
  private final List<InterfaceDraft> interfaces = new ArrayList<>();
  private final List<TypeDef> types = new ArrayList<>();

  /** An empty one. */
  public ResolveBuilder() {}

  /** A copy of a resolve, to be added to; all ids stay what they are. */
  public ResolveBuilder(Resolve resolve) {
    for (Package from : resolve.packages()) {
      PackageDraft draft = get(add(from.name()));
      draft.docs = from.docs();
      draft.interfaces.putAll(from.interfaces());
      draft.worlds.putAll(from.worlds());
    }
    for (Interface from : resolve.interfaces()) {
      InterfaceDraft draft =
          new InterfaceDraft(
              from.name(), from.packageId(), from.docs(), from.stability(), from.span());
      draft.cloneOf = from.cloneOf();
      draft.types.putAll(from.types());
      draft.functions.putAll(from.functions());
      add(draft);
    }
    for (World from : resolve.worlds()) {
      WorldDraft draft =
          new WorldDraft(from.name(), from.packageId(), from.docs(), from.stability(), from.span());
      draft.imports.putAll(from.imports());
      draft.exports.putAll(from.exports());
      add(draft);
    }
    resolve.types().forEach(this::add);
  }

  /** A {@link Package} in the making. */
  public static final class PackageDraft {
    private final PackageName name;
    private Docs docs = Docs.none();
    private final SequencedMap<String, InterfaceId> interfaces = new LinkedHashMap<>();
    private final SequencedMap<String, WorldId> worlds = new LinkedHashMap<>();

    private PackageDraft(PackageName name) {
      this.name = name;
    }

    /** Its full name. */
    public PackageName name() {
      return name;
    }

    /** Its documentation by now. */
    public Docs docs() {
      return docs;
    }

    /** Gives it other documentation. */
    public void setDocs(Docs docs) {
      this.docs = docs;
    }

    /** Its named interfaces, to be added to. */
    public SequencedMap<String, InterfaceId> interfaces() {
      return interfaces;
    }

    /** Its worlds, to be added to. */
    public SequencedMap<String, WorldId> worlds() {
      return worlds;
    }
  }

  /** An {@link Interface} in the making. */
  public static final class InterfaceDraft {
    private final Optional<String> name;
    private final PackageId packageId;
    private Docs docs;
    private Stability stability;
    private final Span span;
    private Optional<InterfaceId> cloneOf = Optional.empty();
    private final SequencedMap<String, TypeId> types = new LinkedHashMap<>();
    private final SequencedMap<String, Function> functions = new LinkedHashMap<>();

    /**
     * One without types and functions.
     *
     * @param name its name; none for one that belongs to a world
     * @param packageId the package that it belongs to, or its world does
     * @param docs its documentation
     * @param stability its gate
     * @param span its name in the source
     */
    public InterfaceDraft(
        Optional<String> name, PackageId packageId, Docs docs, Stability stability, Span span) {
      this.name = name;
      this.packageId = packageId;
      this.docs = docs;
      this.stability = stability;
      this.span = span;
    }

    /** Its name; none for one that belongs to a world. */
    public Optional<String> name() {
      return name;
    }

    /** The package that it belongs to, or its world does. */
    public PackageId packageId() {
      return packageId;
    }

    /** Its documentation by now. */
    public Docs docs() {
      return docs;
    }

    /** Gives it other documentation. */
    public void setDocs(Docs docs) {
      this.docs = docs;
    }

    /** Its gate by now. */
    public Stability stability() {
      return stability;
    }

    /** Gives it another gate. */
    public void setStability(Stability stability) {
      this.stability = stability;
    }

    /** Its name in the source. */
    public Span span() {
      return span;
    }

    /** The interface that it is a copy of; see {@link Interface#cloneOf}. */
    public Optional<InterfaceId> cloneOf() {
      return cloneOf;
    }

    /** Makes it a copy of another, or of none. */
    public void setCloneOf(Optional<InterfaceId> cloneOf) {
      this.cloneOf = cloneOf;
    }

    /** Its types by name, to be added to. */
    public SequencedMap<String, TypeId> types() {
      return types;
    }

    /** Its functions by their full names, to be added to. */
    public SequencedMap<String, Function> functions() {
      return functions;
    }
  }

  /** A {@link World} in the making. */
  public static final class WorldDraft {
    private final String name;
    private final PackageId packageId;
    private Docs docs;
    private Stability stability;
    private final Span span;
    private final SequencedMap<WorldKey, WorldItem> imports = new LinkedHashMap<>();
    private final SequencedMap<WorldKey, WorldItem> exports = new LinkedHashMap<>();

    /**
     * One without imports and exports.
     *
     * @param name its name
     * @param packageId the package that it belongs to
     * @param docs its documentation
     * @param stability its gate
     * @param span its name in the source
     */
    public WorldDraft(String name, PackageId packageId, Docs docs, Stability stability, Span span) {
      this.name = name;
      this.packageId = packageId;
      this.docs = docs;
      this.stability = stability;
      this.span = span;
    }

    /** Its name. */
    public String name() {
      return name;
    }

    /** The package that it belongs to. */
    public PackageId packageId() {
      return packageId;
    }

    /** Its documentation by now. */
    public Docs docs() {
      return docs;
    }

    /** Gives it other documentation. */
    public void setDocs(Docs docs) {
      this.docs = docs;
    }

    /** Its gate by now. */
    public Stability stability() {
      return stability;
    }

    /** Gives it another gate. */
    public void setStability(Stability stability) {
      this.stability = stability;
    }

    /** Its name in the source. */
    public Span span() {
      return span;
    }

    /** What it needs, to be added to. */
    public SequencedMap<WorldKey, WorldItem> imports() {
      return imports;
    }

    /** What it offers, to be added to. */
    public SequencedMap<WorldKey, WorldItem> exports() {
      return exports;
    }
  }

  /** Adds a package without interfaces and worlds; the name must be new. */
  public PackageId add(PackageName name) {
    PackageId id = new PackageId(packages.size());
    packages.add(new PackageDraft(name));
    packageIds.put(name, id);
    return id;
  }

  /** Adds an interface; its draft may still change. */
  public InterfaceId add(InterfaceDraft draft) {
    interfaces.add(draft);
    return new InterfaceId(interfaces.size() - 1);
  }

  /** Adds a world; its draft may still change. */
  public WorldId add(WorldDraft draft) {
    worlds.add(draft);
    return new WorldId(worlds.size() - 1);
  }

  /** Adds a type. */
  public TypeId add(TypeDef def) {
    types.add(def);
    return new TypeId(types.size() - 1);
  }

  /** A package that was added. */
  public PackageDraft get(PackageId id) {
    return packages.get(id.index());
  }

  /** An interface that was added. */
  public InterfaceDraft get(InterfaceId id) {
    return interfaces.get(id.index());
  }

  /** A world that was added. */
  public WorldDraft get(WorldId id) {
    return worlds.get(id.index());
  }

  /** A type that was added. */
  public TypeDef get(TypeId id) {
    return types.get(id.index());
  }

  /** Puts another type in the place of one that was added. */
  public void set(TypeId id, TypeDef def) {
    types.set(id.index(), def);
  }

  /** How many types there are by now. */
  public int typeCount() {
    return types.size();
  }

  /** How many packages there are by now. */
  public int packageCount() {
    return packages.size();
  }

  /** How many interfaces there are by now. */
  public int interfaceCount() {
    return interfaces.size();
  }

  /** How many worlds there are by now. */
  public int worldCount() {
    return worlds.size();
  }

  /** The package of this name, if it was added. */
  public Optional<PackageId> find(PackageName name) {
    return Optional.ofNullable(packageIds.get(name));
  }

  /** The names of all packages by now, in the order they were added. */
  public List<PackageName> packageNames() {
    return packages.stream().map(PackageDraft::name).toList();
  }

  /** What an item of a world is called outside: its own name, or the full one of an interface. */
  public String name(WorldKey key) {
    return switch (key) {
      case WorldKey.Name(String name) -> name;
      case WorldKey.Id(InterfaceId id) ->
          get(get(id).packageId).name.qualify(get(id).name.orElse("(inline)"));
    };
  }

  /** The resolve as it is now; all ids stay what they are. */
  public Resolve freeze() {
    return freeze(IntStream.range(0, packages.size()).mapToObj(PackageId::new).toList());
  }

  /**
   * The resolve as it is now, with packages before those that use them and otherwise in the order
   * they were added, as are packages that use each other. Ids of packages may differ from those
   * that this gave, so that packages are looked up by name afterwards; all other ids stay.
   */
  public Resolve freezeSorted() {
    return freeze(PackageOrder.of(this));
  }

  private Resolve freeze(List<PackageId> order) {
    PackageId[] places = new PackageId[packages.size()];
    List<Package> frozenPackages = new ArrayList<>();
    for (PackageId id : order) {
      places[id.index()] = new PackageId(frozenPackages.size());
      PackageDraft p = get(id);
      frozenPackages.add(new Package(p.name, p.docs, p.interfaces, p.worlds));
    }
    List<World> frozenWorlds = new ArrayList<>();
    for (WorldDraft w : worlds) {
      PackageId of = places[w.packageId.index()];
      frozenWorlds.add(new World(w.name, w.imports, w.exports, of, w.docs, w.stability, w.span));
    }
    List<Interface> frozenInterfaces = new ArrayList<>();
    for (InterfaceDraft i : interfaces) {
      PackageId of = places[i.packageId.index()];
      frozenInterfaces.add(
          new Interface(i.name, i.types, i.functions, of, i.docs, i.stability, i.span, i.cloneOf));
    }
    return new Resolve(
        new Arena<>(frozenPackages),
        new Arena<>(frozenWorlds),
        new Arena<>(frozenInterfaces),
        new Arena<>(types));
  }
}
