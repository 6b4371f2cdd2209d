package dev.witj.binary.component;

import dev.witj.binary.internal.component.TypeText;

/** A type of component functions, resolved. */
public final class FunctionType implements AnyType {
  private final Signature<ValueType> signature;
  private final TypeFacts facts;

  /** A type of functions with such parameters and results. */
  public FunctionType(Signature<ValueType> signature) {
    this.signature = signature;
    this.facts = TypeFacts.of(signature);
  }

  /** What it takes and gives. */
  public Signature<ValueType> signature() {
    return signature;
  }

  /** What is known of it as a whole. */
  public TypeFacts facts() {
    return facts;
  }

  @Override
  public String toString() {
    return TypeText.of(this);
  }
}
