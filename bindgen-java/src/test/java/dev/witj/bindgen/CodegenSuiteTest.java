package dev.witj.bindgen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wit.PackageId;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import dev.witj.wit.WorldId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Bindings of every world of the wit-bindgen suites are generated, twice alike, and compiled. */
class CodegenSuiteTest {
  private static final Expectations EXPECTED = Expectations.load("wit-bindgen");
  private static final WitParser PARSER = new WitParser(WitOptions.defaults().withAllFeatures());

  @TestFactory
  Stream<DynamicTest> codegen() throws IOException {
    Path suite = Corpus.suite("wit-bindgen");
    List<Path> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(suite.resolve("codegen"))) {
      files.map(file -> Files.isDirectory(file) ? file.resolve("wit") : file).forEach(cases::add);
    }
    for (Path test : Corpus.files(suite.resolve("runtime"), "test.wit")) {
      // A case with dependencies is a folder, one without is a file.
      Path folder = Objects.requireNonNull(test.getParent());
      cases.add(Files.isDirectory(folder.resolve("deps")) ? folder : test);
    }
    return cases.stream()
        .sorted()
        .map(
            file -> {
              String name = suite.relativize(file).toString().replace('\\', '/');
              return DynamicTest.dynamicTest(name, () -> EXPECTED.run(name, () -> compile(file)));
            });
  }

  private static void compile(Path file) {
    ParsedWit parsed = PARSER.parse(file);
    for (PackageId main : parsed.mains()) {
      for (WorldId world : parsed.resolve().get(main).worlds().values()) {
        BindgenOptions options = BindgenOptions.defaults().withAsync(AsyncForm.FUTURE);
        GeneratedFiles generated = Bindgen.generate(parsed.resolve(), world, options);
        assertEquals(generated, Bindgen.generate(parsed.resolve(), world, options));
        Compiled.of(generated.files());
      }
    }
  }
}
