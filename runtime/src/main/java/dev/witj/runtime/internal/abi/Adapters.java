package dev.witj.runtime.internal.abi;

import dev.witj.binary.component.Flattening;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ResourceId;
import dev.witj.binary.component.ValueType;
import dev.witj.runtime.value.FuncCodec;
import dev.witj.runtime.value.ValueCodec;
import dev.witj.types.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the adapters of functions. Those made here interpret the types in the steps of {@code
 * canon_lift} and {@code canon_lower}; whatever compiles types to code stands behind the same
 * interfaces.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#canon-lift">canon
 *     lift</a>
 */
public final class Adapters {
  private Adapters() {}

  /** The adapter of a function that is lifted, for the host. */
  public static LiftAdapter lift(
      FunctionType type, FuncCodec codecs, CanonOptions options, ToIntFunction<ResourceId> slots) {
    return new Lift(Signature.of(type, codecs, options, slots, Forms.HOST));
  }

  /** The adapter of a function that is lowered, for the host. */
  public static LowerAdapter lower(
      FunctionType type, FuncCodec codecs, CanonOptions options, ToIntFunction<ResourceId> slots) {
    return new Lower(Signature.of(type, codecs, options, slots, Forms.HOST), options);
  }

  /** The adapter of a function that is lifted, for another component. */
  public static LiftAdapter liftPassing(
      FunctionType type, CanonOptions options, ToIntFunction<ResourceId> slots) {
    return new Lift(Signature.of(type, FuncCodec.GENERIC, options, slots, Forms.PASSING));
  }

  /** The adapter of a function that is lowered, for one of another component. */
  public static LowerAdapter lowerPassing(
      FunctionType type, CanonOptions options, ToIntFunction<ResourceId> slots) {
    return new Lower(Signature.of(type, FuncCodec.GENERIC, options, slots, Forms.PASSING), options);
  }

  /**
   * The adapter of a call between two components, by Java values in their {@link Forms#PASSING}.
   */
  public static CallAdapter between(LowerAdapter caller, LiftAdapter callee) {
    return new Between(caller, callee);
  }

  private record Between(LowerAdapter lower, LiftAdapter lift) implements CallAdapter {
    @Override
    public long[] passParams(
        LiftLowerContext caller, LiftLowerContext callee, long[] coreArguments) {
      return lift.lowerParams(callee, lower.liftParams(caller, coreArguments));
    }

    @Override
    public long passResult(
        LiftLowerContext callee, LiftLowerContext caller, long coreResult, long[] coreArguments) {
      return pass(lift.liftResult(callee, coreResult), callee, caller, coreArguments);
    }

    @Override
    public long passTaskReturn(
        LiftLowerContext callee, LiftLowerContext caller, long[] returned, long[] coreArguments) {
      return pass(lift.liftTaskReturn(callee, returned), callee, caller, coreArguments);
    }

    private long pass(
        @Nullable Object result,
        LiftLowerContext callee,
        LiftLowerContext caller,
        long[] coreArguments) {
      callee.task().checkNoBorrows();
      return lower.lowerResult(caller, result, coreArguments);
    }
  }

  /** The parameters as one record whose values are arrays, and the result likewise. */
  private record Signature(int count, AbiType.RecordOf params, AbiType.RecordOf results) {
    static Signature of(
        FunctionType type,
        FuncCodec codecs,
        CanonOptions options,
        ToIntFunction<ResourceId> slots,
        Forms forms) {
      AbiPlanner planner = new AbiPlanner(options.addressType(), slots, forms);
      List<Field<ValueType>> params = type.signature().params();
      List<ValueCodec> paramCodecs = new ArrayList<>(params.size());
      for (int i = 0; i < params.size(); i++) {
        paramCodecs.add(codecs.param(i));
      }
      List<Field<ValueType>> results =
          type.signature().result().stream().map(it -> new Field<>("result", it)).toList();
      return new Signature(
          params.size(),
          planner.values(params, paramCodecs),
          planner.values(results, List.of(codecs.result())));
    }

    boolean usesHandles() {
      return params.usesHandles() || results.usesHandles();
    }

    @Nullable Object liftResult(LiftLowerContext cx, long core) {
      AbiType[] fields = results.fields();
      if (fields.length == 0) {
        return null;
      }
      return results.flatCount() <= Flattening.MAX_RESULTS
          ? LiftFlat.liftOne(cx, core, fields[0])
          : LiftFlat.liftFromMemory(cx, core, results)[0];
    }

    @Nullable Object liftTaskReturn(LiftLowerContext cx, long[] core) {
      AbiType[] fields = results.fields();
      if (fields.length == 0) {
        return null;
      }
      return results.flatCount() <= Flattening.MAX_PARAMS
          ? LiftFlat.liftFlat(cx, core, 0, fields[0])
          : LiftFlat.liftFromMemory(cx, core[0], results)[0];
    }

    long lowerResult(LiftLowerContext cx, int maxFlat, @Nullable Object result, long[] core) {
      AbiType[] fields = results.fields();
      if (fields.length == 0) {
        return 0;
      }
      if (result == null) {
        throw HostValues.mismatch(fields[0], "null").in("result");
      }
      if (results.flatCount() <= maxFlat) {
        return LowerFlat.lowerOne(cx, result, results);
      }
      long[] _ = LowerFlat.lowerFlatValues(cx, maxFlat, new Object[] {result}, results, core);
      return 0;
    }
  }

  private record Lift(Signature signature) implements LiftAdapter {
    @Override
    public boolean usesHandles() {
      return signature.usesHandles();
    }

    @Override
    public long[] lowerParams(LiftLowerContext cx, Object[] arguments) {
      HostValues.checkCount(signature.count, arguments.length);
      try {
        return LowerFlat.lowerFlatValues(
            cx, Flattening.MAX_PARAMS, arguments, signature.params, null);
      } catch (HostValues.MismatchException e) {
        throw e.toDiagnostic();
      }
    }

    @Override
    public @Nullable Object liftResult(LiftLowerContext cx, long coreResult) {
      return signature.liftResult(cx, coreResult);
    }

    @Override
    public @Nullable Object liftTaskReturn(LiftLowerContext cx, long[] coreArguments) {
      return signature.liftTaskReturn(cx, coreArguments);
    }
  }

  private record Lower(Signature signature, int maxFlatParams, int maxFlatResults)
      implements LowerAdapter {
    Lower(Signature signature, CanonOptions options) {
      this(
          signature,
          options.async() ? Flattening.MAX_ASYNC_PARAMS : Flattening.MAX_PARAMS,
          options.async() ? 0 : Flattening.MAX_RESULTS);
    }

    @Override
    public boolean usesHandles() {
      return signature.usesHandles();
    }

    @Override
    public Object[] liftParams(LiftLowerContext cx, long[] coreArguments) {
      return LiftFlat.liftFlatValues(cx, maxFlatParams, coreArguments, signature.params);
    }

    @Override
    public long lowerResult(LiftLowerContext cx, @Nullable Object result, long[] coreArguments) {
      try {
        return signature.lowerResult(cx, maxFlatResults, result, coreArguments);
      } catch (HostValues.MismatchException e) {
        throw e.toDiagnostic();
      }
    }
  }
}
