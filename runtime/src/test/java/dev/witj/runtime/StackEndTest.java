package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A guest that does something for the first time near the end of its stack hurts nobody. Each runs
 * in a process of its own, whose classes are not loaded yet.
 */
final class StackEndTest {
  private static final long STACK = 1 << 20;
  private static final Engine ENGINE = Engine.create();

  /** Descends, then does something; the functions are in classes of their own. */
  private static final String GUEST =
      """
      (component
        (import "host" (func $host))
        (core func $h (canon lower (func $host)))
        (core module $m
          (type $s (struct (field i32) (field anyref)))
          (type $a (array (mut i64)))
          (type $f (func (result i32)))
          (import "" "h" (func $h))
          (memory 1)
          (table $t 4 funcref)
          (elem (table $t) (i32.const 0) func $g)
          (tag $e (param i32))
          (global $on (mut i32) (i32.const 1))
          (func $g (result i32) (i32.const 1))
          (func $large (result i32) LARGE)
          (func $split (result i32) (local $i i32) SPLIT (local.get $i))
          (func $loads (param $to i32) (result i32)
            (if (i32.eqz (global.get $on)) (then (return (i32.const 1))))
            LOADS)
          (func $loop (param i32) (result i32)
            (if (local.get 0)
              (then (return_call $other (i32.sub (local.get 0) (i32.const 1)))))
            (return_call_indirect $t (type $f) (i32.const 0)))
          (func $other (param i32) (result i32) (return_call $loop (local.get 0)))
          (func $act (result i32)
            (if (global.get $on) (then (return (call $acts))))
            (drop (call $loads (i32.const 0)))
            (call $g))
          (func $acts (result i32) ACT)
          (func (export "warm")
            (global.set $on (i32.const 0))
            (drop (call $f (i32.const 0)))
            (global.set $on (i32.const 1)))
          (func $f (export "f") (param i32) (result i32)
            (if (result i32) (i32.eqz (local.get 0))
              (then (call $act))
              (else (i32.add (i32.const 0) (call $f (i32.sub (local.get 0) (i32.const 1))))))))
        (core instance $i (instantiate $m (with "" (instance (export "h" (func $h))))))
        (func (export "warm") (canon lift (core func $i "warm")))
        (func (export "f") (param "n" u32) (result u32) (canon lift (core func $i "f"))))
      """;

  /** Some of a function that becomes several methods. */
  private static final String SPLIT =
      "(if (i32.lt_s (local.get $i) (i32.const 900))"
          + " (then (local.set $i (i32.add (local.get $i) (i32.const 1)))))";

  /** Accesses that are written out in a function of several of these. */
  private static final String LOADS =
      """
      (i32.store8 (local.get $to) (i32.load8_u offset=3 (local.get $to)))
      (i32.store16 (local.get $to) (i32.load16_u offset=3 (local.get $to)))
      (i32.store (local.get $to) (i32.load offset=3 (local.get $to)))
      (i64.store (local.get $to) (i64.load offset=3 (local.get $to)))
      (f32.store (local.get $to) (f32.load offset=3 (local.get $to)))
      (f64.store (local.get $to) (f64.load offset=3 (local.get $to)))
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(call $large)",
        "(call_indirect $t (type $f) (i32.const 0))",
        "(call $h) (i32.const 1)",
        "(drop (struct.new $s (i32.const 1) (array.new $a (i64.const 1) (i32.const 2000))))"
            + " (i32.const 1)",
        "(block $b (result i32) (try_table (result i32) (catch $e $b)"
            + " (throw $e (i32.const 1))))",
        "(i32.trunc_f32_s (f32.const nan))",
        "(call $split)",
        "(call $loads (i32.const 8))",
        "(call $loop (i32.const 3))",
        "(drop (memory.grow (i32.const 1))) (drop (table.grow $t (ref.null func) (i32.const 9)))"
            + " (memory.fill (i32.const 0) (i32.const 1) (i32.const 70000)) (i32.const 1)",
        "(i32.atomic.rmw.add (i32.const 8) (i32.atomic.rmw16.cmpxchg_u (i32.const 4)"
            + " (i32.const 0) (i32x4.extract_lane 1 (i32x4.mul (v128.load (i32.const 8))"
            + " (v128.load (i32.const 32))))))",
        "(ref.cast (ref $s) (array.new_default $a (i32.const 3))) (drop) (i32.const 1)"
      })
  void hurtsNobody(String act) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                new File(System.getProperty("java.home"), "bin/java").getPath(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StackEndTest.class.getName(),
                act)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals("good\n", said);
  }

  /**
   * The process: depths from beyond the end upwards, each time with new code of the guest's, whose
   * classes are not loaded yet, or loaded but have not done what they do.
   */
  public static void main(String[] arguments) throws InterruptedException {
    byte[] plain = assemble("(i32.const 1)");
    byte[] binary = assemble(arguments[0]);
    List<String> wrong = new ArrayList<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              int end = depth(load(plain));
              for (int depth = end; depth > end * 3 / 4; depth -= depth > end - 400 ? 10 : 200) {
                for (boolean warm : new boolean[] {false, true}) {
                  InstancePre ready = load(binary);
                  String deep = call(ready, depth, warm);
                  String flat = call(ready, 0, false);
                  String other = call(load(binary), 0, false);
                  if (!flat.equals(other) || (!deep.equals(flat) && !deep.equals("EXHAUSTED"))) {
                    wrong.add(depth + ": " + deep + ", then " + flat + ", " + other);
                  }
                }
              }
            },
            "guest",
            STACK);
    thread.start();
    thread.join();
    System.out.println(wrong.isEmpty() ? "good" : String.join("\n", wrong));
  }

  private static byte[] assemble(String act) {
    String large = "(nop)".repeat(5000) + "(i32.const 1)";
    String text =
        GUEST
            .replace("ACT", act)
            .replace("LARGE", large)
            .replace("SPLIT", SPLIT.repeat(600))
            .replace("LOADS", LOADS.repeat(6) + "(i32.load16_s (local.get $to))");
    return WatAssembler.assemble(Source.text("guest.wat", text));
  }

  private static InstancePre load(byte[] binary) {
    Linker linker = Linker.create(ENGINE);
    linker.root().func("host", (_, _) -> null);
    return linker.pre(Component.load(ENGINE, "guest", binary));
  }

  /** The first depth that is too deep, about. */
  private static int depth(InstancePre ready) {
    int low = 1;
    int high = 1 << 20;
    while (high - low > 50) {
      int middle = (low + high) / 2;
      if (call(ready, middle, false).equals("EXHAUSTED")) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static String call(InstancePre ready, int depth, boolean warm) {
    try (Store store = Store.create(ENGINE)) {
      var instance = ready.instantiate(store);
      if (warm) {
        instance.func("warm").call();
      }
      return "gives " + instance.func("f").call((long) depth);
    } catch (TrapException e) {
      return e.code() == TrapCode.CALL_STACK_EXHAUSTED ? "EXHAUSTED" : e.code().toString();
    }
  }
}
