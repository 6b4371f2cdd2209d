package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.TextRenderer;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our own WIT, good and bad: one file or folder, one test, one approved result. */
class WitGoldenTest {
  private static final WitParser PARSER =
      new WitParser(WitOptions.defaults().withFeatures(List.of("on")));

  @TestFactory
  Stream<DynamicTest> accepts() throws IOException {
    return inputs("wit/ok")
        .map(
            input ->
                DynamicTest.dynamicTest(
                    name(input),
                    () ->
                        Golden.verify(
                            input.resolveSibling(name(input) + ".json"),
                            WitJson.print(PARSER.parse(input).resolve()) + "\n")));
  }

  @TestFactory
  Stream<DynamicTest> rejects() throws IOException {
    Path folder = Corpus.testdata("wit/fail");
    return inputs("wit/fail")
        .map(
            input ->
                DynamicTest.dynamicTest(
                    name(input),
                    () -> {
                      DiagnosticException e =
                          assertThrows(DiagnosticException.class, () -> PARSER.parse(input));
                      assertTrue(
                          e.diagnostics().stream().allMatch(of -> of.code() instanceof WitCode));
                      String text =
                          TextRenderer.plain().render(e.diagnostics()).replace(folder + "/", "");
                      Golden.verify(input.resolveSibling(name(input) + ".err"), text + "\n");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> tellsWhatNoComponentCanExpress() throws IOException {
    Path folder = Corpus.testdata("wit/inexpressible");
    return inputs("wit/inexpressible")
        .map(
            input ->
                DynamicTest.dynamicTest(
                    name(input),
                    () -> {
                      ParsedWit wit = PARSER.parse(input);
                      List<Diagnostic> found = Expressibility.check(wit.resolve(), wit.main());
                      String text = TextRenderer.plain().render(found).replace(folder + "/", "");
                      Golden.verify(input.resolveSibling(name(input) + ".err"), text + "\n");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> findsNothingInWhatIsThere() {
    Resolve all = new WitParser().parse(Corpus.testdata("samples/greeting.wit")).resolve();
    return all.packages().entries().stream()
        .map(
            of ->
                DynamicTest.dynamicTest(
                    of.name().toString(),
                    () ->
                        assertEquals(
                            List.of(),
                            Expressibility.check(all, all.find(of.name()).orElseThrow()))));
  }

  private static Stream<Path> inputs(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(Corpus.testdata(folder))) {
      return entries
          .filter(entry -> Files.isDirectory(entry) || entry.toString().endsWith(".wit"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String name(Path input) {
    String name = input.getFileName().toString();
    return name.endsWith(".wit") ? name.substring(0, name.length() - 4) : name;
  }
}
