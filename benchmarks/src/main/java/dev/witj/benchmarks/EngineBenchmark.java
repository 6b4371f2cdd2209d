package dev.witj.benchmarks;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.engine.Extern;
import dev.witj.engine.Func;
import dev.witj.engine.HostFunction;
import dev.witj.engine.Meter;
import dev.witj.engine.Trap;
import dev.witj.engine.WasmEngine;
import dev.witj.engine.WasmModule;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.InstancePre;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.wasi.Wasi;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Core modules as the engine runs them; they lie below {@code engine/} among the guests. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class EngineBenchmark {
  private static final int STEPS = 100_000;

  /** Small functions that compute, with what each is asked for. */
  private static final Map<String, Number> ARGUMENTS =
      Map.ofEntries(
          Map.entry("callhost", 1_000_000),
          Map.entry("fib", 25),
          Map.entry("loop_i32", 1_000_000),
          Map.entry("loop_i64", 1_000_000),
          Map.entry("loop_f64", 1_000_000),
          Map.entry("sieve", 1_000_000),
          Map.entry("sha256", 262_144),
          Map.entry("matmul", 1),
          Map.entry("qsort", 100_000),
          Map.entry("indirect", 1_000_000),
          Map.entry("memcpy_k", 10),
          Map.entry("vm", STEPS));

  /** An instance with a function. */
  private static Func function(String file, String name) throws IOException {
    WasmEngine engine = WasmEngine.create();
    WasmModule module = engine.compile(Guests.read("engine/" + file), file);
    HostFunction.OfBits next = arguments -> arguments[0] + 1;
    List<Extern> imports = new ArrayList<>();
    for (var _ : module.imports()) {
      imports.add(engine.hostFunc(module.typeIds().getFirst(), next));
    }
    return (Func) module.instantiate(imports, Meter.UNLIMITED).export(name).orElseThrow();
  }

  /** A function that computes. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
  public static class Kernel {
    @Param({
      "callhost",
      "fib",
      "loop_i32",
      "loop_i64",
      "loop_f64",
      "sieve",
      "sha256",
      "matmul",
      "qsort",
      "indirect",
      "memcpy_k",
      "vm"
    })
    public String kernel;

    private Func function;
    private Number argument;

    /** Makes an instance. */
    @Setup
    public void make() throws IOException {
      function = function(kernel.equals("vm") ? "vm.wasm" : "kernels.wasm", kernel);
      argument = Objects.requireNonNull(ARGUMENTS.get(kernel));
    }
  }

  /** Calls it once. */
  @Benchmark
  public @Nullable Object[] kernel(Kernel kernel) {
    return kernel.function.call(kernel.argument);
  }

  /** A program with one function of 46,000 instructions. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
  public static class Huge {
    private Engine engine;
    private InstancePre program;

    /** Loads it. */
    @Setup
    public void load() {
      engine = Engine.create();
      Linker linker = Linker.create(engine);
      Wasi.builder().stdout(OutputStream.nullOutputStream()).build().addTo(linker);
      program = linker.pre(Component.load(engine, Guests.path("engine/huge.wasm")));
    }
  }

  /** A step of the virtual machine that it is, whose instance is new for every 100,000. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public int hugeStep(Huge huge) {
    try (Store store = Store.create(huge.engine)) {
      return Wasi.run(store, huge.program);
    }
  }

  /** A guest that goes on for ever, anew for each invocation. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
  public static class Endless {
    private static final String TEXT =
        "(module (import \"\" \"here\" (func $here)) (memory 1) (func (export \"run\")"
            + " (local $i i32) (call $here) (loop $l (i32.store (i32.and (local.tee $i (i32.add"
            + " (local.get $i) (i32.const 4))) (i32.const 0xfffc)) (local.get $i)) (br $l))))";

    private WasmEngine engine;
    private WasmModule module;
    private Thread guest;

    /** Prepares it. */
    @Setup
    public void load() {
      engine = WasmEngine.create();
      byte[] binary = WatAssembler.assemble(Source.text("endless.wat", TEXT));
      module = engine.compile(ByteSlice.of(binary), "endless");
    }

    /** Starts it, and waits until it goes on by itself. */
    @Setup(Level.Invocation)
    public void start() throws InterruptedException {
      CountDownLatch here = new CountDownLatch(1);
      HostFunction.OfBits tell =
          _ -> {
            here.countDown();
            return 0;
          };
      Func imported = engine.hostFunc(module.typeIds().getFirst(), tell);
      Func run =
          (Func) module.instantiate(List.of(imported), Meter.UNLIMITED).export("run").orElseThrow();
      guest =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      run.call();
                    } catch (Trap trap) {
                      // That is what it is for.
                    }
                  });
      here.await();
      TimeUnit.MILLISECONDS.sleep(2);
    }

    /** Makes sure that it has ended. */
    @TearDown(Level.Invocation)
    public void check() {
      if (guest.isAlive()) {
        throw new IllegalStateException("the guest goes on");
      }
    }
  }

  /** Interrupts it and waits for its end. */
  @Benchmark
  public void interrupt(Endless endless) throws InterruptedException {
    endless.guest.interrupt();
    endless.guest.join();
  }
}
