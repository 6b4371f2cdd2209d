package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.PackageId;
import dev.witj.wit.Resolve;
import dev.witj.wit.WitPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Decodes the components and the encoded packages of the wit-component suite. */
class WitComponentSuiteTest {
  private static DecodedWit decode(Path wat) throws IOException {
    Source source = Source.text(wat.getFileName().toString(), Files.readString(wat));
    return WitDecoder.decode(
        ByteSlice.of(Source.binary(source.name()), WatAssembler.assemble(source)));
  }

  private static Stream<DynamicTest> tests(String folder, String suffix, Check check) {
    Path suite = Corpus.suite("wit-component");
    Expectations expectations = Expectations.load("wit-component-decode");
    return Corpus.files(suite.resolve(folder), suffix).stream()
        .map(
            file -> {
              String name = suite.relativize(file).toString().replace('\\', '/');
              return dynamicTest(name, () -> expectations.run(name, () -> check.run(file)));
            });
  }

  private interface Check {
    void run(Path file) throws IOException;
  }

  @TestFactory
  Stream<DynamicTest> decodesComponents() {
    return tests(
        "components",
        "component.wit.print",
        golden -> {
          DecodedWit decoded = decode(golden.resolveSibling("component.wat"));
          assertEquals(
              Files.readString(golden).stripTrailing(),
              WitPrinter.withDocs().print(decoded.resolve(), decoded.main()).stripTrailing());
        });
  }

  @TestFactory
  Stream<DynamicTest> decodesPackages() {
    return tests("interfaces", ".wat", WitComponentSuiteTest::checkPackage);
  }

  /** The golden stands beside the file, or in a folder of its name with one for each package. */
  private static void checkPackage(Path wat) throws IOException {
    String file = wat.toString();
    String stem = file.substring(0, file.length() - ".wat".length());
    DecodedWit decoded = decode(wat);
    Path golden = Path.of(stem + ".wit.print");
    if (Files.exists(golden)) {
      assertEquals(
          Files.readString(golden).stripTrailing(),
          WitPrinter.withDocs().print(decoded.resolve(), decoded.main()).stripTrailing());
      return;
    }
    List<Path> goldens = Corpus.files(Path.of(stem), ".wit.print");
    Resolve resolve = decoded.resolve();
    for (int i = 0; i < resolve.packages().size(); i++) {
      PackageId id = new PackageId(i);
      String name = resolve.get(id).name().name() + ".wit.print";
      for (Path each : goldens) {
        if (each.getFileName().toString().equals(name)) {
          assertEquals(
              Files.readString(each).stripTrailing(),
              WitPrinter.withDocs().print(resolve, id).stripTrailing());
        }
      }
    }
  }
}
