package dev.witj.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.component.Externs;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Components keep what they export when their modules are taken out. */
class UnbundleTest {
  private static final int ROUNDS = 60;
  private static final int LARGEST = 20_000;

  @TestFactory
  Stream<DynamicTest> components() {
    Path folder = Corpus.suite("jco-components");
    return Corpus.files(folder, ".wasm").stream()
        .filter(UnbundleTest::isComponent)
        .map(
            file ->
                DynamicTest.dynamicTest(
                    folder.relativize(file).toString(),
                    () -> check(ByteSlice.of(Files.readAllBytes(file)))));
  }

  private static boolean isComponent(Path file) {
    try {
      return BinaryKind.of(ByteSlice.of(Files.readAllBytes(file)))
          .filter(kind -> kind == BinaryKind.COMPONENT)
          .isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(ByteSlice component) {
    Externs exports = exports(component);
    Unbundle unbundled = Unbundle.of(component, 0);
    assertEquals(exports.byName().keySet(), exports(unbundled.component()).byName().keySet());
    long left =
        ComponentModel.read(unbundled.component())
            .elements()
            .filter(ComponentElement.CoreModule.class::isInstance)
            .count();
    assertEquals(0, left);
  }

  private static Externs exports(ByteSlice component) {
    return ComponentValidator.validate(component, Features.ALL).exports();
  }

  @TestFactory
  Stream<DynamicTest> damagedComponents() {
    Path folder = Corpus.suite("jco-components");
    return Corpus.files(folder, ".wasm").stream()
        .filter(file -> file.toFile().length() < LARGEST)
        .map(
            file ->
                DynamicTest.dynamicTest(
                    folder.relativize(file).toString(), () -> damage(Files.readAllBytes(file))));
  }

  private static void damage(byte[] binary) {
    Random random = new Random(binary.length);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged =
          Arrays.copyOf(binary, i % 3 == 0 ? random.nextInt(binary.length) : binary.length);
      for (int flips = 1 + i % 4; flips > 0 && damaged.length > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        Unbundle unbundled = Unbundle.of(ByteSlice.of(damaged), 0);
        exports(unbundled.component());
      } catch (DiagnosticException expected) {
        assertTrue(!expected.diagnostics().isEmpty());
      }
    }
  }

  @Test
  void everyKindOfIndexMoves() {
    String text =
        """
        (component
          (core type $own (func (param f64)))
          (core type $uses (module (alias outer 1 $own (type)) (import "a" "b" (func (type 0)))))
          (import "unbundled-module0" (core module $taken (type $uses)))
          (type $t (component (alias outer 1 $uses (core type)) (import "m" (core module (type 0)))))
          (core module $m
            (rec (type $list (struct (field (ref null $list)) (field (ref null $leaf))))
                 (type $leaf (struct (field i32))))
            (type $walk (func (param (ref null $list)) (result i32)))
            (type $unused (func (param v128)))
            (func (export "walk") (type $walk) i32.const 1)
            (global (export "g") (ref null $leaf) ref.null $leaf)
            (memory (export "memory") 1))
          (core module $n (import "i" "walk" (func (result i32))) (memory (export "memory") 1)
            (func (export "f") (result i32) i32.const 2))
          (component $c
            (alias outer 1 $m (core module))
            (export "m" (core module 0))
            (core module (func (export "inner"))))
          (core instance $i (instantiate $m))
          (instance $both (export "x" (core module $n)))
          (export "instance" (instance $both))
          (export "taken" (core module $taken))
          (export "c" (component $c))
        )
        """;
    ByteSlice component =
        ByteSlice.of(WatAssembler.toBinary("x.wat", text.getBytes(StandardCharsets.UTF_8)));
    Unbundle unbundled = Unbundle.of(component, 0);
    assertEquals(
        "[unbundled-module1, unbundled-module2, unbundled-module3]",
        unbundled.modules().stream().map(Unbundle.Module::name).toList().toString());
    check(component);
  }

  @Test
  void smallModulesStay() throws IOException {
    ByteSlice component =
        ByteSlice.of(
            WatAssembler.toBinary(
                "greeter.wat",
                Files.readAllBytes(Corpus.testdata("samples").resolve("greeter.wat"))));
    Unbundle unbundled = Unbundle.of(component, Unbundle.DEFAULT_THRESHOLD);
    assertEquals(0, unbundled.modules().size());
    assertEquals(component, unbundled.component());
    assertEquals(1, Unbundle.of(component, 1).modules().size());
  }
}
