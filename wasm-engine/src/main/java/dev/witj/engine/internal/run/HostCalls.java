package dev.witj.engine.internal.run;

import dev.witj.binary.core.FuncType;
import dev.witj.engine.HostFunction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls of the host's functions. */
public final class HostCalls {
  static final long[] NO_NUMBERS = {};

  private HostCalls() {}

  /**
   * Calls a function of the host's for compiled code.
   *
   * @param numbers arguments that are numbers, by position
   * @param objects arguments that are references, by position
   * @param state where the results are put, the first too
   */
  public static void call(
      FuncRef function, long[] numbers, @Nullable Object[] objects, State state) {
    switch (function.host()) {
      case HostFunction.OfBits bits -> {
        long[] results = run(bits, numbers);
        System.arraycopy(results, 0, state.numbers, 0, results.length);
      }
      case HostFunction.OfValues values -> {
        FuncType type = function.signature();
        @Nullable Object[] results = run(values, Values.lift(type.params(), numbers, objects));
        Values.flatten(type.results(), results, state.numbers, state.objects);
      }
    }
  }

  /** After a call of a function of another instance: takes all results but the first over. */
  public static void takeResults(FuncRef function, State state, int positions) {
    State other = Objects.requireNonNull(function.state);
    System.arraycopy(other.numbers, 1, state.numbers, 1, positions - 1);
    System.arraycopy(other.objects, 1, state.objects, 1, positions - 1);
  }

  private static long[] run(HostFunction.OfBits host, long[] numbers) {
    try {
      long[] results = host.call(numbers);
      return results == null ? NO_NUMBERS : results;
    } catch (IndexOutOfBoundsException e) {
      throw failure(e);
    }
  }

  private static @Nullable Object[] run(HostFunction.OfValues host, @Nullable Object[] arguments) {
    try {
      return host.call(arguments);
    } catch (IndexOutOfBoundsException e) {
      throw failure(e);
    }
  }

  /** The guest's own would be taken for an access out of bounds of its memory. */
  private static IllegalStateException failure(IndexOutOfBoundsException e) {
    return new IllegalStateException("a host function failed: " + e.getMessage(), e);
  }

  static long[] callBits(FuncRef function, long[] arguments) {
    if (function.host() instanceof HostFunction.OfBits bits) {
      return run(bits, arguments);
    }
    FuncType type = function.signature();
    @Nullable Object[] none = new @Nullable Object[Values.slots(type.params())];
    @Nullable Object[] results = call(function, Values.lift(type.params(), arguments, none));
    long[] bits = new long[Values.slots(type.results())];
    Values.flatten(type.results(), results, bits, new @Nullable Object[bits.length]);
    return bits;
  }

  static @Nullable Object[] call(FuncRef function, @Nullable Object[] arguments) {
    FuncType type = function.signature();
    switch (function.host()) {
      case HostFunction.OfValues values -> {
        return run(values, arguments);
      }
      case HostFunction.OfBits bits -> {
        long[] numbers = new long[Values.slots(type.params())];
        @Nullable Object[] objects = new @Nullable Object[numbers.length];
        Values.flatten(type.params(), arguments, numbers, objects);
        long[] results = new long[Values.slots(type.results())];
        long[] given = run(bits, numbers);
        System.arraycopy(given, 0, results, 0, given.length);
        return Values.lift(type.results(), results, new @Nullable Object[results.length]);
      }
    }
  }
}
