package dev.witj.binary.component;

import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How component functions look to core code, by "Flattening" of CanonicalABI.md, and which options
 * that takes.
 */
public final class Flattening {
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
    LOWER_ASYNC
  }

  /**
   * The core side of a function.
   *
   * @param type the type of the core function
   * @param needsMemory whether values go through memory
   * @param needsRealloc whether memory must be allocated for values
   */
  public record Core(FuncType type, boolean needsMemory, boolean needsRealloc) {}

  private final NumType pointer;
  private boolean pointers;

  private Flattening(NumType pointer) {
    this.pointer = pointer;
  }

  /**
   * The core side of a function.
   *
   * @param pointer the type of addresses
   */
  public static Core flatten(
      Signature<ValueType> signature, Convention convention, NumType pointer) {
    Flattening params = new Flattening(pointer);
    int most = convention == Convention.LOWER_ASYNC ? MAX_ASYNC_PARAMS : MAX_PARAMS;
    List<ValType> flatParams = new ArrayList<>();
    boolean spilled = !params.params(signature.params(), most, flatParams);
    if (spilled) {
      flatParams.clear();
      flatParams.add(pointer);
    }
    Flattening results = new Flattening(pointer);
    List<ValType> flatResults = new ArrayList<>();
    boolean returned = results.add(signature.result(), MAX_RESULTS, flatResults);
    boolean memory = params.pointers || spilled;
    // Parameters are lifted out of the caller's memory, and lowered into the callee's.
    boolean isLift =
        switch (convention) {
          case LIFT, LIFT_WITH_CALLBACK, LIFT_STACKFUL -> true;
          case LOWER, LOWER_ASYNC -> false;
        };
    boolean realloc = isLift && memory;
    switch (convention) {
      case LIFT -> {
        memory |= results.pointers || !returned;
        if (!returned) {
          flatResults = List.of(pointer);
        }
      }
      case LIFT_WITH_CALLBACK, LIFT_STACKFUL -> {
        // The result is delivered by `task.return`, with the same options.
        memory |= flattenTaskReturn(signature.result(), pointer).needsMemory();
        flatResults = convention == Convention.LIFT_STACKFUL ? List.of() : List.of(NumType.I32);
      }
      case LOWER -> {
        memory |= results.pointers || !returned;
        realloc = results.pointers;
        if (!returned) {
          flatParams.add(pointer);
          flatResults = List.of();
        }
      }
      case LOWER_ASYNC -> {
        boolean hasResult = !returned || !flatResults.isEmpty();
        memory |= hasResult;
        realloc = results.pointers;
        if (hasResult) {
          flatParams.add(pointer);
        }
        flatResults = List.of(NumType.I32);
      }
    }
    return new Core(new FuncType(flatParams, flatResults), memory, realloc);
  }

  /**
   * The core side of delivering a result: it is passed as parameters would be.
   *
   * @param pointer the type of addresses
   */
  public static Core flattenTaskReturn(Optional<ValueType> result, NumType pointer) {
    Flattening flattening = new Flattening(pointer);
    List<ValType> flat = new ArrayList<>();
    boolean spilled = !flattening.add(result, MAX_PARAMS, flat);
    return new Core(
        new FuncType(spilled ? List.of(pointer) : flat, List.of()),
        flattening.pointers || spilled,
        false);
  }

  /** Whether a value, in memory or not, holds addresses of more memory. */
  public static boolean hasPointers(ValueType type) {
    return TypeFacts.of(type).pointers();
  }

  /** The flat types of a value, if there are at most so many. */
  public static Optional<List<ValType>> flatten(ValueType type, int most, NumType pointer) {
    List<ValType> flat = new ArrayList<>();
    return new Flattening(pointer).add(type, most, flat) ? Optional.of(flat) : Optional.empty();
  }

  private boolean params(List<Field<ValueType>> params, int most, List<ValType> into) {
    boolean fits = true;
    for (Field<ValueType> param : params) {
      if (!add(param.type(), most, into)) {
        fits = false;
      }
      pointers |= hasPointers(param.type());
    }
    return fits;
  }

  private boolean add(Optional<ValueType> type, int most, List<ValType> into) {
    pointers |= type.isPresent() && hasPointers(type.get());
    return type.isEmpty() || add(type.get(), most, into);
  }

  /** Adds flat types; false, with anything in the list, if there are more than fit. */
  private boolean add(ValueType type, int most, List<ValType> into) {
    if (into.size() > most) {
      return false;
    }
    return switch (type.shape()) {
      case Shape.Primitive<ValueType, ResourceType>(var primitive) ->
          switch (primitive) {
            case BOOL, S8, U8, S16, U16, S32, U32, CHAR, ERROR_CONTEXT ->
                push(NumType.I32, most, into);
            case S64, U64 -> push(NumType.I64, most, into);
            case F32 -> push(NumType.F32, most, into);
            case F64 -> push(NumType.F64, most, into);
            case STRING -> pointerAndLength(most, into);
          };
      case Shape.RecordOf<ValueType, ResourceType>(var fields) -> {
        for (Field<ValueType> field : fields) {
          if (!add(field.type(), most, into)) {
            yield false;
          }
        }
        yield true;
      }
      case Shape.Tuple<ValueType, ResourceType>(var types) -> {
        for (ValueType member : types) {
          if (!add(member, most, into)) {
            yield false;
          }
        }
        yield true;
      }
      case Shape.Variant<ValueType, ResourceType>(var cases) ->
          choice(cases.stream().map(Case::type).toList(), most, into);
      case Shape.Option<ValueType, ResourceType>(var payload) ->
          choice(List.of(Optional.empty(), Optional.of(payload)), most, into);
      case Shape.Result<ValueType, ResourceType>(var ok, var error) ->
          choice(List.of(ok, error), most, into);
      case Shape.ListOf<ValueType, ResourceType> _, Shape.MapOf<ValueType, ResourceType> _ ->
          pointerAndLength(most, into);
      case Shape.FixedList<ValueType, ResourceType>(var element, int length) -> {
        for (int i = 0; Integer.compareUnsigned(i, length) < 0; i++) {
          // Every element has at least one flat type, so this ends.
          if (!add(element, most, into)) {
            yield false;
          }
        }
        yield true;
      }
      case Shape.Flags<ValueType, ResourceType> _,
          Shape.Enumeration<ValueType, ResourceType> _,
          Shape.Own<ValueType, ResourceType> _,
          Shape.Borrow<ValueType, ResourceType> _,
          Shape.Stream<ValueType, ResourceType> _,
          Shape.Future<ValueType, ResourceType> _ ->
          push(NumType.I32, most, into);
    };
  }

  private boolean pointerAndLength(int most, List<ValType> into) {
    into.add(pointer);
    return push(pointer, most, into);
  }

  private static boolean push(ValType type, int most, List<ValType> into) {
    into.add(type);
    return into.size() <= most;
  }

  /** Cases share their flat types: each place takes what holds all that stand there. */
  private boolean choice(List<Optional<ValueType>> cases, int most, List<ValType> into) {
    if (!push(NumType.I32, most, into)) {
      return false;
    }
    int start = into.size();
    for (Optional<ValueType> payload : cases) {
      List<ValType> flat = new ArrayList<>();
      if (payload.isPresent() && !add(payload.get(), most - start, flat)) {
        return false;
      }
      for (int i = 0; i < flat.size(); i++) {
        if (start + i < into.size()) {
          into.set(start + i, join(into.get(start + i), flat.get(i)));
        } else {
          into.add(flat.get(i));
        }
      }
    }
    return true;
  }

  private static ValType join(ValType a, ValType b) {
    if (a.equals(b)) {
      return a;
    }
    boolean small =
        (a == NumType.I32 || a == NumType.F32) && (b == NumType.I32 || b == NumType.F32);
    return small ? NumType.I32 : NumType.I64;
  }
}
