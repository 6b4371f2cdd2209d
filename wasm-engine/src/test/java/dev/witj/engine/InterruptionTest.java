package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes on for years can be interrupted. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptionTest {
  private static final String NEST =
      "(local $a i64) (local $b i64) (local $c i64) (local $d i64) (local $e i64)";

  private static String counting(String variable, String within) {
    String each = "(local.get $" + variable + ")";
    return "(local.set $"
        + variable
        + " (i64.const 900)) (loop $l"
        + variable
        + within
        + " (br_if $l"
        + variable
        + " (i64.ne (i64.const 0) (local.tee $"
        + variable
        + " (i64.sub "
        + each
        + " (i64.const 1))))))";
  }

  static Stream<Arguments> endless() {
    return Stream.of(
        Arguments.of("loop", "(func (export \"run\") (loop $l (br $l)))"),
        Arguments.of(
            "nest",
            "(func (export \"run\") "
                + NEST
                + counting("a", counting("b", counting("c", counting("d", counting("e", "")))))
                + ")"),
        Arguments.of(
            "table",
            "(func (export \"run\") (local $i i32) (loop $l (block $b (block $a (br_table $a $b $l"
                + " (local.tee $i (i32.and (i32.add (local.get $i) (i32.const 1)) (i32.const 3)))))"
                + " (br $l)) (br $l)))"),
        Arguments.of("if", "(func (export \"run\") (loop $l (if (i32.const 1) (then (br $l)))))"),
        Arguments.of(
            "values", "(func (export \"run\") (drop (loop $l (param) (result i32) (br $l))))"),
        Arguments.of(
            "parameters",
            "(func (export \"run\") (i32.const 1) (loop $l (param i32)"
                + " (br $l (i32.add (i32.const 1)))))"),
        Arguments.of(
            "null", "(func (export \"run\") (loop $l (br_on_null $l (ref.null func)) drop))"),
        Arguments.of(
            "cast",
            "(type $s (struct)) (func (export \"run\") (struct.new $s) (loop $l (param anyref)"
                + " (br_on_cast $l anyref anyref) drop))"),
        Arguments.of(
            "catch",
            "(tag $t) (func (export \"run\") (loop $l (try_table (catch $t $l) (throw $t))))"),
        Arguments.of("tail", "(func $f (export \"run\") (return_call $f))"),
        Arguments.of(
            "two tails", "(func $f (export \"run\") (return_call $g)) (func $g (return_call $f))"),
        Arguments.of(
            "tail by table",
            "(table funcref (elem $f)) (func $f (export \"run\")"
                + " (return_call_indirect (i32.const 0)))"),
        Arguments.of(
            "tree",
            "(func (export \"run\") (call $f (i32.const 300))) (func $f (param i32)"
                + " (if (local.get 0) (then (call $f (i32.sub (local.get 0) (i32.const 1)))"
                + " (call $f (i32.sub (local.get 0) (i32.const 1))))))"),
        Arguments.of(
            "many bytes",
            "(memory 1024) (func (export \"run\") "
                + NEST
                + counting(
                    "a",
                    counting(
                        "b",
                        counting(
                            "c",
                            "(memory.fill (i32.const 0) (i32.const 1) (i32.const 0x4000000))"
                                + "(memory.copy (i32.const 0) (i32.const 1)"
                                + " (i32.const 0x3ffffff))")))
                + ")"),
        Arguments.of(
            "many elements",
            "(table 1000000 funcref) (func (export \"run\") "
                + NEST
                + counting(
                    "a",
                    counting(
                        "b",
                        "(table.fill (i32.const 0) (ref.null func) (i32.const 1000000))".repeat(3)))
                + ")"),
        Arguments.of(
            "long function",
            "(memory 1) (func $f (param i32) "
                + "(i32.store (i32.const 0) (i32.mul (local.get 0) (i32.load (i32.const 4))))"
                    .repeat(400)
                + ") (func (export \"run\") "
                + NEST
                + counting("a", counting("b", counting("c", "(call $f (i32.const 1))")))
                + ")"),
        Arguments.of(
            "many instructions",
            "(memory 1) (func (export \"run\") "
                + NEST
                + counting(
                    "a",
                    counting(
                        "b",
                        counting(
                            "c",
                            "(i64.store (i32.const 0) (i64.div_u (local.get $b) (i64.const 3)))"
                                .repeat(500))))
                + ")"));
  }

  static Stream<Arguments> known() {
    String store = "(i32.store (i32.const 0) (i32.add (local.get $x) (i32.load (i32.const 0))))";
    return Stream.of(
        Arguments.of(
            "short loops that are called",
            2_000 * 900 * 7,
            "(memory 1) (func $f (local $x i64) (local $n i64) "
                + counting("x", "(local.set $n (i64.add (local.get $n) (local.get $x)))")
                + ") (func (export \"run\") (local $a i64) (local $b i64) "
                + counting("a", "(call $f) (call $f) (call $f)")
                + ")"),
        Arguments.of(
            "long functions that are called",
            900 * 3 * 500 * 6,
            "(memory 1) (func $f (param $x i32) "
                + store.repeat(500)
                + ") (func (export \"run\") (local $a i64) "
                + counting(
                    "a", "(call $f (i32.const 1)) (call $f (i32.const 2)) (call $f (i32.const 3))")
                + ")"),
        Arguments.of(
            "a long loop",
            900 * 1_000 * 6,
            "(memory 1) (func (export \"run\") (local $a i64) (local $x i32) "
                + counting("a", store.repeat(1_000))
                + ")"),
        Arguments.of(
            "short loops in a loop",
            900 * 900 * 8,
            "(func (export \"run\") (local $a i64) (local $b i64) "
                + counting("a", counting("b", ""))
                + ")"),
        Arguments.of(
            "recursion",
            300_000,
            "(func $f (export \"run\") (call $g (i32.const 17))) (func $g (param i32)"
                + " (if (local.get 0) (then (call $g (i32.sub (local.get 0) (i32.const 1)))"
                + " (call $g (i32.sub (local.get 0) (i32.const 1))))))"));
  }

  /** Asked about once in a million instructions, however they are put together. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("known")
  void asksOftenEnough(String name, int instructions, String fields) {
    byte[] binary = WatAssembler.assemble(Source.text(name, "(module " + fields + ")"));
    for (int limit : new int[] {7000, 120}) {
      AtomicInteger asked = new AtomicInteger();
      Interruption counting =
          new Interruption() {
            @Override
            protected void answer() {
              asked.incrementAndGet();
              raise();
            }

            @Override
            protected void threadInterrupted() {}
          };
      counting.raise();
      run(binary, name, limit, counting).call();
      assertTrue(asked.get() > instructions / 3_000_000, () -> "asked " + asked + " times");
    }
  }

  private static Func run(byte[] binary, String name, int limit, Interruption interruption) {
    Meter meter =
        new Meter() {
          @Override
          public Interruption interruption() {
            return interruption;
          }
        };
    return (Func)
        WasmEngine.create(EngineOptions.defaults().withMethodLimit(limit))
            .compile(ByteSlice.of(binary), name)
            .instantiate(List.of(), meter)
            .export("run")
            .orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endless")
  void ends(String name, String fields) throws InterruptedException {
    byte[] binary = WatAssembler.assemble(Source.text(name, "(module " + fields + ")"));
    for (int limit : new int[] {7000, 120}) {
      Func run = run(binary, name, limit, Interruption.BY_THREAD);
      Thread guest = Thread.currentThread();
      Thread watchdog =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      TimeUnit.MILLISECONDS.sleep(100);
                      guest.interrupt();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });
      Trap trap = assertThrows(Trap.class, run::call);
      assertEquals(TrapKind.INTERRUPTED, trap.kind());
      assertTrue(Thread.interrupted());
      watchdog.join();
    }
  }
}
