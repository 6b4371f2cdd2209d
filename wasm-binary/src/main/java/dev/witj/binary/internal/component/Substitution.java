package dev.witj.binary.internal.component;

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
import dev.witj.binary.component.TypeFacts;
import dev.witj.binary.component.ValueType;
import dev.witj.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces resources and named types in types. Types without any of them stay the objects that they
 * are, and equal objects are replaced by equal objects.
 */
public final class Substitution {
  private final Map<ResourceId, ResourceId> resources;
  private final Map<AnyType, AnyType> done;
  private final boolean renames;
  private final ValidationContext context;

  /**
   * A substitution.
   *
   * @param resources what stands in place of a resource
   * @param renames what stands in place of a value type or the name of a resource
   */
  public Substitution(
      Map<ResourceId, ResourceId> resources,
      Map<AnyType, AnyType> renames,
      ValidationContext context) {
    this.resources = new HashMap<>(resources);
    this.done = new HashMap<>(renames);
    this.renames = !renames.isEmpty();
    this.context = context;
  }

  private boolean keeps(TypeFacts facts) {
    return !renames && (!facts.resources() || resources.isEmpty());
  }

  public ResourceId apply(ResourceId id) {
    return resources.getOrDefault(id, id);
  }

  public EntityType apply(EntityType type) {
    if (keeps(TypeFacts.of(type))) {
      return type;
    }
    return switch (type) {
      case EntityType.CoreModule module -> module;
      case EntityType.Func(var func) -> new EntityType.Func(apply(func));
      case EntityType.Value(var value) -> new EntityType.Value(apply(value));
      case EntityType.Type(var any) -> new EntityType.Type(apply(any));
      case EntityType.Component(var component) -> new EntityType.Component(apply(component));
      case EntityType.Instance(var instance) -> new EntityType.Instance(apply(instance));
    };
  }

  public AnyType apply(AnyType type) {
    return switch (type) {
      case DefinedType defined -> apply(defined);
      case ResourceName resource -> apply(resource);
      case FunctionType func -> apply(func);
      case ComponentType component -> apply(component);
      case InstanceType instance -> apply(instance);
    };
  }

  public ValueType apply(ValueType type) {
    return switch (type) {
      case ValueType.Primitive _ -> type;
      case DefinedType defined -> apply(defined);
    };
  }

  private DefinedType apply(DefinedType type) {
    if (keeps(type.facts())) {
      return type;
    }
    if (done.get(type) instanceof DefinedType known) {
      return known;
    }
    Optional<DefinedType> aliasOf = type.aliasOf().map(this::apply);
    Shape<ValueType, ResourceName> shape =
        type.definition().<ValueType, ResourceName>map(this::apply, this::apply);
    boolean same = same(type.definition(), shape) && same(type.aliasOf(), aliasOf);
    DefinedType result = same ? type : new DefinedType(shape, aliasOf, type.name(), type.facts());
    done.put(type, result);
    context.copy(1);
    return result;
  }

  /** Shapes are records over identity: equal shapes hold the same objects. */
  private static boolean same(Object before, Object after) {
    return before.equals(after);
  }

  private ResourceName apply(ResourceName type) {
    if (done.get(type) instanceof ResourceName known) {
      return known;
    }
    ResourceId id = apply(type.id());
    Optional<ResourceName> aliasOf = type.aliasOf().map(this::apply);
    ResourceName result =
        id == type.id() && same(type.aliasOf(), aliasOf)
            ? type
            : new ResourceName(id, aliasOf, type.name());
    done.put(type, result);
    context.copy(1);
    return result;
  }

  private FunctionType apply(FunctionType type) {
    if (keeps(type.facts())) {
      return type;
    }
    if (done.get(type) instanceof FunctionType known) {
      return known;
    }
    Signature<ValueType> signature = type.signature().map(this::apply);
    FunctionType result = signature.equals(type.signature()) ? type : new FunctionType(signature);
    done.put(type, result);
    context.copy(1);
    return result;
  }

  private ComponentType apply(ComponentType type) {
    if (keeps(type.facts())) {
      return type;
    }
    if (done.get(type) instanceof ComponentType known) {
      return known;
    }
    ComponentType result =
        new ComponentType(
            apply(type.imports()),
            apply(type.exports()),
            apply(type.importedResources()),
            apply(type.exportedResources()),
            apply(type.named()));
    done.put(type, result);
    context.copy(1);
    return result;
  }

  private InstanceType apply(InstanceType type) {
    if (keeps(type.facts())) {
      return type;
    }
    if (done.get(type) instanceof InstanceType known) {
      return known;
    }
    InstanceType result =
        new InstanceType(apply(type.exports()), apply(type.resources()), apply(type.named()));
    done.put(type, result);
    context.copy(1);
    return result;
  }

  public Externs apply(Externs externs) {
    LinkedHashMap<String, Extern> result = new LinkedHashMap<>();
    context.copy(externs.size());
    for (Extern extern : externs.all()) {
      result.put(extern.name().name(), new Extern(extern.name(), apply(extern.type())));
    }
    return new Externs(result);
  }

  private List<ResourcePath> apply(List<ResourcePath> paths) {
    List<ResourcePath> result = new ArrayList<>(paths.size());
    for (ResourcePath path : paths) {
      result.add(new ResourcePath(apply(path.resource()), path.names()));
    }
    return result;
  }

  public Map<ResourceId, List<String>> apply(Map<ResourceId, List<String>> named) {
    Map<ResourceId, List<String>> result = new LinkedHashMap<>();
    named.forEach((id, path) -> result.put(apply(id), path));
    return result;
  }
}
