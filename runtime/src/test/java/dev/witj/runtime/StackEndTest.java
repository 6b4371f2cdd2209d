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
          (func $g (result i32) (i32.const 1))
          (func $large (result i32) LARGE)
          (func $act (result i32) ACT)
          (func $f (export "f") (param i32) (result i32)
            (if (result i32) (i32.eqz (local.get 0))
              (then (call $act))
              (else (i32.add (i32.const 0) (call $f (i32.sub (local.get 0) (i32.const 1))))))))
        (core instance $i (instantiate $m (with "" (instance (export "h" (func $h))))))
        (func (export "f") (param "n" u32) (result u32) (canon lift (core func $i "f"))))
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
        "(i32.trunc_f32_s (f32.const nan))"
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

  /** The process: depths from beyond the end upwards, each time with new code of the guest's. */
  public static void main(String[] arguments) throws InterruptedException {
    byte[] plain = assemble("(i32.const 1)");
    byte[] binary = assemble(arguments[0]);
    List<String> wrong = new ArrayList<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              int end = depth(load(plain));
              for (int depth = end; depth > end * 3 / 4; depth -= depth > end - 400 ? 5 : 200) {
                InstancePre ready = load(binary);
                String deep = call(ready, depth);
                String flat = call(ready, 0);
                String other = call(load(binary), 0);
                if (!flat.equals(other) || (!deep.equals(flat) && !deep.equals("EXHAUSTED"))) {
                  wrong.add(depth + ": " + deep + ", then " + flat + ", " + other);
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
    String text = GUEST.replace("ACT", act).replace("LARGE", large);
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
      if (call(ready, middle).equals("EXHAUSTED")) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static String call(InstancePre ready, int depth) {
    try (Store store = Store.create(ENGINE)) {
      return "gives " + ready.instantiate(store).func("f").call((long) depth);
    } catch (TrapException e) {
      return e.code() == TrapCode.CALL_STACK_EXHAUSTED ? "EXHAUSTED" : e.code().toString();
    }
  }
}
