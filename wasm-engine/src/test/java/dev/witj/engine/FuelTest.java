package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.engine.script.Subject;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    return run(subject.compile(ByteSlice.of(binary)), List.of(), fuel);
  }

  private static Func run(WasmModule module, List<? extends Extern> imports, Fuel fuel) {
    Meter meter =
        new Meter() {
          @Override
          public Optional<Fuel> fuel() {
            return Optional.of(fuel);
          }
        };
    return (Func) module.instantiate(imports, meter).export("run").orElseThrow();
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

  /** Code that counts and code that does not are kept apart, and found again as what they are. */
  @Test
  void isTakenByCodeFromTheCache(@TempDir Path folder) throws IOException {
    ByteSlice binary =
        ByteSlice.of(
            WatAssembler.assemble(
                Source.text("fuel", "(module (func (export \"run\") nop nop nop))")));
    Map<Path, FileTime> kept = Map.of();
    for (int i = 0; i < 3; i++) {
      // An engine of its own has nothing but what lies in the folder.
      WasmEngine engine = WasmEngine.create(EngineOptions.defaults().withCache(folder));
      WasmModule module = engine.compile(binary, "m");
      Fuel fuel = new Fuel(10);
      var _ = run(module, List.of(), fuel).call();
      assertEquals(7, fuel.left());
      Func stopped = run(module, List.of(), new Fuel(2));
      assertEquals(TrapKind.OUT_OF_FUEL, assertThrows(Trap.class, stopped::call).kind());
      Func free = (Func) module.instantiate(List.of(), Meter.UNLIMITED).export("run").orElseThrow();
      assertEquals(0, free.call().length);
      engine.keepCode();
      Map<Path, FileTime> now = files(folder);
      if (i > 0) {
        assertEquals(kept, now);
      }
      kept = now;
    }
    assertEquals(2, kept.size());
  }

  private static Map<Path, FileTime> files(Path folder) throws IOException {
    Map<Path, FileTime> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        files.put(each, Files.getLastModifiedTime(each));
      }
    }
    return files;
  }

  /** Where a memory lies makes no difference to what is taken. */
  @Test
  void isTakenOverMappedMemories() {
    String run =
        "(func (export \"run\") (result i32) (i32.store (i32.const 8) (i32.const 5))"
            + " (memory.fill (i32.const 64) (i32.const 1) (i32.const 128))"
            + " (i32.load (i32.const 8)))";
    WasmEngine engine = WasmEngine.create();
    WasmModule importer = compile(engine, "(import \"a\" \"m\" (memory 1)) " + run);
    long taken = takes(compile(engine, "(memory 1)" + run), List.of());
    assertTrue(taken > 0);
    assertEquals(taken, takes(compile(engine, "(memory 1 65536)" + run), List.of()));
    // Taken for an array by code that was compiled before anybody knew.
    assertEquals(taken, takes(importer, List.of(memory(engine, "(memory 1 65536)"))));
    assertEquals(taken, takes(importer, List.of(memory(engine, "(memory 1)"))));
  }

  private static WasmModule compile(WasmEngine engine, String fields) {
    String text = "(module " + fields + ")";
    return engine.compile(ByteSlice.of(WatAssembler.assemble(Source.text("fuel", text))), "fuel");
  }

  private static Memory memory(WasmEngine engine, String declared) {
    return (Memory)
        compile(engine, declared + " (export \"m\" (memory 0))")
            .instantiate(List.of(), Meter.UNLIMITED)
            .export("m")
            .orElseThrow();
  }

  /** How much it takes, no less than which suffices. */
  private static long takes(WasmModule module, List<? extends Extern> imports) {
    Fuel fuel = new Fuel(1000);
    assertArrayEquals(new Object[] {5}, run(module, imports, fuel).call());
    long taken = 1000 - fuel.left();
    assertArrayEquals(new Object[] {5}, run(module, imports, new Fuel(taken)).call());
    Func stopped = run(module, imports, new Fuel(taken - 1));
    assertEquals(TrapKind.OUT_OF_FUEL, assertThrows(Trap.class, stopped::call).kind());
    return taken;
  }
}
