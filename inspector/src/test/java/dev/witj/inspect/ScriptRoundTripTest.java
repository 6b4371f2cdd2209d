package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wat.WastDirective;
import dev.witj.wat.WastModule;
import dev.witj.wat.WastScript;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The modules and components of scripts, those said to be invalid included, printed flat and folded
 * and assembled again.
 */
class ScriptRoundTripTest {
  @TestFactory
  Stream<DynamicTest> coreTestsuite() {
    return suite("core-testsuite");
  }

  @TestFactory
  Stream<DynamicTest> wasmTools() {
    return suite("wasm-tools-cli");
  }

  private static Stream<DynamicTest> suite(String name) {
    Path suite = Corpus.suite(name);
    Expectations expectations = Expectations.load("print-round-trip");
    return Corpus.files(suite, ".wast").stream()
        .map(
            file -> {
              String path = name + "/" + suite.relativize(file);
              return DynamicTest.dynamicTest(
                  path, () -> expectations.run(path, () -> script(file)));
            });
  }

  private static void script(Path file) throws IOException {
    WastScript script =
        WastScript.parse(
            WatAssembler.readText(file.getFileName().toString(), Files.readAllBytes(file)),
            new WatAssembler.Options(true));
    for (WastDirective directive : script.directives()) {
      Optional<byte[]> binary = module(directive).flatMap(ScriptRoundTripTest::binary);
      if (binary.isPresent()) {
        check(ByteSlice.of(binary.get()));
      }
    }
  }

  private static Optional<WastModule> module(WastDirective directive) {
    return switch (directive) {
      case WastDirective.Define define -> Optional.of(define.module());
      case WastDirective.Definition definition -> Optional.of(definition.module());
      case WastDirective.AssertInvalid invalid -> Optional.of(invalid.module());
      default -> Optional.empty();
    };
  }

  private static Optional<byte[]> binary(WastModule module) {
    try {
      return Optional.of(module.toBinary());
    } catch (DiagnosticException _) {
      return Optional.empty();
    }
  }

  private static void check(ByteSlice binary) throws IOException {
    byte[] flat = assemble(binary, WatPrinter.Options.DEFAULT);
    assertEquals(NormalForm.of(binary), NormalForm.of(ByteSlice.of(flat)));
    assertEquals(AllNames.of(binary), AllNames.of(ByteSlice.of(flat)));
    assertArrayEquals(flat, assemble(binary, WatPrinter.Options.FOLDED));
  }

  private static byte[] assemble(ByteSlice binary, WatPrinter.Options options) throws IOException {
    StringBuilder text = new StringBuilder();
    WatPrinter.print(binary, options, text);
    return WatAssembler.assemble(
        Source.text("printed", text.toString()), new WatAssembler.Options(true));
  }
}
