package dev.witj.binary.component;

/** A value type as a binary names it: a primitive, or a definition by its index. */
public sealed interface ComponentValType permits PrimitiveType, ComponentValType.Ref {
  /** The type at an index of the component type index space. */
  record Ref(int index) implements ComponentValType {
    @Override
    public String toString() {
      return Integer.toUnsignedString(index);
    }
  }
}
