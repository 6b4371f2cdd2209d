package dev.witj.runtime.engine;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.CallResult;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.types.FunctionType;

/** A function of a module. */
final class EndiveFunc implements CoreFunc, WasmFunctionHandle {
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
