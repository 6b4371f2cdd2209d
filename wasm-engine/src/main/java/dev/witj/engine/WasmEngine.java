package dev.witj.engine;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.FuncType;

/** Compiles modules. Types of modules of one engine are comparable. Thread-safe. */
public final class WasmEngine {
  private final EngineOptions options;

  private WasmEngine(EngineOptions options) {
    this.options = options;
  }

  /** An engine with the default options. */
  public static WasmEngine create() {
    return create(EngineOptions.defaults());
  }

  /** An engine with these options. */
  public static WasmEngine create(EngineOptions options) {
    return new WasmEngine(options);
  }

  /** How it compiles. */
  public EngineOptions options() {
    return options;
  }

  /**
   * Prepares a module; functions are compiled when they are first called.
   *
   * @param binary a module that is valid
   * @param name what messages, stack traces and profilers call it
   */
  @SuppressWarnings("DoNotCallSuggester")
  public WasmModule compile(ByteSlice binary, String name) {
    throw new UnsupportedOperationException(name);
  }

  /**
   * A function of the host's.
   *
   * @param type its type; concrete heap types in it are canonical ids of this engine
   */
  @SuppressWarnings("DoNotCallSuggester")
  public Func hostFunc(FuncType type, HostFunction function) {
    throw new UnsupportedOperationException(type.toString());
  }
}
