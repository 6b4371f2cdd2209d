package dev.witj.runtime;

import dev.witj.runtime.engine.CoreEngine;
import dev.witj.runtime.engine.EndiveEngine;
import java.util.Objects;

/**
 * What runs core WebAssembly: one for a program, shared by all its components and threads.
 *
 * <p>It holds the configuration and the code cache, and no guest's state; that lives in a {@link
 * Store}.
 */
public final class Engine {
  private final EngineConfig config;
  private final CoreEngine core;

  private Engine(EngineConfig config) {
    this.config = Objects.requireNonNull(config, "config");
    this.core =
        switch (config.execution()) {
          case COMPILED -> EndiveEngine.compiling(config.cache());
          case INTERPRETED -> EndiveEngine.interpreting();
        };
  }

  /** An engine with {@link EngineConfig#defaults()}. */
  public static Engine create() {
    return create(EngineConfig.defaults());
  }

  /** An engine that is configured so. */
  public static Engine create(EngineConfig config) {
    return new Engine(config);
  }

  /** How it was configured. */
  public EngineConfig config() {
    return config;
  }

  CoreEngine core() {
    return core;
  }
}
