package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.PackageSource;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import dev.witj.wit.WitPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Encodes the packages of the wit-component suite, and decodes them again. */
class EncodedInterfacesTest {
  @TestFactory
  Stream<DynamicTest> encodesPackages() {
    Path suite = Corpus.suite("wit-component");
    Expectations expectations = Expectations.load("wit-component-encode");
    return Corpus.files(suite.resolve("interfaces"), ".wat").stream()
        .map(
            file -> {
              String name = suite.relativize(file).toString().replace('\\', '/');
              return dynamicTest(name, () -> expectations.run(name, () -> check(file)));
            });
  }

  private static void check(Path wat) throws IOException {
    String file = wat.toString();
    Path folder = Path.of(file.substring(0, file.length() - ".wat".length()));
    Path input = Files.isDirectory(folder) ? folder : Path.of(folder + ".wit");
    ParsedWit parsed =
        new WitParser(WitOptions.defaults().withAllFeatures().withBuiltins(PackageSource.none()))
            .parse(input);
    byte[] encoded = WitEncoder.encode(parsed.resolve(), parsed.main());
    byte[] golden = WatAssembler.assemble(Source.text("golden.wat", Files.readString(wat)));
    Structure.assertSame(golden, encoded);
    DecodedWit decoded = WitDecoder.decode(ByteSlice.of(encoded));
    assertEquals(
        WitPrinter.withDocs().print(parsed.resolve(), parsed.main()),
        WitPrinter.withDocs().print(decoded.resolve(), decoded.main()));
    assertArrayEquals(encoded, WitEncoder.encode(decoded.resolve(), decoded.main()));
  }

  @Test
  void refusesWhatNoComponentExpresses() {
    ParsedWit wit =
        new WitParser()
            .parseText(
                "a.wit",
                """
                package a:a;
                interface i { record empty {} f: func(x: tuple<>); flags none {} }
                world w { import i; }
                """);
    DiagnosticException refusal =
        assertThrows(DiagnosticException.class, () -> WitEncoder.encode(wit.resolve(), wit.main()));
    assertEquals(
        List.of("record `empty` has no field", "a tuple has no type", "flags `none` has no flag"),
        refusal.diagnostics().stream().map(Diagnostic::message).toList());
    DiagnosticException same =
        assertThrows(DiagnosticException.class, () -> WorldEmbedder.of(wit.resolve(), wit.world()));
    assertEquals(refusal.diagnostics(), same.diagnostics());
  }

  /** Either world alone is fine. */
  @Test
  void refusesWorldsThatNoComponentExpressesTogether() {
    WorldEmbedder first = embedder("package a:a; world w { export to-day: func(); }");
    WorldEmbedder second = embedder("package b:b; world w { export today: func(); }");
    ByteSlice module =
        ByteSlice.of(
            WatAssembler.assemble(
                Source.text(
                    "both.wat",
                    """
                    (module
                      (@dylink.0 (mem-info))
                      (func (export "to-day"))
                      (func (export "today")))
                    """)));
    ByteSlice program = ByteSlice.of(first.embed(module));
    ByteSlice other = ByteSlice.of(second.embed(module));
    ComponentEncoder alone = ComponentEncoder.of(program);
    Libraries libraries = Libraries.none().with("a", program);
    assertDoesNotThrow(alone::encode);
    assertDoesNotThrow(() -> ComponentEncoder.of(libraries).encode());
    for (Executable together :
        List.<Executable>of(
            () -> second.embed(program),
            () -> alone.withAdapter("other", other).encode(),
            () -> ComponentEncoder.of(libraries.with("b", other)).encode())) {
      DiagnosticException refusal = assertThrows(DiagnosticException.class, together);
      assertEquals(
          List.of("the name `today` is too much like `to-day`"),
          refusal.diagnostics().stream().map(Diagnostic::message).toList());
    }
  }

  private static WorldEmbedder embedder(String text) {
    ParsedWit wit = new WitParser().parseText("a.wit", text);
    return WorldEmbedder.of(wit.resolve(), wit.world());
  }
}
