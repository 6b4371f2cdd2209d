package dev.witj.wit;

import dev.witj.types.PrimitiveType;

/** A type where it is mentioned: a primitive, or a reference to a definition. */
public sealed interface Type {
  /** One that needs no definition. */
  record Primitive(PrimitiveType type) implements Type {}

  /** A reference to a definition. */
  record Ref(TypeId id) implements Type {}

  /** The type of a primitive. */
  static Type of(PrimitiveType type) {
    return new Primitive(type);
  }
}
