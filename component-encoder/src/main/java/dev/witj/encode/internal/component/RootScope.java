package dev.witj.encode.internal.component;

import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.core.NumType;
import dev.witj.encode.internal.types.ItemNames;
import dev.witj.encode.internal.types.TypeScope;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The types in the index space of the component itself, as imports or as exports mention them: an
 * interface may be both imported and exported, and its types are different ones then.
 */
final class RootScope extends TypeScope {
  private final ComponentBuilder out;
  private final Map<InterfaceId, Integer> instances = new HashMap<>();
  private final Optional<RootScope> imports;
  private Function<TypeId, OptionalInt> destructors = _ -> OptionalInt.empty();
  private boolean naming;
  private @Nullable InterfaceId current;
  private Set<InterfaceId> exportsUsed = Set.of();

  private RootScope(Resolve resolve, ComponentBuilder out, Optional<RootScope> imports) {
    super(resolve);
    this.out = out;
    this.imports = imports;
  }

  /** The types that imports mention. */
  static RootScope ofImports(Resolve resolve, ComponentBuilder out) {
    return new RootScope(resolve, out, Optional.empty());
  }

  /**
   * The types that exports mention, of which those that imports mention already keep their indices.
   *
   * @param destructors the core function that is called when a resource is dropped
   */
  RootScope forExports(Function<TypeId, OptionalInt> destructors) {
    RootScope scope = new RootScope(resolve(), out, Optional.of(this));
    scope.destructors = destructors;
    scope.copyFrom(this);
    return scope;
  }

  /** Lets an instance stand for an interface. */
  void addInstance(InterfaceId id, int instance) {
    instances.put(id, instance);
  }

  /** Imports a type of the world under its name. */
  void importType(TypeId id) {
    naming = true;
    index(id);
    naming = false;
  }

  /**
   * Begins what belongs to an exported interface.
   *
   * @param used the exported interfaces whose types it uses
   */
  void enter(InterfaceId id, Set<InterfaceId> used) {
    current = id;
    exportsUsed = used;
  }

  /** Ends what {@link #enter} began. */
  void leave() {
    current = null;
    exportsUsed = Set.of();
  }

  /** The types of an exported interface come from its instance from now on. */
  void exported(InterfaceId id, int instance) {
    forgetThoseOf(id);
    instances.put(id, instance);
  }

  @Override
  protected int define(TypeDefinition definition) {
    return out.add(new ComponentElement.TypeDef(definition));
  }

  @Override
  protected Optional<Integer> foreign(TypeId id) {
    TypeDef type = resolve().get(id);
    if (!(type.owner() instanceof TypeDef.Owner.OfInterface(var owner)) || owner.equals(current)) {
      return Optional.empty();
    }
    return Optional.of(alias(id, owner, imports.isPresent() && !exportsUsed.contains(owner)));
  }

  /** Another index for a type that an imported instance gives. */
  int aliasOfImport(TypeId id) {
    if (resolve().get(id).owner() instanceof TypeDef.Owner.OfInterface(var owner)) {
      return alias(id, owner, false);
    }
    return index(id);
  }

  private int alias(TypeId id, InterfaceId owner, boolean ofImport) {
    Integer instance = (ofImport ? imports.orElseThrow().instances : instances).get(owner);
    if (instance == null) {
      throw new IllegalStateException("no instance of " + resolve().qualifiedName(owner));
    }
    return out.add(
        new ComponentElement.Alias.InstanceExport(
            Sort.TYPE, instance, resolve().get(id).name().orElseThrow()));
  }

  @Override
  protected Optional<Integer> named(int index, TypeId id) {
    return naming ? Optional.of(importType(id, new ExternDesc.TypeEq(index))) : Optional.empty();
  }

  @Override
  protected int resource(TypeId id) {
    return naming
        ? importType(id, new ExternDesc.SubResource())
        : define(new TypeDefinition.Resource(NumType.I32, destructors.apply(id)));
  }

  private int importType(TypeId id, ExternDesc type) {
    return out.add(new ComponentElement.Import(ItemNames.of(resolve().get(id)), type));
  }
}
