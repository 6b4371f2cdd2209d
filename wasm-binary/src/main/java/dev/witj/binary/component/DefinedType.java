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
  private final Optional<String> name;
  private final TypeFacts facts;

  DefinedType(
      Shape<ValueType, ResourceType> definition,
      Optional<DefinedType> aliasOf,
      Optional<String> name,
      TypeFacts facts) {
    this.definition = definition;
    this.aliasOf = aliasOf;
    this.name = name;
    this.facts = facts;
  }

  /** A definition of its own. */
  static DefinedType of(Shape<ValueType, ResourceType> definition) {
    return new DefinedType(
        definition, Optional.empty(), Optional.empty(), TypeFacts.of(definition));
  }

  /** A new name for this. */
  DefinedType named(String newName) {
    return new DefinedType(definition, Optional.of(this), Optional.of(newName), facts);
  }

  /** What it is made of. */
  public Shape<ValueType, ResourceType> definition() {
    return definition;
  }

  /** The type that an import or export gave this as a new name to. */
  public Optional<DefinedType> aliasOf() {
    return aliasOf;
  }

  /** The name that an import or export gave it. */
  public Optional<String> name() {
    return name;
  }

  /** How many bytes a value takes in a 32-bit memory. */
  public long byteSize() {
    return facts.bytes();
  }

  TypeFacts facts() {
    return facts;
  }

  @Override
  public String toString() {
    return TypeText.of((ValueType) this);
  }
}
