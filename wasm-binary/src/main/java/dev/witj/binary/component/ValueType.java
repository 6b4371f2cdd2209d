package dev.witj.binary.component;

/** A type of values, resolved. */
public sealed interface ValueType permits PrimitiveType, DefinedType {
  /** The primitive that this is, or the shape of its definition. */
  default Shape<ValueType, ResourceType> shape() {
    return switch (this) {
      case PrimitiveType primitive -> new Shape.Primitive<>(primitive);
      case DefinedType defined -> defined.definition();
    };
  }
}
