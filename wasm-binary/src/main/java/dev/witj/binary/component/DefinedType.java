package dev.witj.binary.component;

import java.util.Optional;

/**
 * A value type with a definition. Two types with the same definition are the same to the component
 * model; the objects still differ, so that a reader can tell which definition, import or export
 * each use goes back to.
 */
public final class DefinedType implements ValueType, AnyType {
  private final Shape<ValueType, ResourceType> definition;
  private final Optional<DefinedType> aliasOf;
  private final TypeFacts facts;

  DefinedType(
      Shape<ValueType, ResourceType> definition, Optional<DefinedType> aliasOf, TypeFacts facts) {
    this.definition = definition;
    this.aliasOf = aliasOf;
    this.facts = facts;
  }

  /** What it is made of. */
  public Shape<ValueType, ResourceType> definition() {
    return definition;
  }

  /** The type that an import or export gave this as a new name to. */
  public Optional<DefinedType> aliasOf() {
    return aliasOf;
  }

  TypeFacts facts() {
    return facts;
  }
}
