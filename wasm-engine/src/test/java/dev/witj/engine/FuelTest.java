package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.engine.script.Subject;
import dev.witj.wat.WatAssembler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What guests take of their fuel is what is said of it, and stops them where it is said. */
class FuelTest {
  private static final List<Subject> SUBJECTS =
      Stream.concat(
              Stream.of(Subject.interpreter()),
              Stream.of(7000, 120)
                  .map(EngineOptions.defaults()::withMethodLimit)
                  .map(Subject::compiler))
          .toList();

  private static Func run(Subject subject, String fields, Fuel fuel) {
    byte[] binary = WatAssembler.assemble(Source.text("fuel", "(module " + fields + ")"));
    Meter meter =
        new Meter() {
          @Override
          public Optional<Fuel> fuel() {
            return Optional.of(fuel);
          }
        };
    return (Func)
        subject
            .compile(ByteSlice.of(binary))
            .instantiate(List.of(), meter)
            .export("run")
            .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | (func (export \"run\"))",
        "2 | (func (export \"run\") nop nop)",
        "2 | (func (export \"run\") (block (block nop) (block)) nop)",
        // Taken and not taken, what comes before the branch and after it.
        "4 | (func (export \"run\") (block (br_if 0 (i32.const 1)) nop nop) nop nop)",
        "6 | (func (export \"run\") (block (br_if 0 (i32.const 0)) nop nop) nop nop)",
        "4 | (func (export \"run\") (if (i32.const 0) (then nop) (else nop nop)))",
        // 2 before, 10 rounds of 5.
        "52 | (func (export \"run\") (local i32) (local.set 0 (i32.const 10))"
            + " (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))",
        "3 | (func $f nop) (func (export \"run\") (call $f) nop)",
        // Code that cannot be reached.
        "1 | (func (export \"run\") return nop nop)",
        // Four, and 64 bytes for each of three.
        "7 | (memory 1)"
            + "(func (export \"run\") (memory.fill (i32.const 0) (i32.const 1) (i32.const 200)))",
        "6 | (table 20 funcref)"
            + "(func (export \"run\") (table.fill (i32.const 0) (ref.null func) (i32.const 20)))",
        "3 | (memory 1) (func (export \"run\") (drop (memory.grow (i32.const 200))))",
        "4 | (table 1 funcref)"
            + "(func (export \"run\") (drop (table.grow (ref.null func) (i32.const 200))))",
        "5 | (type $a (array i8))"
            + "(func (export \"run\") (drop (array.new_default $a (i32.const 16))))",
      })
  void takesWhatIsSaid(int units, String fields) {
    for (Subject subject : SUBJECTS) {
      Fuel fuel = new Fuel(1000);
      Func run = run(subject, fields, fuel);
      var _ = run.call();
      assertEquals(1000 - units, fuel.left());
      Fuel enough = new Fuel(units);
      var _ = run(subject, fields, enough).call();
      assertEquals(0, enough.left());
      if (units > 0) {
        Func stopped = run(subject, fields, new Fuel(units - 1));
        assertEquals(TrapKind.OUT_OF_FUEL, assertThrows(Trap.class, stopped::call).kind());
      }
    }
  }

  @Test
  void stopsBeforeAnythingOfWhatComesNext() {
    String fields =
        "(global $g (mut i32) (i32.const 0)) (func (export \"run\") (result i32)"
            + " (global.get $g) (global.set $g (i32.const 7)) nop nop)";
    for (Subject subject : SUBJECTS) {
      Fuel fuel = new Fuel(4);
      Func run = run(subject, fields, fuel);
      assertEquals(TrapKind.OUT_OF_FUEL, assertThrows(Trap.class, run::call).kind());
      assertEquals(4, fuel.left());
      fuel.add(1);
      assertArrayEquals(new Object[] {0}, run.call());
      assertEquals(0, fuel.left());
      assertThrows(IllegalArgumentException.class, () -> fuel.add(-1));
    }
  }

  @Test
  void stopsAtTheSamePlaceHoweverCodeIsSplit() {
    String fields =
        "(global $g (mut i32) (i32.const 0)) (func (export \"run\") (result i32) (local $i i32)"
            + ("(if (i32.lt_s (local.get $i) (i32.const 90))"
                    + " (then (local.set $i (i32.add (local.get $i) (i32.const 1)))))")
                .repeat(300)
            + "(loop $l (local.set $i (i32.add (local.get $i) (i32.const 1)))"
            + " (br_if $l (i32.lt_s (local.get $i) (i32.const 100000)))) (local.get $i))";
    Fuel first = new Fuel(1_000_000);
    Object[] expected = run(SUBJECTS.getFirst(), fields, first).call();
    for (Subject subject : SUBJECTS) {
      Fuel fuel = new Fuel(1_000_000);
      assertArrayEquals(expected, run(subject, fields, fuel).call());
      assertEquals(first.left(), fuel.left());
    }
  }
}
