package dev.witj.runtime.internal.core.endive;

import dev.witj.runtime.internal.core.CoreFunc;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.types.FunctionType;

/** A function as a module imports it; keeps what it is, for when the module exports it again. */
final class EndiveImport extends ImportFunction {
  private static final long[] NOTHING = {};

  private final CoreFunc func;

  /** A function of another module, whose own type is what must fit. */
  EndiveImport(String module, String name, EndiveFunc func) {
    super(module, name, func.type(), func, func.instance());
    this.func = func;
  }

  /** A function in Java, which takes whatever type it is imported with. */
  EndiveImport(String module, String name, FunctionType type, CoreFunc func) {
    super(module, name, type, handle(func));
    this.func = func;
  }

  private static WasmFunctionHandle handle(CoreFunc func) {
    return (instance, arguments) -> {
      long[] results = func.call(arguments);
      return results == null ? NOTHING : results;
    };
  }

  CoreFunc func() {
    return func;
  }
}
