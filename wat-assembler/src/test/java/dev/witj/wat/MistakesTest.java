package dev.witj.wat;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.TextRenderer;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Typical mistakes and broken rules, one file each, and the approved words about them; and texts
 * that keep to the same rules.
 */
final class MistakesTest {
  @TestFactory
  Stream<DynamicTest> mistakes() throws IOException {
    return Corpus.files(Corpus.testdata("wat/fail"), ".wat").stream()
        .map(file -> DynamicTest.dynamicTest(name(file), () -> verify(file)));
  }

  @TestFactory
  Stream<DynamicTest> accepts() throws IOException {
    return Corpus.files(Corpus.testdata("wat/ok"), ".wat").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    name(file),
                    () ->
                        assertDoesNotThrow(
                            () ->
                                assembleAndValidate(
                                    Source.text(name(file) + ".wat", Files.readString(file))))));
  }

  @Test
  void namesFilesOfOtherKinds() {
    byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0};
    DiagnosticException failure =
        assertThrows(DiagnosticException.class, () -> WatAssembler.toBinary("app.jar", zip));
    assertEquals(
        "`app.jar` is a ZIP archive, neither a binary nor its text",
        failure.diagnostics().getFirst().message());
  }

  private static void verify(Path file) throws IOException {
    Source source = Source.text(name(file) + ".wat", Files.readString(file));
    DiagnosticException failure =
        assertThrows(DiagnosticException.class, () -> assembleAndValidate(source));
    Golden.verify(
        file.resolveSibling(name(file) + ".err"),
        TextRenderer.plain().render(failure.diagnostics()) + "\n");
  }

  private static void assembleAndValidate(Source source) {
    ByteSlice binary = WatAssembler.assembleWithPositions(source, WatAssembler.Options.DEFAULT);
    if (source.text().orElse("").startsWith("(component")) {
      ComponentValidator.validate(binary, Features.DEFAULT);
    } else {
      CoreValidator.validate(CoreModule.read(binary), Features.DEFAULT);
    }
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ".wat".length());
  }
}
