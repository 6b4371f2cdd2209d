package dev.witj.engine;

import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FuncType;
import dev.witj.engine.internal.gc.RuntimeType;
import org.jspecify.annotations.Nullable;

/** A function: one of an instance's, or the host's. A reference to a function is this object. */
@SuppressWarnings(
    "exports") // Runtime types are for the engine's own code, which makes all functions.
public abstract non-sealed class Func implements Extern {
  private final RuntimeType type;

  /** A function of a type. */
  protected Func(RuntimeType type) {
    this.type = type;
  }

  @Override
  public final ExternType.Func type() {
    return new ExternType.Func(type.id(), true);
  }

  /** What its canonical type says. */
  public final FuncType signature() {
    return (FuncType) type.composite();
  }

  /** Whether it takes and gives nothing but numbers and vectors. */
  public final boolean isNumeric() {
    return type.isNumeric();
  }

  /** Its canonical type. */
  public final RuntimeType runtimeType() {
    return type;
  }

  /**
   * Calls it with the bits of numbers; i32 and f32 in the lower half, whatever the upper half. A
   * function of an instance needs no array for up to four of them.
   *
   * @return the bits of the first result, zero where there is none
   * @throws Trap if it traps
   * @throws GuestException if it throws
   */
  public abstract long callBits(long[] arguments);

  /** As {@link #callBits(long[])}, of one without parameters. */
  public long callBits() {
    return callBits(new long[0]);
  }

  /** As {@link #callBits(long[])}, of one with one parameter. */
  public long callBits(long first) {
    return callBits(new long[] {first});
  }

  /** As {@link #callBits(long[])}, of one with two parameters. */
  public long callBits(long first, long second) {
    return callBits(new long[] {first, second});
  }

  /** As {@link #callBits(long[])}, of one with three parameters. */
  public long callBits(long first, long second, long third) {
    return callBits(new long[] {first, second, third});
  }

  /** As {@link #callBits(long[])}, of one with four parameters, as allocators have them. */
  public long callBits(long first, long second, long third, long fourth) {
    return callBits(new long[] {first, second, third, fourth});
  }

  /**
   * Calls it.
   *
   * @param arguments a value for each parameter: Integer, Long, Float, Double, {@link V128}; for a
   *     reference null or what it refers to: a {@link Func}, a {@link GuestException}, an object of
   *     the engine's, or any object of the host's
   * @return a value for each result
   * @throws Trap if it traps
   * @throws GuestException if it throws
   */
  public abstract @Nullable Object[] call(@Nullable Object... arguments);
}
