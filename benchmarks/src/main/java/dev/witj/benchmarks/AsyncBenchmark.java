package dev.witj.benchmarks;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.diagnostics.Source;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.EngineConfig;
import dev.witj.runtime.Instance;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.async.StreamReader;
import dev.witj.wat.WatAssembler;
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
 * Calls between two components, of functions that may block and of one that may not, and what goes
 * through a stream between them. A loop in the one makes many calls of the other; times are for one
 * of them.
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
public class AsyncBenchmark {
  private static final int TIMES = 1000;

  /** Functions that return at once, in a component that never waits with frames on its stack. */
  private static final String CALLEE =
      """
      (component $Callee
        (core func $return (canon task.return))
        (core module $M
          (import "" "return" (func $return))
          (func (export "sync"))
          (func (export "callback") (result i32) (call $return) (i32.const 0))
          (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
        (core instance $m (instantiate $M (with "" (instance
          (export "return" (func $return))))))
        (func (export "sync") (canon lift (core func $m "sync")))
        (func (export "callback") async
          (canon lift (core func $m "callback") async (callback (core func $m "cb")))))
      """;

  /** Reads a stream to its end, so many bytes at a time, and waits with frames on its stack. */
  private static final String READER =
      """
      (component $Reader
        (type $bytes (stream u8))
        (core module $Mem (memory (export "mem") 4))
        (core instance $mem (instantiate $Mem))
        (core func $read (canon stream.read $bytes (memory (core memory $mem "mem"))))
        (core func $drop (canon stream.drop-readable $bytes))
        (core func $yield (canon thread.yield))
        (core module $M
          (import "" "read" (func $read (param i32 i32 i32) (result i32)))
          (import "" "drop" (func $drop (param i32)))
          (import "" "yield" (func $yield (result i32)))
          (func (export "yields") (param i32)
            (loop $again
              (drop (call $yield))
              (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
              (br_if $again (local.get 0))))
          (func (export "read") (param $s i32) (param $size i32)
            (loop $again
              (br_if $again
                (i32.eqz
                  (i32.and
                    (call $read (local.get $s) (i32.const 0) (local.get $size))
                    (i32.const 15)))))
            (call $drop (local.get $s))))
        (core instance $m (instantiate $M (with "" (instance
          (export "read" (func $read))
          (export "drop" (func $drop))
          (export "yield" (func $yield))))))
        (func (export "yields") async (param "n" u32)
          (canon lift (core func $m "yields")))
        (func (export "read") async (param "s" $bytes) (param "size" u32)
          (canon lift (core func $m "read"))))
      """;

  private static final String CALLER =
      """
      (component $Caller
        (type $bytes (stream u8))
        (import "callee" (instance $callee
          (export "sync" (func))
          (export "callback" (func async))))
        (import "reader" (instance $reader
          (export "read" (func async (param "s" $bytes) (param "size" u32)))))
        (core module $Mem (memory (export "mem") 4))
        (core instance $mem (instantiate $Mem))
        (core func $sync (canon lower (func $callee "sync")))
        (core func $callback (canon lower (func $callee "callback")))
        (core func $async (canon lower (func $callee "callback") async))
        (core func $read (canon lower (func $reader "read") async))
        (core func $new (canon stream.new $bytes))
        (core func $write (canon stream.write $bytes (memory (core memory $mem "mem"))))
        (core func $drop (canon stream.drop-writable $bytes))
        (core func $subtask.drop (canon subtask.drop))
        (core func $set (canon waitable-set.new))
        (core func $join (canon waitable.join))
        (core func $wait (canon waitable-set.wait (memory (core memory $mem "mem"))))
        (core func $set.drop (canon waitable-set.drop))
        (core module $M
          (import "" "sync" (func $sync))
          (import "" "callback" (func $callback))
          (import "" "async" (func $async (result i32)))
          (import "" "read" (func $read (param i32 i32) (result i32)))
          (import "" "new" (func $new (result i64)))
          (import "" "write" (func $write (param i32 i32 i32) (result i32)))
          (import "" "drop" (func $drop (param i32)))
          (import "" "subtask.drop" (func $subtask.drop (param i32)))
          (import "" "set" (func $set (result i32)))
          (import "" "join" (func $join (param i32 i32)))
          (import "" "wait" (func $wait (param i32 i32) (result i32)))
          (import "" "set.drop" (func $set.drop (param i32)))
          (func (export "sync") (param i32)
            (loop $again
              (call $sync)
              (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
              (br_if $again (local.get 0))))
          (func (export "callback") (param i32)
            (loop $again
              (call $callback)
              (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
              (br_if $again (local.get 0))))
          (func (export "async") (param i32)
            (loop $again
              (drop (call $async))
              (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
              (br_if $again (local.get 0))))
          (func (export "write") (param $times i32) (param $size i32)
            (local $both i64) (local $w i32) (local $task i32) (local $set i32)
            (local.set $both (call $new))
            (local.set $w (i32.wrap_i64 (i64.shr_u (local.get $both) (i64.const 32))))
            (local.set $task
              (i32.shr_u
                (call $read (i32.wrap_i64 (local.get $both)) (local.get $size))
                (i32.const 4)))
            (loop $again
              (drop (call $write (local.get $w) (i32.const 1024) (local.get $size)))
              (local.set $times (i32.sub (local.get $times) (i32.const 1)))
              (br_if $again (local.get $times)))
            (call $drop (local.get $w))
            (local.set $set (call $set))
            (call $join (local.get $task) (local.get $set))
            (drop (call $wait (local.get $set) (i32.const 0)))
            (call $subtask.drop (local.get $task))
            (call $set.drop (local.get $set))))
        (core instance $m (instantiate $M (with "" (instance
          (export "sync" (func $sync))
          (export "callback" (func $callback))
          (export "async" (func $async))
          (export "read" (func $read))
          (export "new" (func $new))
          (export "write" (func $write))
          (export "drop" (func $drop))
          (export "subtask.drop" (func $subtask.drop))
          (export "set" (func $set))
          (export "join" (func $join))
          (export "wait" (func $wait))
          (export "set.drop" (func $set.drop))))))
        (func (export "sync") async (param "n" u32) (canon lift (core func $m "sync")))
        (func (export "callback") async (param "n" u32)
          (canon lift (core func $m "callback")))
        (func (export "async") async (param "n" u32) (canon lift (core func $m "async")))
        (func (export "write") async (param "times" u32) (param "size" u32)
          (canon lift (core func $m "write"))))
      """;

  /**
   * Writes and reads a stream as {@code write} does, in tasks that never wait with frames on a
   * stack, though their instances might.
   */
  private static final String CALLBACKS =
      """
      (component $CallbackReader
        (type $bytes (stream u8))
        (core func $yield (canon thread.yield))
        (core module $Mem (memory (export "mem") 4))
        (core instance $mem (instantiate $Mem))
        (core func $read (canon stream.read $bytes async (memory (core memory $mem "mem"))))
        (core func $drop (canon stream.drop-readable $bytes))
        (core func $set (canon waitable-set.new))
        (core func $set.drop (canon waitable-set.drop))
        (core func $join (canon waitable.join))
        (core func $return (canon task.return))
        (core module $M
          (import "" "read" (func $read (param i32 i32 i32) (result i32)))
          (import "" "drop" (func $drop (param i32)))
          (import "" "set" (func $set (result i32)))
          (import "" "set.drop" (func $set.drop (param i32)))
          (import "" "join" (func $join (param i32 i32)))
          (import "" "return" (func $return))
          (global $s (mut i32) (i32.const 0))
          (global $size (mut i32) (i32.const 0))
          (global $all (mut i32) (i32.const 0))
          (func (export "read") (param $s i32) (param $size i32) (result i32)
            (global.set $s (local.get $s))
            (global.set $size (local.get $size))
            (global.set $all (call $set))
            (call $join (local.get $s) (global.get $all))
            (call $go))
          (func $go (result i32) (local $read i32)
            (loop $again
              (local.set $read (call $read (global.get $s) (i32.const 0) (global.get $size)))
              (if (i32.eq (local.get $read) (i32.const -1))
                (then
                  (return (i32.or (i32.const 2) (i32.shl (global.get $all) (i32.const 4))))))
              (br_if $again (i32.eqz (i32.and (local.get $read) (i32.const 15)))))
            (call $end))
          (func $end (result i32)
            (call $join (global.get $s) (i32.const 0))
            (call $drop (global.get $s))
            (call $set.drop (global.get $all))
            (call $return)
            (i32.const 0))
          (func (export "cb") (param i32 i32 i32) (result i32)
            (if (result i32) (i32.and (local.get 2) (i32.const 15))
              (then (call $end))
              (else (call $go)))))
        (core instance $m (instantiate $M (with "" (instance
          (export "read" (func $read))
          (export "drop" (func $drop))
          (export "set" (func $set))
          (export "set.drop" (func $set.drop))
          (export "join" (func $join))
          (export "return" (func $return))))))
        (func (export "read") async (param "s" $bytes) (param "size" u32)
          (canon lift (core func $m "read") async (callback (core func $m "cb")))))
      (component $CallbackWriter
        (type $bytes (stream u8))
        (core func $yield (canon thread.yield))
        (import "read" (func $read async (param "s" $bytes) (param "size" u32)))
        (core module $Mem (memory (export "mem") 4))
        (core instance $mem (instantiate $Mem))
        (core func $read (canon lower (func $read) async))
        (core func $new (canon stream.new $bytes))
        (core func $write (canon stream.write $bytes async (memory (core memory $mem "mem"))))
        (core func $drop (canon stream.drop-writable $bytes))
        (core func $subtask.drop (canon subtask.drop))
        (core func $set (canon waitable-set.new))
        (core func $set.drop (canon waitable-set.drop))
        (core func $join (canon waitable.join))
        (core func $return (canon task.return))
        (core module $M
          (import "" "read" (func $read (param i32 i32) (result i32)))
          (import "" "new" (func $new (result i64)))
          (import "" "write" (func $write (param i32 i32 i32) (result i32)))
          (import "" "drop" (func $drop (param i32)))
          (import "" "subtask.drop" (func $subtask.drop (param i32)))
          (import "" "set" (func $set (result i32)))
          (import "" "set.drop" (func $set.drop (param i32)))
          (import "" "join" (func $join (param i32 i32)))
          (import "" "return" (func $return))
          (global $w (mut i32) (i32.const 0))
          (global $times (mut i32) (i32.const 0))
          (global $size (mut i32) (i32.const 0))
          (global $task (mut i32) (i32.const 0))
          (global $all (mut i32) (i32.const 0))
          (func (export "write") (param $times i32) (param $size i32) (result i32)
            (local $both i64)
            (local.set $both (call $new))
            (global.set $w (i32.wrap_i64 (i64.shr_u (local.get $both) (i64.const 32))))
            (global.set $times (local.get $times))
            (global.set $size (local.get $size))
            (global.set $all (call $set))
            (global.set $task
              (i32.shr_u
                (call $read (i32.wrap_i64 (local.get $both)) (local.get $size))
                (i32.const 4)))
            (call $join (global.get $task) (global.get $all))
            (call $join (global.get $w) (global.get $all))
            (call $go))
          (func $go (result i32)
            (loop $again
              (if (global.get $times)
                (then
                  (if (i32.ne
                        (call $write (global.get $w) (i32.const 1024) (global.get $size))
                        (i32.const -1))
                    (then
                      (global.set $times (i32.sub (global.get $times) (i32.const 1)))
                      (br $again))))
                (else
                  (call $join (global.get $w) (i32.const 0))
                  (call $drop (global.get $w)))))
            (i32.or (i32.const 2) (i32.shl (global.get $all) (i32.const 4))))
          (func (export "cb") (param $event i32) (param i32 i32) (result i32)
            (if (i32.eq (local.get $event) (i32.const 1))
              (then
                (call $subtask.drop (global.get $task))
                (call $set.drop (global.get $all))
                (call $return)
                (return (i32.const 0))))
            (global.set $times (i32.sub (global.get $times) (i32.const 1)))
            (call $go)))
        (core instance $m (instantiate $M (with "" (instance
          (export "read" (func $read))
          (export "new" (func $new))
          (export "write" (func $write))
          (export "drop" (func $drop))
          (export "subtask.drop" (func $subtask.drop))
          (export "set" (func $set))
          (export "set.drop" (func $set.drop))
          (export "join" (func $join))
          (export "return" (func $return))))))
        (func (export "write") async (param "times" u32) (param "size" u32)
          (canon lift (core func $m "write") async (callback (core func $m "cb")))))
      """;

  private static final String ALL =
      "(component\n"
          + CALLEE
          + READER
          + CALLER
          + CALLBACKS
          + """
            (instance $callback-reader (instantiate $CallbackReader))
            (instance $callback-writer (instantiate $CallbackWriter
              (with "read" (func $callback-reader "read"))))
            (func (export "write-by-callbacks") (alias export $callback-writer "write"))
            (instance $callee (instantiate $Callee))
            (instance $reader (instantiate $Reader))
            (instance $caller (instantiate $Caller
              (with "callee" (instance $callee)) (with "reader" (instance $reader))))
            (func (export "sync") (alias export $caller "sync"))
            (func (export "callback") (alias export $caller "callback"))
            (func (export "async") (alias export $caller "async"))
            (func (export "write") (alias export $caller "write"))
            (func (export "yields") (alias export $reader "yields")))
          """;

  /** Where the host reads. */
  private static final String TO_HOST =
      "(component\n"
          + CALLEE
          + CALLER
          + """
            (type $bytes (stream u8))
            (import "reader" (instance $reader
              (export "read" (func async (param "s" $bytes) (param "size" u32)))))
            (instance $callee (instantiate $Callee))
            (instance $caller (instantiate $Caller
              (with "callee" (instance $callee)) (with "reader" (instance $reader))))
            (func (export "write") (alias export $caller "write")))
          """;

  private Instance instance;
  private Instance toHost;

  /** Makes instances of the components. */
  @Setup
  public void load() {
    Engine engine = Engine.create(EngineConfig.defaults().withFeatures(Features.ALL));
    Store store = Store.create(engine);
    instance = Linker.create(engine).instantiate(store, component(engine, ALL));
    Linker linker = Linker.create(engine);
    var _ = linker.instance("reader").func("read", AsyncBenchmark::read);
    toHost = linker.instantiate(store, component(engine, TO_HOST));
  }

  private static Component component(Engine engine, String text) {
    byte[] binary = WatAssembler.assemble(Source.text("async.wat", text));
    return Component.load(engine, ByteSlice.of(Source.binary("async"), binary));
  }

  private static @Nullable Object read(Store store, Object[] arguments)
      throws InterruptedException {
    try (StreamReader<?> stream = (StreamReader<?>) arguments[0]) {
      byte[] bytes = new byte[(int) (long) (Long) arguments[1]];
      int read;
      do {
        read = stream.read(bytes, 0, bytes.length);
      } while (read >= 0);
    }
    return null;
  }

  /** A function that may not block. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public @Nullable Object syncCall() {
    return instance.func("sync").call((long) TIMES);
  }

  /** A function that may block and does not, whose caller waits. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public @Nullable Object asyncCallWaitedFor() {
    return instance.func("callback").call((long) TIMES);
  }

  /** A function that may block and does not, whose caller would go on. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public @Nullable Object asyncCall() {
    return instance.func("async").call((long) TIMES);
  }

  /** A byte from one component to another, with a change of stacks for each. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public @Nullable Object streamOneByte() {
    return instance.func("write").call((long) TIMES, 1L);
  }

  /** 64 KiB from one component to another. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public @Nullable Object streamBytes() {
    return instance.func("write").call((long) TIMES, 65536L);
  }

  /** A byte from one component to another, in tasks with callbacks. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public @Nullable Object streamOneByteByCallbacks() {
    return instance.func("write-by-callbacks").call((long) TIMES, 1L);
  }

  /** 64 KiB from one component to another, in tasks with callbacks. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public @Nullable Object streamBytesByCallbacks() {
    return instance.func("write-by-callbacks").call((long) TIMES, 65536L);
  }

  /** A byte from a guest to a thread of the host's. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public @Nullable Object streamOneByteToHost() {
    return toHost.func("write").call((long) TIMES, 1L);
  }

  /** 64 KiB from a guest to a thread of the host's. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public @Nullable Object streamBytesToHost() {
    return toHost.func("write").call((long) TIMES, 65536L);
  }

  /** A task that lets others run when there is none. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public @Nullable Object yieldToOthers() {
    return instance.func("yields").call((long) TIMES);
  }
}
