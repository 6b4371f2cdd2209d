package dev.witj.binary.component;

import dev.witj.types.PrimitiveType;

/** A value type as a binary names it: a primitive, or a definition by its index. */
public sealed interface ComponentValType {
  /** One that needs no definition. */
  record Primitive(PrimitiveType type) implements ComponentValType {
    @Override
    public String toString() {
      return type.keyword();
    }
  }

  /** The type at an index of the component type index space. */
  record Ref(int index) implements ComponentValType {
    @Override
    public String toString() {
      return Integer.toUnsignedString(index);
    }
  }

  /** The type of a primitive. */
  static ComponentValType of(PrimitiveType type) {
    return new Primitive(type);
  }
}
