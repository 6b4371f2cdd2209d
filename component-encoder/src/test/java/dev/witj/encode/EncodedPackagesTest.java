package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import dev.witj.wit.WitPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WIT whose dependencies are binaries. */
class EncodedPackagesTest {
  private static final String ENCODED =
      """
      (component
        (type (component
          (type (instance
            (type (enum "red" "blue"))
            (export "color" (type (eq 0)))))
          (export "acme:paint/types@1.2.0" (instance (type 0)))))
        (export "types" (type 0))
        (@custom "package-docs" "\\01{\\22interfaces\\22:{\\22types\\22:{\\22docs\\22:\\22Colours.\\22}}}"))
      """;

  @TempDir Path folder;

  private static byte[] assemble(Source source) {
    return WatAssembler.assemble(source);
  }

  private ParsedWit parse(WitOptions options) throws IOException {
    Files.createDirectories(folder.resolve("deps"));
    Files.writeString(
        folder.resolve("main.wit"),
        """
        package acme:app;

        interface canvas {
          use acme:paint/types@1.2.0.{color};

          fill: func(paint: color);
        }
        """);
    return new WitParser(options).parse(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"paint.wasm", "paint.wat"})
  void readsDependencies(String name) throws IOException {
    Files.createDirectories(folder.resolve("deps"));
    Path file = folder.resolve("deps").resolve(name);
    if (name.endsWith(".wat")) {
      Files.writeString(file, ENCODED);
    } else {
      Files.write(file, assemble(Source.text(name, ENCODED)));
    }
    ParsedWit parsed =
        parse(
            WitOptions.defaults()
                .withDecoder(EncodedPackages.withAssembler(EncodedPackagesTest::assemble)));
    assertEquals(
        """
        package acme:app;

        interface canvas {
          use acme:paint/types@1.2.0.{color};

          fill: func(paint: color);
        }

        package acme:paint@1.2.0 {
          /// Colours.
          interface types {
            enum color {
              red,
              blue,
            }
          }
        }
        """,
        WitPrinter.withDocs().printAll(parsed.resolve(), parsed.main()).strip() + "\n");
  }

  @Test
  void needsAnAssemblerForText() throws IOException {
    Files.createDirectories(folder.resolve("deps"));
    Files.writeString(folder.resolve("deps").resolve("paint.wat"), ENCODED);
    WitOptions options = WitOptions.defaults().withDecoder(EncodedPackages.ofBinaries());
    DiagnosticException refusal = assertThrows(DiagnosticException.class, () -> parse(options));
    assertEquals("text-not-supported", refusal.diagnostics().getFirst().code().id());
  }

  @Test
  void refusesComponents() throws IOException {
    Files.createDirectories(folder.resolve("deps"));
    Files.write(
        folder.resolve("deps").resolve("paint.wasm"),
        assemble(Source.text("x.wat", "(component)")));
    WitOptions options = WitOptions.defaults().withDecoder(EncodedPackages.ofBinaries());
    DiagnosticException refusal = assertThrows(DiagnosticException.class, () -> parse(options));
    assertEquals("not-a-wit-package", refusal.diagnostics().getFirst().code().id());
  }
}
