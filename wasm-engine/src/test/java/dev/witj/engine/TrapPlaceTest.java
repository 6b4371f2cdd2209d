package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where in a module the instructions lie that were executed when it trapped. */
class TrapPlaceTest {
  private static final int LIMIT = EngineOptions.defaults().methodLimit();
  private static final int TINY = 200;

  /** More of them make a body longer than line numbers are. */
  private static final int MANY = 9_000;

  private static final Meter FUELED =
      meter(Optional.of(new Fuel(Long.MAX_VALUE)), Interruption.BY_THREAD);

  private static Meter meter(Optional<Fuel> fuel, Interruption interruption) {
    return new Meter() {
      @Override
      public Optional<Fuel> fuel() {
        return fuel;
      }

      @Override
      public Interruption interruption() {
        return interruption;
      }
    };
  }

  private static byte[] assemble(String fields) {
    return WatAssembler.assemble(Source.text("places", "(module " + fields + ")"));
  }

  /** The instructions of a function, by where they lie. */
  private static List<Integer> offsets(byte[] binary, int function, Opcode opcode) {
    List<Integer> found = new ArrayList<>();
    InstructionReader in =
        CoreModule.read(ByteSlice.of(binary)).bodies().get(function).instructions();
    while (in.next()) {
      if (in.opcode() == opcode) {
        found.add(in.offset());
      }
    }
    return found;
  }

  /** The frames of guests when the exported function `run` traps; of parts only the innermost. */
  private static List<GuestFrame> trap(byte[] binary, int limit, Meter meter, Object... arguments) {
    WasmModule module =
        WasmEngine.create(EngineOptions.defaults().withMethodLimit(limit))
            .compile(ByteSlice.of(binary), "places");
    Func run = (Func) module.instantiate(List.of(), meter).export("run").orElseThrow();
    Trap trap = assertThrows(Trap.class, () -> run.call(arguments));
    Throwable cause = trap.getCause() == null ? trap : trap.getCause();
    List<GuestFrame> frames = new ArrayList<>();
    for (StackTraceElement element : cause.getStackTrace()) {
      Optional<GuestFrame> frame = module.frame(element);
      GuestFrame last = frames.isEmpty() ? null : frames.getLast();
      if (frame.isPresent()
          && (last == null || !last.isPart() || last.function() != frame.get().function())) {
        frames.add(frame.get());
      }
    }
    return frames;
  }

  private static void assertPlace(int offset, GuestFrame frame) {
    assertEquals(offset, frame.offset().orElseThrow(), frame::toString);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "UNREACHABLE | unreachable",
        "I32_DIV_S | (drop (i32.div_s (i32.const 1) (i32.const 0)))",
        "I64_REM_U | (drop (i64.rem_u (i64.const 1) (i64.const 0)))",
        "I32_TRUNC_F64_S | (drop (i32.trunc_f64_s (f64.const nan)))",
        "I32_LOAD8_U | (drop (i32.load8_u (i32.const 65536)))",
        "I64_STORE | (i64.store (i32.const 65533) (i64.const 0))",
        "V128_LOAD | (drop (v128.load (i32.const 65530)))",
        "V128_STORE | (v128.store (i32.const 65530) (v128.const i64x2 0 0))",
        "I32_ATOMIC_RMW_ADD | (drop (i32.atomic.rmw.add (i32.const 1) (i32.const 1)))",
        "MEMORY_FILL | (memory.fill (i32.const 65530) (i32.const 1) (i32.const 9))",
        "MEMORY_COPY | (memory.copy (i32.const 65530) (i32.const 1) (i32.const 9))",
        "MEMORY_INIT | (memory.init $d (i32.const 65530) (i32.const 0) (i32.const 9))",
        "TABLE_GET | (drop (table.get (i32.const 9)))",
        "TABLE_SET | (table.set (i32.const 9) (ref.null func))",
        "TABLE_FILL | (table.fill (i32.const 0) (ref.null func) (i32.const 9))",
        "TABLE_COPY | (table.copy (i32.const 0) (i32.const 0) (i32.const 9))",
        "TABLE_INIT | (table.init $e (i32.const 0) (i32.const 0) (i32.const 9))",
        "CALL_INDIRECT | (call_indirect (i32.const 0))",
        "CALL_REF | (call_ref $f (ref.null $f))",
        "REF_AS_NON_NULL | (drop (ref.as_non_null (ref.null func)))",
        "STRUCT_GET | (drop (struct.get $s 0 (ref.null $s)))",
        "ARRAY_SET | (array.set $a (array.new_default $a (i32.const 1)) (i32.const 1) (i32.const"
            + " 2))",
        "REF_CAST | (drop (ref.cast (ref i31) (ref.null any)))",
        "THROW_REF | (throw_ref (ref.null exn))",
      })
  void knowsWhichInstructionTrapped(Opcode opcode, String trapping) {
    String before =
        "(drop (i32.div_u (i32.const 1) (local.get 0))) (i32.store (i32.const 0) (i32.const 1))";
    byte[] binary =
        assemble(
            "(type $f (func)) (type $s (struct (field i32))) (type $a (array (mut i32)))"
                + " (memory 1) (table 3 funcref) (data $d \"12\") (elem $e func)"
                + " (func (export \"run\") (param i32) "
                + before
                + trapping
                + before
                + ")");
    int offset = offsets(binary, 0, opcode).getFirst();
    for (int limit : new int[] {LIMIT, TINY}) {
      assertPlace(offset, trap(binary, limit, Meter.UNLIMITED, 7).getFirst());
      assertPlace(offset, trap(binary, limit, FUELED, 7).getFirst());
    }
  }

  /** Functions whose bodies are longer than line numbers are, and which are cut into parts. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4_000, MANY - 2, MANY - 1})
  void knowsWhichInstructionOfALongFunctionTrapped(int which) {
    StringBuilder arms = new StringBuilder();
    for (int i = 0; i < MANY; i++) {
      String then = i % 2 == 0 ? "unreachable" : "(call $g)";
      arms.append("(if (i32.eq (local.get 0) (i32.const " + i + ")) (then " + then + "))");
    }
    byte[] binary =
        assemble("(func $run (export \"run\") (param i32) " + arms + ") (func $g unreachable)");
    int offset =
        which % 2 == 0
            ? offsets(binary, 0, Opcode.UNREACHABLE).get(which / 2)
            : offsets(binary, 0, Opcode.CALL).get(which / 2);
    assertTrue(CoreModule.read(ByteSlice.of(binary)).bodies().getFirst().bytes().size() > 0xffff);
    for (Meter meter : List.of(Meter.UNLIMITED, FUELED)) {
      List<GuestFrame> frames = trap(binary, LIMIT, meter, which);
      assertEquals(which % 2 == 0 ? 1 : 2, frames.size(), frames::toString);
      assertEquals(0, frames.getLast().function());
      assertPlace(offset, frames.getLast());
    }
  }

  @Test
  void knowsTheFunctionsThatAreCalledInsteadOfReturning() {
    byte[] binary =
        assemble(
            "(func $run (export \"run\") (call $a) (drop (i32.const 1)))"
                + " (func $a (return_call $b))"
                + " (func $b (if (i32.const 1) (then (call $c))) (return_call $a))"
                + " (func $c unreachable)");
    List<GuestFrame> frames = trap(binary, LIMIT, Meter.UNLIMITED);
    assertEquals(List.of(3, 2, 0), frames.stream().map(GuestFrame::function).toList());
    assertPlace(offsets(binary, 3, Opcode.UNREACHABLE).getFirst(), frames.get(0));
    assertPlace(offsets(binary, 2, Opcode.CALL).getFirst(), frames.get(1));
    assertPlace(offsets(binary, 0, Opcode.CALL).getFirst(), frames.get(2));
  }

  @Test
  void knowsTheLoopThatWasInterrupted() {
    byte[] binary =
        assemble(
            "(memory 1) (func (export \"run\") (i32.store (i32.const 0) (i32.const 1))"
                + " (loop $l (br $l)))");
    Interruption second =
        new Interruption() {
          private int asked;

          @Override
          protected void answer() {
            if (asked++ > 0) {
              throw new Trap(TrapKind.INTERRUPTED);
            }
            raise();
          }

          @Override
          protected void threadInterrupted() {}
        };
    second.raise();
    GuestFrame frame = trap(binary, LIMIT, meter(Optional.empty(), second)).getFirst();
    assertPlace(offsets(binary, 0, Opcode.LOOP).getFirst(), frame);
  }
}
