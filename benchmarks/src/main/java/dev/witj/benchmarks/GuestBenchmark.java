package dev.witj.benchmarks;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.engine.internal.compile.ModuleClasses;
import dev.witj.engine.internal.compile.ModuleOutline;
import dev.witj.engine.internal.compile.Variant;
import dev.witj.engine.internal.load.TypeRegistry;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.Func;
import dev.witj.runtime.Instance;
import dev.witj.runtime.InstancePre;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The same to-do store in C, JavaScript and Python: whole language runtimes as guests. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
public class GuestBenchmark {
  /** The component, below the folder of the guests. */
  @Param({
    "todo/c-todo.wasm",
    "todo/todo-qjs-stub.wasm",
    "todo/todo-sm.wasm",
    "python/todo-py.wasm"
  })
  public String guest = "";

  private static final int ADDS = 1000;
  private static final int METHOD_LIMIT = 7000;

  private Engine engine;
  private StoreLimits limits;
  private InstancePre program;
  private ByteSlice binary;

  /** Loads it. */
  @Setup
  public void load() throws IOException {
    binary = Guests.read(guest);
    engine = Engine.create();
    limits = StoreLimits.defaults().withTimeout(Duration.ofMinutes(5));
    program = Linker.create(engine).pre(Component.load(engine, Guests.path(guest)));
  }

  /** A new instance takes a thousand items in. */
  @Benchmark
  public @Nullable Object thousandAdds() {
    Object last = null;
    try (Store store = Store.create(engine, limits)) {
      Func add =
          program.instantiate(store).instance("example:todo/todo-store@0.1.0").func("create-todo");
      for (int i = 0; i < ADDS; i++) {
        last = add.call("milk");
      }
    }
    return last;
  }

  /** A store with a new instance. */
  @Benchmark
  public Instance instantiate() {
    try (Store store = Store.create(engine)) {
      return program.instantiate(store);
    }
  }

  /** The same in a store for what is brief. */
  @Benchmark
  public Instance instantiateBrief() {
    try (Store store = Store.createBrief(engine, limits)) {
      return program.instantiate(store);
    }
  }

  /** All functions of all modules, as classes that are not loaded. */
  @Benchmark
  public long compile() {
    long bytes = 0;
    for (ByteSlice each : Guests.modules(binary)) {
      CoreModule module = CoreModule.read(each);
      ModuleOutline outline =
          new ModuleOutline(module, new TypeRegistry().add(module), Variant.PLAIN);
      ModuleClasses classes = new ModuleClasses(outline, METHOD_LIMIT);
      Set<String> names = new LinkedHashSet<>();
      for (int i = outline.importedFunctions(); i < outline.functions(); i++) {
        names.add(classes.functionClass(i));
      }
      for (String name : names) {
        bytes += classes.make(name).length;
      }
    }
    return bytes;
  }
}
