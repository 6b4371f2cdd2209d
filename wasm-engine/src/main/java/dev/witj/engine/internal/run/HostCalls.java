package dev.witj.engine.internal.run;

import dev.witj.binary.core.FuncType;
import dev.witj.engine.HostFunction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the host's functions. Those for compiled code give back the bits of the first result if
 * that is a number; functions that give values put all of them into the state.
 */
public final class HostCalls {
  private HostCalls() {}

  /**
   * Calls a function of the host's for compiled code.
   *
   * @param numbers arguments that are numbers, by position
   * @param objects arguments that are references, by position
   */
  public static long call(
      FuncRef function, long[] numbers, @Nullable Object[] objects, State state) {
    return switch (function.host()) {
      case HostFunction.OfBits bits -> bits.call(numbers);
      case HostFunction.OfValues values -> {
        FuncType type = function.signature();
        @Nullable Object[] results = values.call(Values.lift(type.params(), numbers, objects));
        Values.flatten(type.results(), results, state.numbers, state.objects);
        yield state.numbers[0];
      }
    };
  }

  /** Calls one without parameters. */
  public static long call(FuncRef function, State state) {
    return function.host() instanceof HostFunction.OfBits bits
        ? bits.call()
        : call(function, new long[0], State.NONE, state);
  }

  /** Calls one whose parameter is a number. */
  public static long call(FuncRef function, long first, State state) {
    return function.host() instanceof HostFunction.OfBits bits
        ? bits.call(first)
        : call(function, new long[] {first}, State.NONE, state);
  }

  /** Calls one whose two parameters are numbers. */
  public static long call(FuncRef function, long first, long second, State state) {
    return function.host() instanceof HostFunction.OfBits bits
        ? bits.call(first, second)
        : call(function, new long[] {first, second}, State.NONE, state);
  }

  /** Calls one whose three parameters are numbers. */
  public static long call(FuncRef function, long first, long second, long third, State state) {
    return function.host() instanceof HostFunction.OfBits bits
        ? bits.call(first, second, third)
        : call(function, new long[] {first, second, third}, State.NONE, state);
  }

  /** Calls one whose four parameters are numbers. */
  public static long call(
      FuncRef function, long first, long second, long third, long fourth, State state) {
    return function.host() instanceof HostFunction.OfBits bits
        ? bits.call(first, second, third, fourth)
        : call(function, new long[] {first, second, third, fourth}, State.NONE, state);
  }

  /** After a call of a function of another instance: takes all results but the first over. */
  public static void takeResults(FuncRef function, State state, int positions) {
    State other = Objects.requireNonNull(function.state);
    System.arraycopy(other.numbers, 1, state.numbers, 1, positions - 1);
    System.arraycopy(other.objects, 1, state.objects, 1, positions - 1);
  }

  /**
   * What compiled code throws where a function of the host's does not keep within an array: its own
   * exception would be taken for the guest's access out of bounds of its memory.
   */
  public static IllegalStateException failure(IndexOutOfBoundsException e) {
    return new IllegalStateException("a host function failed: " + e.getMessage(), e);
  }

  static long callBits(FuncRef function, long[] arguments) {
    return switch (function.host()) {
      case HostFunction.OfBits bits -> bits.call(arguments);
      case HostFunction.OfValues values -> {
        FuncType type = function.signature();
        @Nullable Object[] none = new @Nullable Object[Values.slots(type.params())];
        @Nullable Object[] results = values.call(Values.lift(type.params(), arguments, none));
        yield first(type, results);
      }
    };
  }

  /** The bits of the first result; zero if there is none. */
  private static long first(FuncType type, @Nullable Object[] results) {
    long[] bits = new long[Values.slots(type.results())];
    Values.flatten(type.results(), results, bits, new @Nullable Object[bits.length]);
    return bits.length == 0 ? 0 : bits[0];
  }

  static @Nullable Object[] call(FuncRef function, @Nullable Object[] arguments) {
    return switch (function.host()) {
      case HostFunction.OfValues values -> values.call(arguments);
      case HostFunction.OfBits bits -> {
        FuncType type = function.signature();
        long[] numbers = new long[Values.slots(type.params())];
        Values.flatten(type.params(), arguments, numbers, new @Nullable Object[numbers.length]);
        long[] result = {bits.call(numbers)};
        yield Values.lift(type.results(), result, new @Nullable Object[1]);
      }
    };
  }
}
