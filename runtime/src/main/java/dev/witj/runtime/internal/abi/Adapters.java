package dev.witj.runtime.internal.abi;

import dev.witj.runtime.FuncType;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.RecordCodec;
import dev.witj.runtime.internal.core.AddressType;
import java.util.List;
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
  private static final long[] NOTHING = {};

  private Adapters() {}

  /** The adapter of a function that is lifted. */
  public static LiftAdapter lift(FuncType type, CanonOptions options) {
    return new Lift(new Signature(type, options.addressType()), options);
  }

  /** The adapter of a function that is lowered. */
  public static LowerAdapter lower(FuncType type, CanonOptions options) {
    return new Lower(new Signature(type, options.addressType()), options);
  }

  /** The adapter of a call between two components, by Java values. */
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
    public long[] passResult(
        LiftLowerContext callee,
        LiftLowerContext caller,
        long[] coreResults,
        long[] coreArguments) {
      Object result = lift.liftResult(callee, coreResults);
      callee.task().checkNoBorrows();
      return lower.lowerResult(caller, result, coreArguments);
    }
  }

  /** Values as one record, whose Java form is their array. */
  static AbiType.RecordOf plan(AbiPlanner planner, List<Field> fields) {
    return new AbiType.RecordOf(
        fields.stream().map(Field::name).toList(),
        fields.stream().map(field -> planner.plan(field.type())).toList(),
        ArrayCodec.INSTANCE);
  }

  /** The parameters as one record whose values are arrays, and the result likewise. */
  private record Signature(FuncType type, AbiType.RecordOf params, AbiType.RecordOf results) {
    Signature(FuncType type, AddressType addressType) {
      AbiPlanner planner = new AbiPlanner(addressType);
      this(
          type,
          plan(planner, type.params()),
          plan(
              planner, type.result().stream().map(result -> new Field("result", result)).toList()));
    }

    boolean usesHandles() {
      return params.usesHandles() || results.usesHandles();
    }

    @Nullable Object result(Object[] lifted) {
      return lifted.length == 0 ? null : lifted[0];
    }

    Object[] results(@Nullable Object result) {
      if (results.fields().length == 0) {
        return new Object[0];
      }
      if (result == null) {
        throw HostValues.mismatch(results.fields()[0], "null").in("result");
      }
      return new Object[] {result};
    }
  }

  private static final class ArrayCodec implements RecordCodec {
    static final ArrayCodec INSTANCE = new ArrayCodec();

    @Override
    public Object construct(Object[] fields) {
      return fields;
    }

    @Override
    public Object[] fields(Object value) {
      return (Object[]) value;
    }
  }

  private record Lift(Signature signature, CoreSignature coreSignature) implements LiftAdapter {
    Lift(Signature signature, CanonOptions options) {
      this(signature, Flatten.lifted(signature.params, signature.results, options));
    }

    @Override
    public boolean usesHandles() {
      return signature.usesHandles();
    }

    @Override
    public long[] lowerParams(LiftLowerContext cx, Object[] arguments) {
      HostValues.checkCount(signature.type, arguments.length);
      try {
        return LowerFlat.lowerFlatValues(
            cx, Flatten.MAX_FLAT_PARAMS, arguments, signature.params, null);
      } catch (HostValues.MismatchException e) {
        throw e.toDiagnostic();
      }
    }

    @Override
    public @Nullable Object liftResult(LiftLowerContext cx, long[] coreResults) {
      return signature.result(
          LiftFlat.liftFlatValues(
              cx, Flatten.MAX_FLAT_RESULTS, new CoreValueIter(coreResults), signature.results));
    }

    @Override
    public @Nullable Object liftTaskReturn(LiftLowerContext cx, long[] coreArguments) {
      return signature.result(
          LiftFlat.liftFlatValues(
              cx, Flatten.MAX_FLAT_PARAMS, new CoreValueIter(coreArguments), signature.results));
    }
  }

  private record Lower(
      Signature signature, CoreSignature coreSignature, int maxFlatParams, int maxFlatResults)
      implements LowerAdapter {
    Lower(Signature signature, CanonOptions options) {
      this(
          signature,
          Flatten.lowered(signature.params, signature.results, options),
          options.async() ? Flatten.MAX_FLAT_ASYNC_PARAMS : Flatten.MAX_FLAT_PARAMS,
          options.async() ? 0 : Flatten.MAX_FLAT_RESULTS);
    }

    @Override
    public boolean usesHandles() {
      return signature.usesHandles();
    }

    @Override
    public Object[] liftParams(LiftLowerContext cx, long[] coreArguments) {
      return LiftFlat.liftFlatValues(
          cx, maxFlatParams, new CoreValueIter(coreArguments), signature.params);
    }

    @Override
    public long[] lowerResult(LiftLowerContext cx, @Nullable Object result, long[] coreArguments) {
      if (signature.results.fields().length == 0) {
        return NOTHING;
      }
      try {
        CoreValueIter outParam = new CoreValueIter(coreArguments);
        outParam.skip(coreArguments.length - 1);
        return LowerFlat.lowerFlatValues(
            cx, maxFlatResults, signature.results(result), signature.results, outParam);
      } catch (HostValues.MismatchException e) {
        throw e.toDiagnostic();
      }
    }
  }
}
