package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
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

/** The modules and components of the reference's scripts, printed as the reference prints them. */
class PrintGoldensTest {
  private static final String SUITE = "wasm-tools-cli";

  @TestFactory
  Stream<DynamicTest> scripts() {
    Path suite = Corpus.suite(SUITE);
    Path snapshots = suite.resolve("snapshots");
    Expectations expectations = Expectations.load(SUITE + "-print");
    return Corpus.files(suite, ".wast").stream()
        .filter(script -> Files.isDirectory(snapshots.resolve(suite.relativize(script))))
        .map(
            script -> {
              String name = suite.relativize(script).toString();
              return DynamicTest.dynamicTest(
                  name,
                  () -> expectations.run(name, () -> script(script, snapshots.resolve(name))));
            });
  }

  private static void script(Path file, Path snapshots) throws IOException {
    WastScript script =
        WastScript.parse(
            WatAssembler.readText(file.getFileName().toString(), Files.readAllBytes(file)),
            new WatAssembler.Options(true));
    for (int i = 0; i < script.directives().size(); i++) {
      Optional<WastModule> module = module(script.directives().get(i));
      if (module.isPresent()) {
        compare(snapshots.resolve(i + ".print"), module.get(), WatPrinter.Options.DEFAULT);
        compare(snapshots.resolve(i + ".print-folded"), module.get(), WatPrinter.Options.FOLDED);
      }
    }
  }

  private static void compare(Path golden, WastModule module, WatPrinter.Options options)
      throws IOException {
    if (Files.exists(golden)) {
      StringBuilder text = new StringBuilder();
      WatPrinter.print(ByteSlice.of(module.toBinary()), options, text);
      assertEquals(
          Files.readString(golden).strip(), text.toString().strip(), golden.getFileName() + "");
    }
  }

  private static Optional<WastModule> module(WastDirective directive) {
    return switch (directive) {
      case WastDirective.Define define -> Optional.of(define.module());
      case WastDirective.Definition definition -> Optional.of(definition.module());
      default -> Optional.empty();
    };
  }
}
