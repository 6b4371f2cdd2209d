package dev.witj.runtime;

import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentElement.Alias;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.Sort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Works out the type of an imported instance, with the resources that whoever satisfies the import
 * decides on.
 */
final class DeclaredInstance implements TypeScope {
  /** Decides what serves a declared import. */
  interface Provider {
    /** The resource of a name. */
    ResourceType resource(String name);

    /** The function of a name, whose type the importer declares so. */
    ComponentFunc func(String name, FuncType type);

    /** What serves an instance inside the instance. */
    Provider instance(String name);

    /** Serves with things of which nothing but the type is known. */
    static Provider declared(String path) {
      return new Provider() {
        @Override
        public ResourceType resource(String name) {
          return ResourceType.ofHost(name);
        }

        @Override
        public ComponentFunc func(String name, FuncType type) {
          return new DeclaredFunc(path + name, type);
        }

        @Override
        public Provider instance(String name) {
          return declared(path + name + "#");
        }
      };
    }
  }

  private final TypeScope around;
  private final List<Object> types = new ArrayList<>();
  private final List<Item.OfInstance> instances = new ArrayList<>();

  private DeclaredInstance(TypeScope around) {
    this.around = around;
  }

  /** The instance that satisfies an import of a type. */
  static Item.OfInstance of(TypeItem type, Provider provider) {
    return switch (type) {
      case TypeItem.Defined defined ->
          new DeclaredInstance(defined.scope()).items(defined.instanceDeclarations(), provider);
      case TypeItem.Resource _ -> new Item.OfInstance(Map.of());
    };
  }

  private Item.OfInstance items(List<Declaration> declarations, Provider provider) {
    Map<String, Item> items = new LinkedHashMap<>();
    for (Declaration declaration : declarations) {
      switch (declaration) {
        case ComponentElement.CoreTypeDef _, ComponentElement.Import _ -> {}
        case ComponentElement.TypeDef(var definition) ->
            types.add(new TypeItem.Defined(this, definition));
        case Alias alias -> add(alias);
        case Declaration.Export(var name, var desc) ->
            item(name.name(), desc, provider).ifPresent(item -> items.put(name.name(), item));
      }
    }
    return new Item.OfInstance(items);
  }

  private void add(Alias alias) {
    switch (alias) {
      case Alias.InstanceExport(var sort, int instance, var name) -> {
        Item item = instances.get(instance).items().get(name);
        if (sort == Sort.TYPE) {
          types.add(Objects.requireNonNull(item));
        } else if (sort == Sort.INSTANCE) {
          instances.add((Item.OfInstance) Objects.requireNonNull(item));
        }
      }
      case Alias.Outer(var sort, int count, int index) -> {
        if (sort == Sort.TYPE) {
          types.add(outer(count).type(index));
        }
      }
      case Alias.CoreInstanceExport _ -> {}
    }
  }

  private TypeScope outer(int count) {
    TypeScope at = this;
    for (int i = 0; i < count; i++) {
      at = Objects.requireNonNull(at.enclosing());
    }
    return at;
  }

  private Optional<Item> item(String name, ExternDesc desc, Provider provider) {
    return switch (desc) {
      case ExternDesc.TypeEq(int index) -> {
        TypeItem type = type(index);
        types.add(type);
        yield Optional.of(type);
      }
      case ExternDesc.SubResource _ -> {
        TypeItem type = new TypeItem.Resource(provider.resource(name));
        types.add(type);
        yield Optional.of(type);
      }
      case ExternDesc.Func(int index) -> Optional.of(provider.func(name, type(index).funcType()));
      case ExternDesc.Instance(int index) -> {
        Item.OfInstance instance = of(type(index), provider.instance(name));
        instances.add(instance);
        yield Optional.of(instance);
      }
      case ExternDesc.Component _, ExternDesc.CoreModule _, ExternDesc.Value _ -> Optional.empty();
    };
  }

  @Override
  public TypeItem type(int index) {
    return (TypeItem) types.get(index);
  }

  @Override
  public @Nullable TypeScope enclosing() {
    return around;
  }
}
