package dev.witj.binary.component;

import dev.witj.binary.core.AddressType;
import dev.witj.binary.internal.component.TypeText;
import dev.witj.types.Shape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value type with a definition. Two types with the same definition are the same to the component
 * model; the objects still differ, so that a reader can tell which definition, import or export
 * each use goes back to.
 */
public final class DefinedType implements ValueType, AnyType {
  private final Shape<ValueType, ResourceName> definition;
  private final Optional<DefinedType> aliasOf;
  private final Optional<String> name;
  private final TypeFacts facts;
  private @Nullable Layout layout32;
  private @Nullable Layout layout64;

  /**
   * @param definition what it is made of
   * @param aliasOf what it was a new name for
   * @param name the name that it was given last
   * @param facts what is known of the definition
   */
  public DefinedType(
      Shape<ValueType, ResourceName> definition,
      Optional<DefinedType> aliasOf,
      Optional<String> name,
      TypeFacts facts) {
    this.definition = definition;
    this.aliasOf = aliasOf;
    this.name = name;
    this.facts = facts;
  }

  /** A definition of its own. */
  public static DefinedType of(Shape<ValueType, ResourceName> definition) {
    return new DefinedType(
        definition, Optional.empty(), Optional.empty(), TypeFacts.of(definition));
  }

  /** A new name for this. */
  public DefinedType named(String newName) {
    return new DefinedType(definition, Optional.of(this), Optional.of(newName), facts);
  }

  /** What it is made of. */
  public Shape<ValueType, ResourceName> definition() {
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

  /** How values lie in a memory: {@link Layout#of}. */
  Layout layout(AddressType addresses) {
    Layout known =
        switch (addresses) {
          case I32 -> layout32;
          case I64 -> layout64;
        };
    if (known == null) {
      // Threads that come here at once work out the same.
      known = Layout.compute(definition, addresses);
      switch (addresses) {
        case I32 -> layout32 = known;
        case I64 -> layout64 = known;
      }
    }
    return known;
  }

  /** What is known of it as a whole. */
  public TypeFacts facts() {
    return facts;
  }

  @Override
  public String toString() {
    return TypeText.of((ValueType) this);
  }
}
