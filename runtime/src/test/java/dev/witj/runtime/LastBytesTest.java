package dev.witj.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.Source;
import dev.witj.runtime.async.StreamReader;
import dev.witj.wat.WatAssembler;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a guest was told that the host has taken, the host has, whatever becomes of the guest. */
@Timeout(60)
final class LastBytesTest {
  /** Writes as soon as somebody reads, and does nothing more. */
  private static final String WRITES =
      """
      (component
        (type $bytes (stream u8))
        (import "take" (func $take (param "bytes" $bytes)))
        (import "pause" (func $pause async))
        (core module $Mem (memory (export "mem") 1) (data (i32.const 0) "hello"))
        (core instance $mem (instantiate $Mem))
        (core func $take (canon lower (func $take)))
        (core func $pause (canon lower (func $pause)))
        (core func $new (canon stream.new $bytes))
        (core func $write (canon stream.write $bytes async (memory (core memory $mem "mem"))))
        (core func $cancel (canon stream.cancel-write $bytes))
        (core module $M
          (import "" "take" (func $take (param i32)))
          (import "" "pause" (func $pause))
          (import "" "new" (func $new (result i64)))
          (import "" "write" (func $write (param i32 i32 i32) (result i32)))
          (import "" "cancel" (func $cancel (param i32) (result i32)))
          (func (export "f") (local $ends i64) (local $end i32)
            (local.set $ends (call $new))
            (call $take (i32.wrap_i64 (local.get $ends)))
            (local.set $end (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))
            (loop $l
              (call $pause)
              (if (i32.eq (i32.const -1)
                    (call $write (local.get $end) (i32.const 0) (i32.const 5)))
                (then (drop (call $cancel (local.get $end))) (br $l))))
            (unreachable)))
        (core instance $m (instantiate $M (with "" (instance
          (export "take" (func $take)) (export "pause" (func $pause)) (export "new" (func $new))
          (export "write" (func $write)) (export "cancel" (func $cancel))))))
        (func (export "f") async (canon lift (core func $m "f"))))
      """;

  @Test
  void areReadThoughTheGuestTrapsAtOnce() throws Exception {
    Engine engine = Engine.create();
    CompletableFuture<String> read = new CompletableFuture<>();
    Linker linker = Linker.create(engine);
    linker
        .root()
        .func(
            "take",
            (_, arguments) -> {
              Thread _ =
                  Thread.startVirtualThread(() -> read((StreamReader<?>) arguments[0], read));
              return null;
            })
        .func(
            "pause",
            (_, _) -> {
              Thread.sleep(1);
              return null;
            });
    Component writes =
        Component.load(engine, "writes", WatAssembler.assemble(Source.text("writes.wat", WRITES)));
    try (Store store = Store.create(engine)) {
      Func f = linker.pre(writes).instantiate(store).func("f");
      TrapException trap = assertThrows(TrapException.class, f::call);
      assertEquals(TrapCode.UNREACHABLE, trap.code());
      assertEquals("hello", read.get());
    }
  }

  private static void read(StreamReader<?> from, CompletableFuture<String> to) {
    try {
      byte[] bytes = new byte[9];
      to.complete(new String(bytes, 0, from.read(bytes, 0, bytes.length), US_ASCII));
    } catch (InterruptedException | RuntimeException e) {
      to.completeExceptionally(e);
    }
  }
}
