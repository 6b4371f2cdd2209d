package dev.witj.binary.internal.component;

import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.ComponentType;
import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Externs;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.InstanceType;
import dev.witj.binary.component.ResourceId;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.TypeFacts;
import dev.witj.binary.component.ValueType;
import dev.witj.types.Shape;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

/** The resources that types mention and do not bind themselves. */
public final class FreeResources {
  private final Set<ResourceId> found = new LinkedHashSet<>();
  private final Set<ResourceId> bound = new LinkedHashSet<>();
  private final Set<AnyType> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private final ValidationContext context;

  private FreeResources(ValidationContext context) {
    this.context = context;
  }

  static Set<ResourceId> of(Externs externs, ValidationContext context) {
    FreeResources free = new FreeResources(context);
    free.add(externs);
    return free.result();
  }

  static Set<ResourceId> of(AnyType type, ValidationContext context) {
    FreeResources free = new FreeResources(context);
    free.add(type);
    return free.result();
  }

  private Set<ResourceId> result() {
    // A binder's resources occur nowhere but inside it, so the order of finding does not matter.
    found.removeAll(bound);
    return found;
  }

  private void add(Externs externs) {
    externs.all().forEach(extern -> add(extern.type()));
  }

  private void add(EntityType type) {
    switch (type) {
      case EntityType.CoreModule _ -> {}
      case EntityType.Func(var func) -> add(func);
      case EntityType.Value(var value) -> add(value);
      case EntityType.Type(var any) -> add(any);
      case EntityType.Component(var component) -> add(component);
      case EntityType.Instance(var instance) -> add(instance);
    }
  }

  private void add(ValueType type) {
    if (type instanceof DefinedType defined) {
      add((AnyType) defined);
    }
  }

  private void add(AnyType type) {
    if (!TypeFacts.of(type).resources() || !seen.add(type)) {
      return;
    }
    context.spend(1);
    switch (type) {
      case DefinedType defined -> add(defined.definition());
      case ResourceName resource -> found.add(resource.id());
      case FunctionType func -> {
        func.signature().params().forEach(param -> add(param.type()));
        func.signature().result().ifPresent(this::add);
      }
      case ComponentType component -> {
        add(component.imports());
        add(component.exports());
        component.importedResources().forEach(path -> bound.add(path.resource()));
        component.exportedResources().forEach(path -> bound.add(path.resource()));
      }
      case InstanceType instance -> {
        add(instance.exports());
        instance.resources().forEach(path -> bound.add(path.resource()));
      }
    }
  }

  private void add(Shape<ValueType, ResourceName> shape) {
    var _ =
        shape.<ValueType, ResourceName>map(
            type -> {
              add(type);
              return type;
            },
            resource -> {
              found.add(resource.id());
              return resource;
            });
  }
}
