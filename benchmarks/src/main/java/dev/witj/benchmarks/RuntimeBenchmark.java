package dev.witj.benchmarks;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOption;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.diagnostics.Source;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.Func;
import dev.witj.runtime.Instance;
import dev.witj.runtime.InstancePre;
import dev.witj.runtime.Linker;
import dev.witj.runtime.LinkerInstance;
import dev.witj.runtime.Store;
import dev.witj.runtime.value.RecordValue;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Calls into a component, each with what copying the same bytes costs in plain Java. The component
 * is {@code bench/bench.wasm} below the folder that the property {@code witj.guests} names.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:-DontCompileHugeMethods"})
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
public class RuntimeBenchmark {
  private static final String API = "bench:bench/api@0.1.0";
  private static final int ECHOES = 1000;
  private static final int RECORDS = 100;

  private Engine engine;
  private InstancePre pre;
  private InstancePre chain;
  private Func add;
  private Func echoString;
  private Func echoBytes;
  private Func echoRecords;
  private Func sum;
  private Func fib;
  private Func forward;
  private String text;
  private byte[] textBytes;
  private byte[] bytes;
  private List<Object> records;
  private int[] numbers;

  /** Loads the component and makes the values. */
  @Setup
  public void load() throws IOException {
    Path file = Guests.path("bench/bench.wasm");
    byte[] binary = Files.readAllBytes(file);
    engine = Engine.create();
    pre = Linker.create(engine).pre(Component.load(engine, "bench", binary));
    Component three =
        Component.load(engine, Guests.path("composed/todo-cli+guarded+auth+c-todo.wasm"));
    chain = stubs(engine, three).pre(three);
    Instance api = pre.instantiate(Store.create(engine)).instance(API);
    add = api.func("add");
    echoString = api.func("echo-string");
    echoBytes = api.func("echo-bytes");
    echoRecords = api.func("echo-records");
    sum = api.func("sum");
    fib = api.func("fib");
    forward =
        Linker.create(engine)
            .instantiate(Store.create(engine), Component.load(engine, "pair", forwarding(binary)))
            .func("run");
    text = "abcdefghijklmnopqrstuvwxyz012345".repeat(32);
    textBytes = text.getBytes(StandardCharsets.UTF_8);
    bytes = new byte[65536];
    numbers = new int[10_000];
    Arrays.setAll(numbers, i -> i);
    records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(
          RecordValue.of("id", (long) i, "name", "name " + i, "score", i / 2.0, "ok", true));
    }
  }

  /** Two numbers there, one back. */
  @Benchmark
  public @Nullable Object add() {
    return add.call(40L, 2L);
  }

  /** A string of 1 KiB there and back. */
  @Benchmark
  public @Nullable Object echoString() {
    return echoString.call(text);
  }

  /** What has to be copied for it: into the guest, inside of it, and out again. */
  @Benchmark
  public String echoStringInJava() {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    return new String(in.clone(), StandardCharsets.UTF_8);
  }

  /** 64 KiB there and back. */
  @Benchmark
  public @Nullable Object echoBytes() {
    return echoBytes.call(bytes);
  }

  /** What has to be copied for it. */
  @Benchmark
  public byte[] echoBytesInJava() {
    return bytes.clone().clone().clone();
  }

  /** A hundred records with a string each, there and back. */
  @Benchmark
  public @Nullable Object echoRecords() {
    return echoRecords.call(records);
  }

  /** What has to be copied for it. */
  @Benchmark
  public List<Object> echoRecordsInJava() {
    List<Object> out = new ArrayList<>(records.size());
    for (Object each : records) {
      RecordValue record = (RecordValue) each;
      byte[] name = ((String) record.get("name")).getBytes(StandardCharsets.UTF_8);
      out.add(
          new Object[] {
            record.get("id"),
            new String(name.clone(), StandardCharsets.UTF_8),
            record.get("score"),
            record.get("ok")
          });
    }
    return out;
  }

  /** Ten thousand numbers there, their sum back. */
  @Benchmark
  public @Nullable Object sum() {
    return sum.call(numbers);
  }

  /** What has to be copied and added for it. */
  @Benchmark
  public long sumInJava() {
    long total = 0;
    for (int number : numbers.clone()) {
      total += Integer.toUnsignedLong(number);
    }
    return total;
  }

  /** Recursion inside of the guest. */
  @Benchmark
  public @Nullable Object fib() {
    return fib.call(20L);
  }

  /** A store with a new instance. */
  @Benchmark
  public Instance instantiate() {
    return pre.instantiate(Store.create(engine));
  }

  /** A store with a new instance of three components in one, of which each calls the next. */
  @Benchmark
  public Instance instantiateChain() {
    return chain.instantiate(Store.create(engine));
  }

  /** A linker whose functions are never called: making an instance calls none. */
  private static Linker stubs(Engine engine, Component component) {
    Linker linker = Linker.create(engine);
    for (Extern each : component.imports().all()) {
      if (each.type() instanceof EntityType.Instance(var type)) {
        for (Extern item : type.exports().all()) {
          if (item.type() instanceof EntityType.Func) {
            LinkerInstance _ =
                linker
                    .instance(each.name().name())
                    .func(
                        item.name().name(),
                        (_, _) -> {
                          throw new UnsupportedOperationException();
                        });
          }
        }
      }
    }
    return linker;
  }

  /** A string of 1 KiB from one component to another and back. */
  @Benchmark
  @OperationsPerInvocation(ECHOES)
  public @Nullable Object componentToComponent() {
    return forward.call((long) ECHOES);
  }

  /** What has to be copied for it: into the callee, inside of it, and back. */
  @Benchmark
  public byte[] componentToComponentInJava() {
    return textBytes.clone().clone().clone();
  }

  /** A component with two in it, one of which calls the other's {@code echo-string}. */
  private static byte[] forwarding(byte[] callee) {
    ComponentBuilder out = new ComponentBuilder();
    int inner = out.add(new ComponentElement.NestedComponent(ByteSlice.of(callee)));
    int outer = out.add(new ComponentElement.NestedComponent(ByteSlice.of(caller())));
    int served = out.add(new ComponentElement.Instance.Instantiate(inner, List.of()));
    int api = out.add(new ComponentElement.Alias.InstanceExport(Sort.INSTANCE, served, API));
    int echo = out.add(new ComponentElement.Alias.InstanceExport(Sort.FUNC, api, "echo-string"));
    int made =
        out.add(
            new ComponentElement.Instance.Instantiate(
                outer,
                List.of(
                    new ComponentElement.Instance.Argument(
                        "echo", new SortIndex(Sort.FUNC, echo)))));
    int run = out.add(new ComponentElement.Alias.InstanceExport(Sort.FUNC, made, "run"));
    int _ =
        out.add(new ComponentElement.Export(ExternName.of("run"), new SortIndex(Sort.FUNC, run)));
    return out.toByteArray();
  }

  private static byte[] caller() {
    ComponentBuilder out = new ComponentBuilder();
    int echoType =
        func(
            out,
            List.of(new Field<>("s", ComponentValType.of(PrimitiveType.STRING))),
            ComponentValType.of(PrimitiveType.STRING));
    int echo =
        out.add(new ComponentElement.Import(ExternName.of("echo"), new ExternDesc.Func(echoType)));
    int memoryModule =
        module(
            out,
            """
            (module (memory (export "mem") 2)
              (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 65536))
            """);
    int libc = out.add(new ComponentElement.CoreInstance.Instantiate(memoryModule, List.of()));
    int memory =
        out.add(new ComponentElement.Alias.CoreInstanceExport(Sort.CORE_MEMORY, libc, "mem"));
    int realloc =
        out.add(new ComponentElement.Alias.CoreInstanceExport(Sort.CORE_FUNC, libc, "realloc"));
    int lowered =
        out.add(
            new ComponentElement.CanonDef(
                new Canon.Lower(
                    echo,
                    CanonicalOptions.of(
                        new CanonicalOption.Memory(memory),
                        new CanonicalOption.Realloc(realloc)))));
    int loop =
        module(
            out,
            """
            (module (import "" "echo" (func $echo (param i32 i32 i32)))
              (func (export "run") (param $n i32)
                (loop $l
                  (call $echo (i32.const 1024) (i32.const 1024) (i32.const 16))
                  (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
            """);
    int given =
        out.add(
            new ComponentElement.CoreInstance.Exports(
                List.of(
                    new ComponentElement.CoreInstance.CoreExport(
                        "echo", new SortIndex(Sort.CORE_FUNC, lowered)))));
    int running =
        out.add(
            new ComponentElement.CoreInstance.Instantiate(
                loop, List.of(new ComponentElement.CoreInstance.CoreArgument("", given))));
    int core =
        out.add(new ComponentElement.Alias.CoreInstanceExport(Sort.CORE_FUNC, running, "run"));
    int runType =
        out.add(
            new ComponentElement.TypeDef(
                new TypeDefinition.Func(
                    new Signature<>(
                        false,
                        List.of(new Field<>("n", ComponentValType.of(PrimitiveType.U32))),
                        Optional.empty()))));
    int run =
        out.add(
            new ComponentElement.CanonDef(new Canon.Lift(core, runType, CanonicalOptions.NONE)));
    int _ =
        out.add(new ComponentElement.Export(ExternName.of("run"), new SortIndex(Sort.FUNC, run)));
    return out.toByteArray();
  }

  private static int func(
      ComponentBuilder out,
      List<Field<dev.witj.binary.component.ComponentValType>> params,
      ComponentValType result) {
    return out.add(
        new ComponentElement.TypeDef(
            new TypeDefinition.Func(new Signature<>(false, params, Optional.of(result)))));
  }

  private static int module(ComponentBuilder out, String text) {
    byte[] binary = WatAssembler.assemble(Source.text("benchmark.wat", text));
    return out.add(new ComponentElement.CoreModule(ByteSlice.of(binary)));
  }
}
