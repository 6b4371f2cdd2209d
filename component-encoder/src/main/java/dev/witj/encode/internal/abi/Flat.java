package dev.witj.encode.internal.abi;

import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.ValType;
import dev.witj.wit.Function;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Flattens functions of WIT for memories of one address type. */
public final class Flat {
  private static final int MAX_PARAMS = 16;
  private static final int MAX_ASYNC_PARAMS = 4;

  private final Resolve resolve;
  private final NumType pointer;

  /**
   * For one memory.
   *
   * @param pointer the type of its addresses
   */
  public Flat(Resolve resolve, NumType pointer) {
    this.resolve = resolve;
    this.pointer = pointer;
  }

  /** The type of addresses. */
  public NumType pointer() {
    return pointer;
  }

  /** The type of the core function that stands for a function. */
  public FuncType type(Function function, Convention convention) {
    List<ValType> params = params(function, convention).orElse(List.of(pointer));
    Optional<List<ValType>> results = results(function);
    return switch (convention) {
      case LOWER ->
          results
              .map(flat -> new FuncType(params, flat))
              .orElseGet(() -> new FuncType(with(params), List.of()));
      case LOWER_ASYNC ->
          new FuncType(function.result().isPresent() ? with(params) : params, List.of(NumType.I32));
      case LIFT -> new FuncType(params, results.orElse(List.of(pointer)));
      case LIFT_CALLBACK -> new FuncType(params, List.of(NumType.I32));
      case LIFT_STACKFUL -> new FuncType(params, List.of());
    };
  }

  private List<ValType> with(List<ValType> params) {
    List<ValType> more = new ArrayList<>(params);
    more.add(pointer);
    return more;
  }

  /** The type of the core function that delivers the result of a function. */
  public FuncType taskReturn(Function function) {
    List<ValType> flat = new ArrayList<>();
    boolean fits = function.result().map(type -> add(type, MAX_PARAMS, flat)).orElse(true);
    return new FuncType(fits ? flat : List.of(pointer), List.of());
  }

  /** What the definition that calls, or is, a function needs. */
  public Needs needs(Function function, Convention convention) {
    Contents params = new Contents(resolve);
    function.params().forEach(param -> params.add(param.type()));
    Contents results = new Contents(resolve);
    function.result().ifPresent(results::add);
    boolean spilled = params(function, convention).isEmpty();
    boolean returned =
        convention == Convention.LOWER_ASYNC
            ? function.result().isEmpty()
            : results(function).isPresent();
    boolean async = convention.isAsync();
    return switch (convention) {
      // Parameters are lifted out of the caller's memory, and results lowered into it.
      case LOWER, LOWER_ASYNC ->
          params
              .lifted()
              .and(results.lowered())
              .and(new Needs(spilled || !returned, false, false, async));
      case LIFT ->
          params
              .lowered()
              .and(results.lifted())
              .and(new Needs(spilled || !returned, spilled, false, false));
      case LIFT_CALLBACK, LIFT_STACKFUL ->
          params
              .lowered()
              .and(results.lifted())
              .and(new Needs(spilled || taskReturnSpills(function), spilled, false, async));
    };
  }

  private boolean taskReturnSpills(Function function) {
    return function.result().isPresent()
        && !add(function.result().get(), MAX_PARAMS, new ArrayList<>());
  }

  /** What the definition that delivers the result of a function needs. */
  public Needs taskReturnNeeds(Function function) {
    Contents result = new Contents(resolve);
    function.result().ifPresent(result::add);
    return result.lifted().and(new Needs(taskReturnSpills(function), false, false, false));
  }

  /** Empty if the parameters are more than can be passed one by one. */
  private Optional<List<ValType>> params(Function function, Convention convention) {
    int most = convention == Convention.LOWER_ASYNC ? MAX_ASYNC_PARAMS : MAX_PARAMS;
    List<ValType> flat = new ArrayList<>();
    for (Function.Param param : function.params()) {
      if (!add(param.type(), most, flat)) {
        return Optional.empty();
      }
    }
    return Optional.of(flat);
  }

  private Optional<List<ValType>> results(Function function) {
    List<ValType> flat = new ArrayList<>();
    return function.result().map(type -> add(type, 1, flat)).orElse(true)
        ? Optional.of(flat)
        : Optional.empty();
  }

  /** Appends the flat types of a value, as long as there are at most so many in all. */
  private boolean add(Type type, int most, List<ValType> into) {
    return switch (type) {
      case Type.Prim prim -> primitive(prim, most, into);
      case Type.Ref(TypeId id) -> kind(resolve.get(id).kind(), most, into);
    };
  }

  private boolean primitive(Type.Prim prim, int most, List<ValType> into) {
    return switch (prim) {
      case BOOL, S8, U8, S16, U16, S32, U32, CHAR, ERROR_CONTEXT -> push(NumType.I32, most, into);
      case S64, U64 -> push(NumType.I64, most, into);
      case F32 -> push(NumType.F32, most, into);
      case F64 -> push(NumType.F64, most, into);
      case STRING -> slice(most, into);
    };
  }

  private boolean slice(int most, List<ValType> into) {
    into.add(pointer);
    return push(pointer, most, into);
  }

  private static boolean push(ValType type, int most, List<ValType> into) {
    into.add(type);
    return into.size() <= most;
  }

  private boolean kind(TypeDef.Kind kind, int most, List<ValType> into) {
    return switch (kind) {
      case TypeDef.Kind.Alias(var target) -> add(target, most, into);
      case TypeDef.Kind.Rec(var fields) ->
          fields.stream().allMatch(field -> add(field.type(), most, into));
      case TypeDef.Kind.Tuple(var types) ->
          types.stream().allMatch(member -> add(member, most, into));
      case TypeDef.Kind.FixedListOf(var element, int length) -> {
        boolean fits = Integer.compareUnsigned(length, most) <= 0;
        for (int i = 0; fits && i < length; i++) {
          fits = add(element, most, into);
        }
        yield fits;
      }
      case TypeDef.Kind.Flags _, TypeDef.Kind.Enumeration _ -> push(NumType.I32, most, into);
      case TypeDef.Kind.ListOf _, TypeDef.Kind.MapOf _ -> slice(most, into);
      case TypeDef.Kind.Handle _,
          TypeDef.Kind.Future _,
          TypeDef.Kind.Stream _,
          TypeDef.Kind.Resource _ ->
          push(NumType.I32, most, into);
      case TypeDef.Kind.Variant(var cases) ->
          variant(cases.stream().map(TypeDef.Case::type).toList(), most, into);
      case TypeDef.Kind.Opt(var payload) ->
          variant(List.of(Optional.empty(), Optional.of(payload)), most, into);
      case TypeDef.Kind.Result(var ok, var err) -> variant(List.of(ok, err), most, into);
    };
  }

  /** Cases share what they are passed in: one type that can hold each of theirs. */
  private boolean variant(List<Optional<Type>> cases, int most, List<ValType> into) {
    if (!push(NumType.I32, most, into)) {
      return false;
    }
    int start = into.size();
    for (Optional<Type> payload : cases) {
      List<ValType> flat = new ArrayList<>(into.subList(0, start));
      if (payload.isPresent() && !add(payload.get(), most, flat)) {
        return false;
      }
      for (int i = start; i < flat.size(); i++) {
        if (i < into.size()) {
          into.set(i, join(into.get(i), flat.get(i)));
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
    boolean narrow = isNarrow(a) && isNarrow(b);
    return narrow ? NumType.I32 : NumType.I64;
  }

  private static boolean isNarrow(ValType type) {
    return type.equals(NumType.I32) || type.equals(NumType.F32);
  }
}
