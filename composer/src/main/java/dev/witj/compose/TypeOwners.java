package dev.witj.compose;

import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.ComponentType;
import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.Externs;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.InstanceType;
import dev.witj.binary.component.ResourceId;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ResourcePath;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.ValueType;
import dev.witj.types.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which import of a component each type that it mentions comes from. */
final class TypeOwners {
  private final Externs imports;
  private final Map<AnyType, Home> homes = new HashMap<>();
  private final Map<ResourceId, Home> resources = new HashMap<>();

  /**
   * Where a type comes from.
   *
   * @param importName the import
   * @param exportName the export of the imported instance; none if the type itself is imported
   * @param resource whether it is a resource
   */
  record Home(String importName, Optional<String> exportName, boolean resource) {}

  /** Looks through the imports of a component. */
  TypeOwners(ComponentType component) {
    this.imports = component.imports();
    for (Extern extern : imports.all()) {
      String name = extern.name().name();
      own(name, extern.type()).forEach(homes::putIfAbsent);
    }
    for (ResourcePath path : component.importedResources()) {
      Optional<String> export =
          path.names().size() > 1 ? Optional.of(path.names().get(1)) : Optional.empty();
      resources.put(path.resource(), new Home(path.names().getFirst(), export, true));
    }
  }

  private static Map<AnyType, Home> own(String name, EntityType type) {
    Map<AnyType, Home> found = new HashMap<>();
    switch (type) {
      case EntityType.Type(var named) ->
          found.put(named, new Home(name, Optional.empty(), named instanceof ResourceName));
      case EntityType.Instance(var instance) -> {
        for (Extern extern : instance.exports().all()) {
          if (extern.type() instanceof EntityType.Type(var named)) {
            String export = extern.name().name();
            found.put(named, new Home(name, Optional.of(export), named instanceof ResourceName));
          }
        }
      }
      case EntityType.CoreModule _,
          EntityType.Func _,
          EntityType.Value _,
          EntityType.Component _ -> {}
    }
    return found;
  }

  /** What an import mentions of other imports. */
  Set<Home> foreign(String importName) {
    EntityType type = imports.get(importName).orElseThrow();
    Walk walk = new Walk(importName, own(importName, type));
    walk.add(type);
    return walk.found;
  }

  /** What some exports of an imported instance mention, of itself and of other imports. */
  Set<Home> mentions(String importName, String exportName) {
    EntityType type = imports.get(importName).orElseThrow();
    Walk walk = new Walk(importName, own(importName, type));
    if (type instanceof EntityType.Instance(var instance)) {
      instance.exports().get(exportName).ifPresent(walk::add);
    }
    walk.found.addAll(walk.ownFound);
    return walk.found;
  }

  /** All types that something shows under a name. */
  static Set<AnyType> shown(EntityType type) {
    return own("", type).keySet();
  }

  /**
   * The types that an export mentions and that only an import of the component gives a name to.
   * Handles need none, as whatever mentions a resource shows it.
   *
   * @param exported the types that have a name by some export
   */
  Set<Home> hidden(EntityType export, Set<AnyType> exported) {
    Set<Home> found = new LinkedHashSet<>();
    hidden(export, exported, found);
    return found;
  }

  private void hidden(EntityType type, Set<AnyType> exported, Set<Home> found) {
    switch (type) {
      case EntityType.Func(var func) -> {
        func.signature().params().forEach(param -> hidden(param.type(), exported, found));
        func.signature().result().ifPresent(result -> hidden(result, exported, found));
      }
      case EntityType.Type(DefinedType defined) -> hiddenParts(defined, exported, found);
      case EntityType.Instance(var instance) ->
          instance.exports().all().forEach(extern -> hidden(extern.type(), exported, found));
      case EntityType.Value(var value) -> hidden(value, exported, found);
      case EntityType.Type _, EntityType.CoreModule _, EntityType.Component _ -> {}
    }
  }

  private void hidden(ValueType type, Set<AnyType> exported, Set<Home> found) {
    if (!(type instanceof DefinedType defined) || exported.contains(defined)) {
      return;
    }
    switch (defined.definition()) {
      case Shape.RecordOf<ValueType, ResourceName> _,
          Shape.Variant<ValueType, ResourceName> _,
          Shape.Flags<ValueType, ResourceName> _,
          Shape.Enumeration<ValueType, ResourceName> _ ->
          Optional.ofNullable(homes.get(defined)).ifPresent(found::add);
      case Shape<ValueType, ResourceName> _ -> hiddenParts(defined, exported, found);
    }
  }

  private void hiddenParts(DefinedType type, Set<AnyType> exported, Set<Home> found) {
    var _ =
        type.definition()
            .<ValueType, ResourceName>map(
                part -> {
                  hidden(part, exported, found);
                  return part;
                },
                resource -> resource);
  }

  private final class Walk {
    private final String self;
    private final Map<AnyType, Home> own;
    private final Set<AnyType> seen = new HashSet<>();
    private final Set<Home> found = new LinkedHashSet<>();
    private final Set<Home> ownFound = new LinkedHashSet<>();

    Walk(String self, Map<AnyType, Home> own) {
      this.self = self;
      this.own = own;
    }

    void add(EntityType type) {
      switch (type) {
        case EntityType.CoreModule _ -> {}
        case EntityType.Func(var func) -> add((AnyType) func);
        case EntityType.Value(var value) -> add(value);
        case EntityType.Type(var any) -> add(any);
        case EntityType.Component(var component) -> add((AnyType) component);
        case EntityType.Instance(var instance) -> add((AnyType) instance);
      }
    }

    private void add(Externs externs) {
      externs.all().forEach(extern -> add(extern.type()));
    }

    private void add(ValueType type) {
      if (type instanceof DefinedType defined) {
        add((AnyType) defined);
      }
    }

    private void add(Signature<ValueType> signature) {
      signature.params().forEach(param -> add(param.type()));
      signature.result().ifPresent(this::add);
    }

    /** Walks chains of names in a loop, as nothing bounds how long they are. */
    private void add(AnyType type) {
      Optional<AnyType> next = Optional.of(type);
      while (next.isPresent()) {
        next = visit(next.get());
      }
    }

    /** Visits a type, and gives the one that it is another name for. */
    private Optional<AnyType> visit(AnyType type) {
      if (!seen.add(type)) {
        return Optional.empty();
      }
      @Nullable Home ours = own.get(type);
      if (ours != null) {
        ownFound.add(ours);
      } else {
        @Nullable Home home = homes.get(type);
        if (home == null && type instanceof ResourceName resource) {
          home = resources.get(resource.id());
        }
        if (home != null && !home.importName.equals(self)) {
          found.add(home);
          return Optional.empty();
        }
      }
      switch (type) {
        case DefinedType defined -> {
          if (defined.aliasOf().isPresent()) {
            return defined.aliasOf().map(AnyType.class::cast);
          }
          var _ =
              defined
                  .definition()
                  .<ValueType, ResourceName>map(
                      part -> {
                        add(part);
                        return part;
                      },
                      resource -> {
                        add((AnyType) resource);
                        return resource;
                      });
        }
        case ResourceName resource -> {
          return resource.aliasOf().map(AnyType.class::cast);
        }
        case FunctionType func -> add(func.signature());
        case ComponentType component -> {
          add(component.imports());
          add(component.exports());
        }
        case InstanceType instance -> add(instance.exports());
      }
      return Optional.empty();
    }
  }
}
