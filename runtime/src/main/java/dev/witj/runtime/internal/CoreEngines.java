package dev.witj.runtime.internal;

import dev.witj.engine.EngineOptions;
import dev.witj.engine.WasmEngine;
import dev.witj.runtime.EngineConfig;
import dev.witj.runtime.internal.core.CoreEngine;
import dev.witj.runtime.internal.core.endive.EndiveEngine;
import dev.witj.runtime.internal.core.own.OwnEngine;

/** Chooses what executes core modules. */
public final class CoreEngines {
  private CoreEngines() {}

  private static EngineOptions options(EngineConfig config) {
    EngineOptions usual = EngineOptions.defaults();
    return config.cache().map(usual::withCache).orElse(usual);
  }

  /** What runs core modules in the way that a configuration asks for. */
  public static CoreEngine of(EngineConfig config) {
    return switch (config.execution()) {
      case COMPILED -> EndiveEngine.compiling(config.cache());
      case LAZY -> new OwnEngine(WasmEngine.create(options(config)));
      case INTERPRETED -> EndiveEngine.interpreting();
    };
  }
}
