package dev.witj.binary.internal.component;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentType;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.CoreTypeDefinition.ModuleDeclaration;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.InstanceType;
import dev.witj.binary.component.ModuleType;
import dev.witj.binary.component.ResourceId;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.Import;
import dev.witj.binary.internal.core.CoreTypeEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes resolved types down again, in one type index space: that of a component, an instance type
 * or a component type.
 *
 * <p>A resolved type is an object, and the objects tell which definition, import or export a use
 * goes back to. So each index space remembers which objects have an index in it. What has none is
 * looked up, in this order: as an export of an instance in the same space, which an alias gives an
 * index; in the space around, through an outer alias; as another name for something that can be
 * found; and if none of this finds it, its definition is written. Resources are also found by their
 * identity, and have no definition to write.
 */
public final class TypeEncoder {
  private final Optional<TypeEncoder> outer;
  private final Sink sink;
  private final Map<AnyType, Integer> types = new HashMap<>();
  private final Map<ResourceId, Integer> resources = new HashMap<>();
  private final Map<AnyType, InstanceExport> typesOfInstances = new HashMap<>();
  private final Map<ResourceId, InstanceExport> resourcesOfInstances = new HashMap<>();

  private record InstanceExport(int instance, String name) {}

  private TypeEncoder(Optional<TypeEncoder> outer, Sink sink) {
    this.outer = outer;
    this.sink = sink;
  }

  /** An encoder into the index space of a component. */
  public static TypeEncoder into(ComponentBuilder builder) {
    return new TypeEncoder(Optional.empty(), new ComponentSink(builder));
  }

  // What is there already.

  /** Gives the types that an instance shows to whoever mentions them from now on. */
  public void addInstance(int index, InstanceType type) {
    for (Extern extern : type.exports().all()) {
      if (extern.type() instanceof EntityType.Type(var exported)) {
        addInstanceType(index, extern.name().name(), exported);
      }
    }
  }

  /** Gives the resources that an instance shows to whoever mentions them from now on. */
  public void addInstanceResources(int index, InstanceType type) {
    for (Extern extern : type.exports().all()) {
      if (extern.type() instanceof EntityType.Type(ResourceName resource)) {
        addInstanceType(index, extern.name().name(), resource);
      }
    }
  }

  /** Gives a type that an instance shows to whoever mentions it from now on. */
  public void addInstanceType(int index, String name, AnyType type) {
    InstanceExport at = new InstanceExport(index, name);
    typesOfInstances.putIfAbsent(type, at);
    if (type instanceof ResourceName resource) {
      resourcesOfInstances.putIfAbsent(resource.id(), at);
    }
  }

  /** Lets an object stand for the type at an index. */
  public void addType(int index, AnyType type) {
    types.put(type, index);
    if (type instanceof ResourceName resource) {
      resources.putIfAbsent(resource.id(), index);
    }
  }

  private @Nullable Integer find(AnyType type) {
    @Nullable Integer index = types.get(type);
    if (index == null && type instanceof ResourceName resource) {
      index = resources.get(resource.id());
    }
    if (index != null) {
      return index;
    }
    @Nullable InstanceExport export = typesOfInstances.get(type);
    if (export == null && type instanceof ResourceName resource) {
      export = resourcesOfInstances.get(resource.id());
    }
    if (export != null) {
      index =
          sink.add(
              new ComponentElement.Alias.InstanceExport(Sort.TYPE, export.instance, export.name));
    } else if (outer.isPresent()) {
      @Nullable Integer outside = outer.get().find(type);
      if (outside != null) {
        index = sink.add(new ComponentElement.Alias.Outer(Sort.TYPE, 1, outside));
      }
    }
    if (index != null) {
      addType(index, type);
    }
    return index;
  }

  /** Whether a resource has a name that can be mentioned here. */
  public boolean knows(ResourceName resource) {
    for (Optional<ResourceName> at = Optional.of(resource);
        at.isPresent();
        at = at.get().aliasOf()) {
      if (find(at.get()) != null) {
        return true;
      }
    }
    return false;
  }

  // Writing types.

  /** The index of a type, which is written if it has none. */
  public int index(AnyType type) {
    @Nullable Integer known = find(type);
    if (known != null) {
      return known;
    }
    int index =
        switch (type) {
          case DefinedType defined -> original(defined);
          case ResourceName resource -> original(resource);
          case FunctionType func ->
              sink.add(new TypeDefinition.Func(func.signature().map(this::valType)));
          case InstanceType instance -> instanceType(instance);
          case ComponentType component -> componentType(component);
        };
    addType(index, type);
    return index;
  }

  private int original(DefinedType type) {
    return type.aliasOf()
        .map(this::index)
        .orElseGet(
            () ->
                sink.add(
                    new TypeDefinition.Value(
                        type.definition()
                            .<ComponentValType, Integer>map(this::valType, this::index))));
  }

  private int original(ResourceName resource) {
    return resource
        .aliasOf()
        .map(this::index)
        .orElseThrow(
            () ->
                BinaryCode.INVALID
                    .error(
                        "the type needs resource `"
                            + resource
                            + "`, which nothing that it can refer to shows")
                    .toException());
  }

  private ComponentValType valType(ValueType type) {
    return switch (type) {
      case ValueType.Primitive(var primitive) -> ComponentValType.of(primitive);
      case DefinedType defined -> new ComponentValType.Ref(index(defined));
    };
  }

  private int instanceType(InstanceType type) {
    TypeEncoder inner = inner();
    type.exports().all().forEach(extern -> inner.export(extern.name(), extern.type()));
    return define(inner, TypeDefinition.Instance::new);
  }

  private int componentType(ComponentType type) {
    TypeEncoder inner = inner();
    type.imports().all().forEach(extern -> inner.importItem(extern.name(), extern.type()));
    type.exports().all().forEach(extern -> inner.export(extern.name(), extern.type()));
    return define(inner, TypeDefinition.Component::new);
  }

  private static ComponentElement.CoreTypeDef moduleType(ModuleType module) {
    List<ModuleDeclaration> declarations = new ArrayList<>();
    CoreTypeEncoder types =
        new CoreTypeEncoder(
            module.types(), group -> declarations.add(new ModuleDeclaration.Type(group)));
    for (Import item : module.imports()) {
      Import local =
          new Import(item.module(), item.name(), CoreTypes.canonical(item.type(), types::index));
      declarations.add(new ModuleDeclaration.Needs(local));
    }
    module
        .exports()
        .forEach(
            (name, type) ->
                declarations.add(
                    new ModuleDeclaration.Gives(name, CoreTypes.canonical(type, types::index))));
    return new ComponentElement.CoreTypeDef(new CoreTypeDefinition.Module(declarations));
  }

  /** An encoder into a type inside this index space; {@link #define} adds the type to it. */
  public TypeEncoder inner() {
    return new TypeEncoder(Optional.of(this), new DeclarationSink());
  }

  /** Adds an instance type that {@code inner} has written. */
  public int defineInstance(TypeEncoder inner) {
    return define(inner, TypeDefinition.Instance::new);
  }

  private int define(TypeEncoder inner, Function<List<Declaration>, TypeDefinition> kind) {
    return sink.add(kind.apply(((DeclarationSink) inner.sink).declarations));
  }

  // Imports and exports.

  /** Declares that instances of the type that is being written export something. */
  public int export(ExternName name, EntityType type) {
    return introduce(name, type, false);
  }

  /** Imports something, into a component or a type of components. */
  public int importItem(ExternName name, EntityType type) {
    return introduce(name, type, true);
  }

  private int introduce(ExternName name, EntityType type, boolean imported) {
    int index = sink.introduce(name, describe(type), imported);
    switch (type) {
      case EntityType.Type(var named) -> addType(index, named);
      case EntityType.Instance(var instance) -> addInstance(index, instance);
      case EntityType.CoreModule _,
          EntityType.Func _,
          EntityType.Value _,
          EntityType.Component _ -> {}
    }
    return index;
  }

  /** The type of an import or export. */
  public ExternDesc describe(EntityType type) {
    return switch (type) {
      case EntityType.CoreModule(var module) ->
          new ExternDesc.CoreModule(sink.add(moduleType(module)));
      case EntityType.Func(var func) -> new ExternDesc.Func(index(func));
      case EntityType.Value(var value) -> new ExternDesc.Value(valType(value));
      case EntityType.Type(DefinedType defined) -> new ExternDesc.TypeEq(original(defined));
      case EntityType.Type(ResourceName resource) ->
          knows(resource) ? new ExternDesc.TypeEq(index(resource)) : new ExternDesc.SubResource();
      case EntityType.Type(var other) -> new ExternDesc.TypeEq(index(other));
      case EntityType.Component(var component) -> new ExternDesc.Component(index(component));
      case EntityType.Instance(var instance) -> new ExternDesc.Instance(index(instance));
    };
  }

  /** Where definitions go. Every method gives the index of what was added. */
  private interface Sink {
    int add(TypeDefinition definition);

    int add(ComponentElement.CoreTypeDef definition);

    int add(ComponentElement.Alias alias);

    int introduce(ExternName name, ExternDesc type, boolean imported);
  }

  private record ComponentSink(ComponentBuilder builder) implements Sink {
    @Override
    public int add(TypeDefinition definition) {
      return builder.add(new ComponentElement.TypeDef(definition));
    }

    @Override
    public int add(ComponentElement.CoreTypeDef definition) {
      return builder.add(definition);
    }

    @Override
    public int add(ComponentElement.Alias alias) {
      return builder.add(alias);
    }

    @Override
    public int introduce(ExternName name, ExternDesc type, boolean imported) {
      if (!imported) {
        throw new IllegalStateException("a component exports items, not types of items");
      }
      return builder.add(new ComponentElement.Import(name, type));
    }
  }

  private static final class DeclarationSink implements Sink {
    private final List<Declaration> declarations = new ArrayList<>();
    private final int[] counts = new int[Sort.values().length];

    private int count(Sort sort) {
      return counts[sort.ordinal()]++;
    }

    @Override
    public int add(TypeDefinition definition) {
      declarations.add(new ComponentElement.TypeDef(definition));
      return count(Sort.TYPE);
    }

    @Override
    public int add(ComponentElement.CoreTypeDef definition) {
      declarations.add(definition);
      return count(Sort.CORE_TYPE);
    }

    @Override
    public int add(ComponentElement.Alias alias) {
      declarations.add(alias);
      return count(alias.sort());
    }

    @Override
    public int introduce(ExternName name, ExternDesc type, boolean imported) {
      declarations.add(
          imported ? new ComponentElement.Import(name, type) : new Declaration.Export(name, type));
      return count(type.sort());
    }
  }
}
