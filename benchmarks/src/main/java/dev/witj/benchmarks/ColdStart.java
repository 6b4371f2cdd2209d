package dev.witj.benchmarks;

import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.EngineConfig;
import dev.witj.runtime.Instance;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import java.nio.file.Path;

/**
 * How long a new process takes from the bytes of a to-do component to its first answer: run it
 * twice with the same cache to see what the code cache saves.
 *
 * <p>Arguments: the component, and the folder of the cache.
 */
public final class ColdStart {
  private ColdStart() {}

  /** Runs once, and prints milliseconds. */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    Engine engine = Engine.create(EngineConfig.defaults().withCache(Path.of(arguments[1])));
    Component component = Component.load(engine, Path.of(arguments[0]));
    long loaded = System.nanoTime();
    try (Store store = Store.create(engine)) {
      Instance todo =
          Linker.create(engine)
              .instantiate(store, component)
              .instance("example:todo/todo-store@0.1.0");
      long instantiated = System.nanoTime();
      Object answer = todo.func("create-todo").call("milk");
      long answered = System.nanoTime();
      System.out.printf(
          "load %d ms, instantiate %d ms, first call %d ms, together %d ms: %s%n",
          (loaded - start) / 1_000_000,
          (instantiated - loaded) / 1_000_000,
          (answered - instantiated) / 1_000_000,
          (answered - start) / 1_000_000,
          answer);
    }
  }
}
