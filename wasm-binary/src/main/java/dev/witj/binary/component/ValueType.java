package dev.witj.binary.component;

import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;

/** A type of values, resolved. */
public sealed interface ValueType permits ValueType.Primitive, DefinedType {
  /** One that needs no definition. */
  record Primitive(PrimitiveType type) implements ValueType {
    @Override
    public String toString() {
      return type.keyword();
    }
  }

  /** The type of a primitive. */
  static ValueType of(PrimitiveType type) {
    return new Primitive(type);
  }

  /** The primitive that this is, or the shape of its definition. */
  default Shape<ValueType, ResourceName> shape() {
    return switch (this) {
      case Primitive(var type) -> new Shape.Primitive<>(type);
      case DefinedType defined -> defined.definition();
    };
  }
}
