package dev.witj.binary.component;

import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.ValType;
import dev.witj.types.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How component functions look to core code, by "Flattening" of CanonicalABI.md, and which options
 * that takes. How values do is in {@link Layout}.
 *
 * @param type the type of the core function
 * @param needsMemory whether values go through memory
 * @param needsRealloc whether memory must be allocated for values
 */
public record Flattening(FuncType type, boolean needsMemory, boolean needsRealloc) {
  /** Parameters that are passed one by one; more go through memory. */
  public static final int MAX_PARAMS = 16;

  /** Parameters of an asynchronous lowering that are passed one by one. */
  public static final int MAX_ASYNC_PARAMS = 4;

  /** Results that are passed one by one. */
  public static final int MAX_RESULTS = 1;

  /** What the core function does for the component function. */
  public enum Convention {
    /** Is called for it, and returns its result. */
    LIFT,
    /** Is called for it, and afterwards for each event. */
    LIFT_WITH_CALLBACK,
    /** Is called for it, and blocks as it likes. */
    LIFT_STACKFUL,
    /** Calls it. */
    LOWER,
    /** Starts it. */
    LOWER_ASYNC;

    /** Whether core code calls rather than being called. */
    public boolean isLower() {
      return switch (this) {
        case LOWER, LOWER_ASYNC -> true;
        case LIFT, LIFT_WITH_CALLBACK, LIFT_STACKFUL -> false;
      };
    }

    /** Whether the canonical definition has the option {@code async}. */
    public boolean isAsync() {
      return switch (this) {
        case LOWER_ASYNC, LIFT_WITH_CALLBACK, LIFT_STACKFUL -> true;
        case LOWER, LIFT -> false;
      };
    }
  }

  /** The core side of a function, whose values go through a memory with such addresses. */
  public static Flattening of(
      Signature<ValueType> signature, Convention convention, AddressType addresses) {
    NumType pointer = addresses.numType();
    List<ValueType> params = signature.params().stream().map(Field::type).toList();
    List<ValueType> results = signature.result().map(List::of).orElse(List.of());
    int maxParams = convention == Convention.LOWER_ASYNC ? MAX_ASYNC_PARAMS : MAX_PARAMS;
    boolean paramsSpill = count(params, addresses) > maxParams;
    boolean resultsSpill = count(results, addresses) > MAX_RESULTS;
    List<ValType> flatParams =
        new ArrayList<>(paramsSpill ? List.of(pointer) : flatten(params, addresses));
    boolean paramsInMemory = paramsSpill || hasPointers(params);
    boolean resultsInMemory = resultsSpill || hasPointers(results);
    // Parameters are lifted out of the caller's memory, and lowered into the callee's.
    return switch (convention) {
      case LIFT ->
          new Flattening(
              new FuncType(
                  flatParams, resultsSpill ? List.of(pointer) : flatten(results, addresses)),
              paramsInMemory || resultsInMemory,
              paramsInMemory);
      case LIFT_WITH_CALLBACK, LIFT_STACKFUL ->
          new Flattening(
              new FuncType(
                  flatParams,
                  convention == Convention.LIFT_STACKFUL ? List.of() : List.of(NumType.I32)),
              // The result is delivered by `task.return`, with the same options.
              paramsInMemory || ofTaskReturn(signature.result(), addresses).needsMemory(),
              paramsInMemory);
      case LOWER -> {
        if (resultsSpill) {
          flatParams.add(pointer);
        }
        yield new Flattening(
            new FuncType(flatParams, resultsSpill ? List.of() : flatten(results, addresses)),
            paramsInMemory || resultsInMemory,
            hasPointers(results));
      }
      case LOWER_ASYNC -> {
        boolean hasResult = count(results, addresses) > 0;
        if (hasResult) {
          flatParams.add(pointer);
        }
        yield new Flattening(
            new FuncType(flatParams, List.of(NumType.I32)),
            paramsInMemory || hasResult,
            hasPointers(results));
      }
    };
  }

  /** The core side of delivering a result: it is passed as parameters would be. */
  public static Flattening ofTaskReturn(Optional<ValueType> result, AddressType addresses) {
    List<ValueType> types = result.map(List::of).orElse(List.of());
    boolean spills = count(types, addresses) > MAX_PARAMS;
    return new Flattening(
        new FuncType(spills ? List.of(addresses.numType()) : flatten(types, addresses), List.of()),
        spills || hasPointers(types),
        false);
  }

  /** Whether a value, in memory or not, holds addresses of more memory. */
  public static boolean hasPointers(ValueType type) {
    return TypeFacts.of(type).pointers();
  }

  private static boolean hasPointers(List<ValueType> types) {
    return types.stream().anyMatch(Flattening::hasPointers);
  }

  private static long count(List<ValueType> types, AddressType addresses) {
    return types.stream().mapToLong(type -> Layout.of(type, addresses).flatCount()).sum();
  }

  private static List<ValType> flatten(List<ValueType> types, AddressType addresses) {
    return types.stream().flatMap(type -> Layout.flatten(type, addresses).stream()).toList();
  }
}
