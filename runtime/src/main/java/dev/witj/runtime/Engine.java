package dev.witj.runtime;

import dev.witj.binary.ByteSlice;
import dev.witj.runtime.internal.CoreEngines;
import dev.witj.runtime.internal.Validation;
import dev.witj.runtime.internal.core.CoreEngine;
import dev.witj.runtime.internal.plan.SpareInstances;
import java.util.Objects;

/**
 * What runs core WebAssembly: one for a program, shared by all its components and threads.
 *
 * <p>It holds the configuration and the code cache, and no guest's state; that lives in a {@link
 * Store}. What guests leave it keeps for the next ones only when nothing of theirs is left in it.
 */
public final class Engine {
  private final EngineConfig config;
  private final CoreEngine core;
  private final Validation validation;
  private final SpareInstances spares = new SpareInstances();

  private Engine(EngineConfig config) {
    this.config = Objects.requireNonNull(config, "config");
    this.core = CoreEngines.create(config.cache());
    this.validation = new Validation(config);
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

  /**
   * Writes the code that was compiled so far to the code cache, if there is one. It is done when
   * the JVM ends, too, unless that is halted.
   */
  public void keepCode() {
    core.keepCode();
  }

  CoreEngine core() {
    return core;
  }

  /** What stores of brief guests left. */
  SpareInstances spares() {
    return spares;
  }

  /** Validates a component, as far as the code cache does not know that it is valid. */
  Validation.Outcome validate(ByteSlice component) {
    return validation.validate(component);
  }
}
