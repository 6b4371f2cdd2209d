package dev.witj.binary.component;

import dev.witj.binary.core.ValType;
import dev.witj.types.Shape;
import java.util.List;
import java.util.OptionalInt;

/** The definition of a component type, as a binary states it. */
public sealed interface TypeDefinition {
  /** A type of values. */
  record Value(Shape<ComponentValType, Integer> shape) implements TypeDefinition {}

  /** A type of functions. */
  record Func(Signature<ComponentValType> signature) implements TypeDefinition {}

  /** A type of components. */
  record Component(List<Declaration> declarations) implements TypeDefinition {
    public Component {
      declarations = List.copyOf(declarations);
    }
  }

  /** A type of instances. */
  record Instance(List<Declaration> declarations) implements TypeDefinition {
    public Instance {
      declarations = List.copyOf(declarations);
    }
  }

  /**
   * A new resource.
   *
   * @param representation what the component stores of each
   * @param destructor the core function that is called when one is dropped
   */
  record Resource(ValType representation, OptionalInt destructor) implements TypeDefinition {}
}
