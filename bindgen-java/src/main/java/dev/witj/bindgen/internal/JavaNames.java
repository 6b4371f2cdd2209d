package dev.witj.bindgen.internal;

import com.palantir.javapoet.ClassName;
import dev.witj.bindgen.BindgenOptions;
import dev.witj.names.Version;
import dev.witj.wit.Interface;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Package;
import dev.witj.wit.PackageId;
import dev.witj.wit.PackageName;
import dev.witj.wit.Resolve;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Java names of all packages, interfaces, worlds and types of a resolve. They depend on the
 * resolve and the options alone, not on the world that is generated.
 */
public final class JavaNames {
  /** What generated code mentions of {@code java.lang}. */
  private static final Set<String> MENTIONED =
      Set.of(
          "AutoCloseable",
          "Boolean",
          "Byte",
          "Deprecated",
          "Double",
          "Float",
          "Integer",
          "InterruptedException",
          "Long",
          "Object",
          "Override",
          "Short",
          "String",
          "SuppressWarnings",
          "Void");

  private final Resolve resolve;
  private final BindgenOptions options;
  private final Map<PackageId, String> packages = new HashMap<>();
  private final Map<InterfaceId, ClassName> interfaces = new HashMap<>();
  private final Map<WorldId, ClassName> worlds = new HashMap<>();
  private final Map<WorldId, ClassName> worldImports = new HashMap<>();
  private final Map<TypeId, ClassName> types = new HashMap<>();

  /** Names everything. */
  public JavaNames(Resolve resolve, BindgenOptions options) {
    this.resolve = resolve;
    this.options = options;
    namePackages();
    for (int i = 0; i < resolve.packages().size(); i++) {
      nameTopLevel(new PackageId(i));
    }
    for (int i = 0; i < resolve.interfaces().size(); i++) {
      InterfaceId id = new InterfaceId(i);
      ClassName name = interfaces.get(id);
      if (name != null) {
        nameTypes(
            resolve.get(id).types().values(),
            new TypeDef.Owner.OfInterface(id),
            new NameScope(name.simpleNames()),
            name);
      }
    }
  }

  /** The Java package of a WIT package. */
  public String packageOf(PackageId id) {
    return found(packages, id);
  }

  /** The Java interface of an interface. */
  public ClassName of(InterfaceId id) {
    return found(interfaces, id);
  }

  /** The Java interface of what a world exports. */
  public ClassName of(WorldId id) {
    return found(worlds, id);
  }

  /** The Java interface of what a world imports. */
  public ClassName importsOf(WorldId id) {
    return found(worldImports, id);
  }

  /** The Java class of a record, variant, enum, flags or resource. */
  public ClassName of(TypeId id) {
    return found(types, id);
  }

  /** The base package of the bindings that exist already for a package, if they do. */
  public Optional<String> providedBase(PackageId id) {
    PackageName name = resolve.get(id).name();
    Map<String, String> provided = options.provided();
    return Optional.ofNullable(provided.get(name.namespace() + ":" + name.name()))
        .or(() -> Optional.ofNullable(provided.get(name.namespace())));
  }

  /** Whether a type at the top of a package hides one of {@code java.lang} that code mentions. */
  boolean shadowsJavaLang(String packageName) {
    return Stream.of(interfaces, worlds, worldImports)
        .flatMap(map -> map.values().stream())
        .filter(name -> name.packageName().equals(packageName))
        .anyMatch(name -> MENTIONED.contains(name.simpleName()));
  }

  /**
   * A name for a variable beside which classes of bindings are mentioned, perhaps in full: it is
   * not how the name of one of their packages begins.
   */
  String variable(String wanted) {
    boolean hides =
        packages.values().stream()
            .anyMatch(name -> name.equals(wanted) || name.startsWith(wanted + "."));
    return hides ? wanted + "_" : wanted;
  }

  private static <K, V> V found(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("not named: " + key);
    }
    return value;
  }

  /** A version is part of the name where two versions of a package live together, or always. */
  private void namePackages() {
    Map<PackageName, List<PackageId>> versions = new LinkedHashMap<>();
    for (int i = 0; i < resolve.packages().size(); i++) {
      PackageId id = new PackageId(i);
      versions
          .computeIfAbsent(resolve.get(id).name().withoutVersion(), name -> new ArrayList<>())
          .add(id);
    }
    Set<String> used = new HashSet<>();
    versions.forEach(
        (name, ids) -> {
          Set<String> tracks =
              ids.stream().map(id -> resolve.get(id).name().track()).collect(Collectors.toSet());
          for (PackageId id : ids) {
            String base = providedBase(id).orElse(options.basePackage());
            String first = Identifiers.packageSegment(name.namespace());
            if (base.isEmpty() && first.equals("java")) {
              // The JVM refuses classes below `java`.
              first += "_";
            }
            String own = first + "." + Identifiers.packageSegment(name.name());
            Optional<Version> version = resolve.get(id).name().version();
            if ((ids.size() > 1 || options.versions()) && version.isPresent()) {
              String shown =
                  tracks.size() == ids.size() ? version.get().track() : version.get().toString();
              own += ".v" + shown.replaceAll("[^A-Za-z0-9]", "_");
            }
            String full = base.isEmpty() ? own : base + "." + own;
            // `1.0.0-a.b` and `1.0.0-a-b`.
            while (!used.add(full)) {
              full += "_";
            }
            packages.put(id, full);
          }
        });
  }

  private void nameTopLevel(PackageId id) {
    Package contents = resolve.get(id);
    NameScope scope = new NameScope(List.of());
    contents
        .interfaces()
        .forEach(
            (label, member) ->
                interfaces.put(
                    member,
                    ClassName.get(
                        packageOf(id), scope.take(Identifiers.upperCamel(label), "Interface"))));
    contents
        .worlds()
        .forEach(
            (label, world) -> {
              String name = scope.take(Identifiers.upperCamel(label), "World");
              worlds.put(world, ClassName.get(packageOf(id), name));
            });
    contents
        .worlds()
        .values()
        .forEach(
            world -> {
              String name = scope.take(of(world).simpleName() + "Imports", "World");
              worldImports.put(world, ClassName.get(packageOf(id), name));
              nameInWorld(world);
            });
  }

  /**
   * Inline interfaces and the world's own types are nested in the world; in its imports what is
   * imported and the resources, which the host implements.
   */
  private void nameInWorld(WorldId id) {
    World world = resolve.get(id);
    ClassName name = of(id);
    List<TypeId> own = new ArrayList<>();
    for (WorldItem item : world.imports().values()) {
      if (item instanceof WorldItem.OfType(TypeId type, _)) {
        own.add(type);
      }
    }
    TypeDef.Owner owner = new TypeDef.Owner.OfWorld(id);
    ClassName imports = importsOf(id);
    // The one mentions the other.
    NameScope scope = new NameScope(List.of(name.simpleName(), imports.simpleName()));
    nameTypes(own.stream().filter(type -> !isResource(type)).toList(), owner, scope, name);
    nameInline(world.exports(), scope, name);
    NameScope importScope = new NameScope(imports.simpleNames());
    nameTypes(own.stream().filter(this::isResource).toList(), owner, importScope, imports);
    nameInline(world.imports(), importScope, imports);
  }

  private void nameInline(Map<WorldKey, WorldItem> items, NameScope scope, ClassName enclosing) {
    items.forEach(
        (key, item) -> {
          if (key instanceof WorldKey.Name(String label)
              && item instanceof WorldItem.OfInterface inline
              && isInline(resolve.get(inline.id()))) {
            // An included world brings the same inline interface along: each world has its own.
            interfaces.putIfAbsent(
                inline.id(),
                enclosing.nestedClass(scope.take(Identifiers.upperCamel(label), "Interface")));
          }
        });
  }

  private static boolean isInline(Interface of) {
    return of.name().isEmpty();
  }

  private boolean isResource(TypeId id) {
    return resolve.get(id).kind() instanceof TypeDef.Kind.Resource;
  }

  private void nameTypes(
      Iterable<TypeId> members, TypeDef.Owner owner, NameScope scope, ClassName enclosing) {
    Set<TypeId> seen = new HashSet<>();
    for (TypeId id : members) {
      TypeDef type = resolve.get(id);
      if (type.owner().equals(owner) && isClass(type.kind()) && seen.add(id)) {
        String label = type.name().orElseThrow();
        types.put(id, enclosing.nestedClass(scope.take(Identifiers.upperCamel(label), "Type")));
      }
    }
  }

  /** Whether a definition becomes a class of its own. */
  static boolean isClass(TypeDef.Kind kind) {
    return switch (kind) {
      case TypeDef.Kind.Nominal _ -> true;
      case TypeDef.Kind.Structural _ -> false;
    };
  }
}
