package dev.witj.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

/** A component whose allocator gives memory out beyond two gibibytes, where no array reaches. */
class MappedMemoryTest {
  private static final String ECHO =
      """
      (component
        (core module $m
          (memory (export "memory") 49152)
          (global $next (mut i32) (i32.const 0x90000000))
          (func (export "realloc") (param i32 i32 i32 i32) (result i32)
            (global.set $next
              (i32.and (i32.add (global.get $next) (i32.const 15)) (i32.const -8)))
            (global.get $next)
            (global.set $next (i32.add (global.get $next) (local.get 3))))
          (func (export "echo") (param i32 i32) (result i32)
            (i32.store (i32.const 0xa0000000) (local.get 0))
            (i32.store (i32.const 0xa0000004) (local.get 1))
            (i32.const 0xa0000000))
          (func (export "beyond") (result i32) (i32.const 0xc0000000)))
        (core instance $i (instantiate $m))
        (func (export "text") (param "x" string) (result string)
          (canon lift (core func $i "echo") (memory $i "memory")
            (realloc (core func $i "realloc"))))
        (func (export "numbers") (param "x" (list u64)) (result (list u64))
          (canon lift (core func $i "echo") (memory $i "memory")
            (realloc (core func $i "realloc"))))
        (func (export "texts") (param "x" (list string)) (result (list string))
          (canon lift (core func $i "echo") (memory $i "memory")
            (realloc (core func $i "realloc"))))
        (func (export "beyond") (result string)
          (canon lift (core func $i "beyond") (memory $i "memory"))))
      """;

  private static final Engine ENGINE = Engine.create();
  private static final Component COMPONENT =
      Component.load(ENGINE, "echo", WatAssembler.assemble(Source.text("echo.wat", ECHO)));

  @Test
  void liftsAndLowersBeyondTwoGibibytes() {
    StoreLimits limits = StoreLimits.defaults().withMemoryBytes(4L << 30);
    try (Store store = Store.create(ENGINE, limits)) {
      Instance instance = Linker.create(ENGINE).pre(COMPONENT).instantiate(store);
      assertEquals("wörld 🌍", instance.func("text").call("wörld 🌍"));
      assertArrayEquals(
          new long[] {1, -2, 3}, (long[]) instance.func("numbers").call(new long[] {1, -2, 3}));
      assertEquals(List.of("a", "", "ö"), instance.func("texts").call(List.of("a", "", "ö")));
      TrapException trap = assertThrows(TrapException.class, () -> instance.func("beyond").call());
      assertEquals(TrapCode.POINTER_OUT_OF_BOUNDS, trap.code());
    }
  }

  @Test
  void countsWhatIsThereAndNotWhatIsSetAside() {
    StoreLimits limits = StoreLimits.defaults().withMemoryBytes(1L << 30);
    try (Store store = Store.create(ENGINE, limits)) {
      assertThrows(
          DiagnosticException.class, () -> Linker.create(ENGINE).pre(COMPONENT).instantiate(store));
    }
  }

  @Test
  void boundsTheAddressSpaceOfAllMemoriesTogether() throws IOException {
    Path used = Path.of("/proc/self/statm");
    assumeTrue(Files.exists(used), "this system does not say how much address space is used");
    String many =
        "(component (core module $m "
            + "(memory i64 0) ".repeat(100)
            + ") "
            + "(core instance (instantiate $m)) ".repeat(100)
            + ")";
    Component component =
        Component.load(ENGINE, "many", WatAssembler.assemble(Source.text("many.wat", many)));
    StoreLimits limits = StoreLimits.defaults().withMemoryBytes(16L << 30);
    try (Store store = Store.create(ENGINE, limits)) {
      long before = addressSpace(used);
      Linker.create(ENGINE).pre(component).instantiate(store);
      long more = addressSpace(used) - before;
      assertTrue(more <= 5 * limits.memoryBytes(), more + " bytes");
    }
  }

  private static long addressSpace(Path used) throws IOException {
    try (Scanner pages = new Scanner(used, US_ASCII)) {
      return 4096 * pages.nextLong();
    }
  }
}
