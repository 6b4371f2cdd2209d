package dev.witj.encode.internal.abi;

import dev.witj.binary.component.Flattening;
import dev.witj.binary.component.Flattening.Convention;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.TypeFacts;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.wit.Function;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import java.util.Optional;

/** The core side of functions of WIT, for memories of one address type. */
public final class Flat {
  private final ValueTypes types;
  private final AddressType addresses;

  /**
   * For one memory.
   *
   * @param addresses the type of its addresses
   */
  public Flat(Resolve resolve, AddressType addresses) {
    this.types = new ValueTypes(resolve);
    this.addresses = addresses;
  }

  /** The type of addresses, as one of values. */
  public NumType pointer() {
    return addresses.numType();
  }

  /** The type of the core function that stands for a function. */
  public FuncType type(Function function, Convention convention) {
    return Flattening.of(types.of(function), convention, addresses).type();
  }

  /** The type of the core function that delivers the result of a function. */
  public FuncType taskReturn(Function function) {
    return Flattening.ofTaskReturn(types.of(function).result(), addresses).type();
  }

  /** What the definition that calls, or is, a function needs. */
  public Needs needs(Function function, Convention convention) {
    Signature<ValueType> signature = types.of(function);
    return needs(
        Flattening.of(signature, convention, addresses),
        TypeFacts.of(signature).strings(),
        convention.isAsync());
  }

  /** What the definition that delivers the result of a function needs. */
  public Needs taskReturnNeeds(Function function) {
    Optional<ValueType> result = types.of(function).result();
    return needs(
        Flattening.ofTaskReturn(result, addresses),
        result.map(TypeFacts::of).orElseGet(TypeFacts::empty).strings(),
        false);
  }

  private static Needs needs(Flattening flat, boolean strings, boolean async) {
    return new Needs(flat.needsMemory(), flat.needsRealloc(), strings, async);
  }

  /** What is needed to read a value out of a core module's memory. */
  public Needs lifted(Optional<Type> type) {
    TypeFacts facts = type.map(types::of).map(TypeFacts::of).orElseGet(TypeFacts::empty);
    return new Needs(facts.pointers(), false, facts.strings(), false);
  }

  /** What is needed to write a value into a core module's memory. */
  public Needs lowered(Optional<Type> type) {
    Needs lifted = lifted(type);
    return new Needs(lifted.memory(), lifted.memory(), lifted.encoding(), false);
  }
}
