package dev.witj.runtime.internal.core.endive;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreValue;
import dev.witj.runtime.internal.core.TypedCoreFunc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.CallResult;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/** A function of a module. */
final class EndiveFunc implements TypedCoreFunc, WasmFunctionHandle {
  private final Instance instance;
  private final Machine machine;
  private final int index;
  private final boolean passesReferences;

  private EndiveFunc(Instance instance, int index) {
    this.instance = instance;
    this.machine = instance.getMachine();
    this.index = index;
    FunctionType type = type();
    this.passesReferences = type.hasObjectRefParams() || type.hasObjectRefReturns();
  }

  /** The function at an index of an instance; one that is imported is answered as what it is. */
  static CoreFunc of(Instance instance, int index) {
    if (index < instance.imports().functionCount()
        && instance.imports().function(index) instanceof EndiveImport imported) {
      return imported.func();
    }
    return new EndiveFunc(instance, index);
  }

  Instance instance() {
    return instance;
  }

  FunctionType type() {
    return instance.type(instance.functionType(index));
  }

  @Override
  public long[] call(long... arguments) {
    if (passesReferences) {
      throw new TrapException(
          TrapCode.UNSUPPORTED, "a reference would have to pass between the guest and Java");
    }
    try {
      return machine.call(index, arguments);
    } catch (RuntimeException | Error e) {
      throw EndiveTraps.translate(e);
    }
  }

  @Override
  public List<CoreValue.Type> params() {
    return EndiveValues.types(type().params());
  }

  @Override
  public List<CoreValue> callTyped(List<CoreValue> arguments) {
    if (!arguments.stream().map(CoreValue::type).toList().equals(params())) {
      throw new IllegalArgumentException(arguments + " for " + params());
    }
    long[] bits = new long[arguments.size()];
    @Nullable Object[] references = new @Nullable Object[arguments.size()];
    for (int i = 0; i < bits.length; i++) {
      EndiveValues.put(arguments.get(i), i, bits, references);
    }
    CallResult found;
    try {
      found = machine.callWithRefs(index, bits, references);
    } catch (RuntimeException | Error e) {
      throw EndiveTraps.translate(e);
    }
    List<ValType> types = type().returns();
    List<CoreValue> results = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      long[] numbers = found.longs();
      @Nullable Object[] objects = found.refs();
      results.add(
          EndiveValues.value(
              types.get(i), numbers == null ? 0 : numbers[i], objects == null ? null : objects[i]));
    }
    return results;
  }

  /** Called by another module: what is thrown is translated where the guest is left. */
  @Override
  public long[] apply(Instance caller, long... arguments) {
    return machine.call(index, arguments);
  }

  @Override
  public CallResult applyWithRefs(
      Instance caller, long[] arguments, @Nullable Object[] references) {
    return machine.callWithRefs(index, arguments, references);
  }
}
