package dev.witj.runtime.internal.core;

/**
 * A value of core WebAssembly that says what it is, for callers that know nothing of a function but
 * its name.
 */
public sealed interface CoreValue {
  /** What a parameter, result or global may hold, as far as passing it to Java goes. */
  enum Type {
    I32,
    I64,
    F32,
    F64,
    V128,
    /** References to functions. */
    FUNC,
    /** References to exceptions. */
    EXN,
    /** References to what comes from outside. */
    EXTERN,
    /** References to structures, arrays and small integers, or to what came from outside. */
    ANY;

    /** Whether it is a type of references. */
    public boolean isReference() {
      return ordinal() >= FUNC.ordinal();
    }
  }

  /** What a reference that is not null refers to. */
  enum Referent {
    FUNC,
    EXN,
    STRUCT,
    ARRAY,
    I31,
    /** An object of Java's. */
    HOST
  }

  /** The type of what holds it. */
  Type type();

  /** A number by its bits; i32 and f32 in the lower half. */
  record Numeric(Type type, long bits) implements CoreValue {}

  /** A vector: its first eight bytes, little-endian, and the others. */
  record Vector(long low, long high) implements CoreValue {
    @Override
    public Type type() {
      return Type.V128;
    }
  }

  /** A null reference. */
  record Null(Type type) implements CoreValue {}

  /**
   * A reference.
   *
   * @param target the engine's own, except for {@link Referent#HOST}
   */
  record Reference(Type type, Referent referent, Object target) implements CoreValue {}
}
