package dev.witj.encode.internal.types;

import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The type of the instances of one interface. Types of other interfaces are in the scope around.
 */
public final class InstanceTypeScope extends TypeScope {
  private final InterfaceId of;
  private final ToIntFunction<TypeId> around;
  private final List<Declaration> declarations = new ArrayList<>();
  private int types;

  /**
   * An empty type.
   *
   * @param of the interface
   * @param around the index that a type of another interface has in the scope around
   */
  public InstanceTypeScope(Resolve resolve, InterfaceId of, ToIntFunction<TypeId> around) {
    super(resolve);
    this.of = of;
    this.around = around;
  }

  /** Declares a function. */
  public void export(Function function) {
    ExternDesc type = new ExternDesc.Func(function(function));
    declarations.add(new Declaration.Export(ItemNames.of(function.name(), function), type));
  }

  /** The type. */
  public TypeDefinition.Instance definition() {
    return new TypeDefinition.Instance(declarations);
  }

  /** Whether nothing is declared. */
  public boolean isEmpty() {
    return declarations.isEmpty();
  }

  @Override
  protected int define(TypeDefinition definition) {
    declarations.add(new ComponentElement.TypeDef(definition));
    return types++;
  }

  @Override
  protected Optional<Integer> foreign(TypeId id) {
    if (!(resolve().get(id).owner() instanceof TypeDef.Owner.OfInterface(var owner))
        || owner.equals(of)) {
      return Optional.empty();
    }
    int outer = around.applyAsInt(id);
    declarations.add(new ComponentElement.Alias.Outer(Sort.TYPE, 1, outer));
    return Optional.of(types++);
  }

  @Override
  protected Optional<Integer> named(int index, TypeId id) {
    return Optional.of(export(id, new ExternDesc.TypeEq(index)));
  }

  @Override
  protected int resource(TypeId id) {
    return export(id, new ExternDesc.SubResource());
  }

  private int export(TypeId id, ExternDesc type) {
    declarations.add(new Declaration.Export(ItemNames.of(resolve().get(id)), type));
    return types++;
  }
}
