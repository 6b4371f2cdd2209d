package dev.witj.encode.internal.types;

import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.wit.Function;
import dev.witj.wit.Interface;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The component type that stands for an interface or a world in an encoded package (WIT.md,
 * "Package format").
 */
public final class ComponentTypeScope extends TypeScope {
  private final List<Declaration> declarations = new ArrayList<>();
  private final Map<InterfaceId, Integer> instances = new HashMap<>();
  private final Map<TypeId, Integer> aliases = new HashMap<>();
  private int types;
  private int instanceCount;
  private boolean inImports;

  private ComponentTypeScope(Resolve resolve) {
    super(resolve);
  }

  /**
   * The type of an interface: it imports the types of all interfaces that this one uses, and
   * exports the interface under its full name.
   */
  public static TypeDefinition.Component ofInterface(Resolve resolve, InterfaceId id) {
    ComponentTypeScope scope = new ComponentTypeScope(resolve);
    Set<InterfaceId> used = new LinkedHashSet<>();
    addUsed(resolve, id, used);
    for (InterfaceId dependency : used) {
      scope.importTypes(dependency);
    }
    int type = scope.instanceType(id);
    scope.declarations.add(
        new Declaration.Export(
            ExternName.of(resolve.qualifiedName(id).orElseThrow()), new ExternDesc.Instance(type)));
    return new TypeDefinition.Component(scope.declarations);
  }

  /** The type of a world, as components of it have it. */
  public static TypeDefinition.Component ofWorld(Resolve resolve, WorldId id) {
    ComponentTypeScope scope = new ComponentTypeScope(resolve);
    World world = resolve.get(id);
    scope.inImports = true;
    world.imports().forEach((key, item) -> scope.item(key, item, true));
    scope.inImports = false;
    world.exports().forEach((key, item) -> scope.item(key, item, false));
    return new TypeDefinition.Component(scope.declarations);
  }

  /** All interfaces that one uses, directly or not, each behind those that it uses itself. */
  private static void addUsed(Resolve resolve, InterfaceId id, Set<InterfaceId> into) {
    for (InterfaceId dependency : uses(resolve, id)) {
      if (!into.contains(dependency)) {
        addUsed(resolve, dependency, into);
        into.add(dependency);
      }
    }
  }

  /** The interfaces that one uses types of, in the order of its types. */
  public static Set<InterfaceId> uses(Resolve resolve, InterfaceId id) {
    Set<InterfaceId> uses = new LinkedHashSet<>();
    for (TypeId type : resolve.get(id).types().values()) {
      if (resolve.get(type).kind()
              instanceof TypeDef.Kind.Alias(dev.witj.wit.Type.Ref(TypeId target))
          && resolve.get(target).owner() instanceof TypeDef.Owner.OfInterface(var owner)
          && !owner.equals(id)) {
        uses.add(owner);
      }
    }
    return uses;
  }

  private void importTypes(InterfaceId id) {
    InstanceTypeScope instance = new InstanceTypeScope(resolve(), id, this::alias);
    resolve().get(id).types().values().forEach(instance::index);
    int type = define(instance.definition());
    ExternName name = ExternName.of(resolve().qualifiedName(id).orElseThrow());
    declarations.add(new ComponentElement.Import(name, new ExternDesc.Instance(type)));
    instances.put(id, instanceCount++);
  }

  private int instanceType(InterfaceId id) {
    InstanceTypeScope instance = new InstanceTypeScope(resolve(), id, this::alias);
    Interface of = resolve().get(id);
    of.types().values().forEach(instance::index);
    inOrder(resolve(), of).forEach(instance::export);
    return define(instance.definition());
  }

  /**
   * The functions of an interface in the order in which printed WIT has them: those of resources
   * first, since they stand with their types. So a package keeps its bytes on the way through text.
   */
  private static List<Function> inOrder(Resolve resolve, Interface of) {
    List<TypeId> types = List.copyOf(of.types().values());
    Map<TypeId, Integer> places = new HashMap<>();
    for (int i = 0; i < types.size(); i++) {
      places.putIfAbsent(resolve.dealias(types.get(i)), i);
      places.put(types.get(i), i);
    }
    return of.functions().values().stream()
        .sorted(
            Comparator.comparingInt(
                function ->
                    function
                        .resource()
                        .map(id -> places.getOrDefault(id, types.size()))
                        .orElse(types.size())))
        .toList();
  }

  private void item(WorldKey key, WorldItem item, boolean imported) {
    ExternName name = ItemNames.of(resolve(), key, item);
    switch (item) {
      case WorldItem.OfInterface mention -> {
        declare(name, new ExternDesc.Instance(instanceType(mention.id())), imported);
        instances.put(mention.id(), instanceCount++);
      }
      case WorldItem.OfFunction(var function) ->
          declare(name, new ExternDesc.Func(function(function)), imported);
      case WorldItem.OfType(var id, _) -> index(id);
    }
  }

  private void declare(ExternName name, ExternDesc type, boolean imported) {
    declarations.add(
        imported ? new ComponentElement.Import(name, type) : new Declaration.Export(name, type));
  }

  /** The index of a type that an instance gives; an alias is made at its first use. */
  private int alias(TypeId id) {
    Integer known = aliases.get(id);
    if (known != null) {
      return known;
    }
    TypeDef type = resolve().get(id);
    if (!(type.owner() instanceof TypeDef.Owner.OfInterface(var owner))) {
      throw new IllegalStateException("only interfaces are instances");
    }
    Integer instance = instances.get(owner);
    if (instance == null) {
      throw new IllegalStateException("used before it is declared: " + type.name());
    }
    declarations.add(
        new ComponentElement.Alias.InstanceExport(Sort.TYPE, instance, type.name().orElseThrow()));
    aliases.put(id, types);
    return types++;
  }

  @Override
  protected int define(TypeDefinition definition) {
    declarations.add(new ComponentElement.TypeDef(definition));
    return types++;
  }

  @Override
  protected Optional<Integer> foreign(TypeId id) {
    return resolve().get(id).owner() instanceof TypeDef.Owner.OfInterface
        ? Optional.of(alias(id))
        : Optional.empty();
  }

  @Override
  protected Optional<Integer> named(int index, TypeId id) {
    return Optional.of(type(id, new ExternDesc.TypeEq(index)));
  }

  @Override
  protected int resource(TypeId id) {
    return type(id, new ExternDesc.SubResource());
  }

  private int type(TypeId id, ExternDesc type) {
    declare(ItemNames.of(resolve().get(id)), type, inImports);
    return types++;
  }
}
