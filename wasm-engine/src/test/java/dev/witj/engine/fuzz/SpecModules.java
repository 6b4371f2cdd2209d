package dev.witj.engine.fuzz;

import dev.witj.binary.core.CoreModule;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WastDirective;
import dev.witj.wat.WastScript;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Modules of the specification's tests that import nothing and are good to make mutants of. */
final class SpecModules {
  private static final int MOST_BYTES = 20_000;
  private static final int MOST_TEXT = 100_000;

  private SpecModules() {}

  static List<byte[]> all() throws IOException {
    Path folder = Corpus.suite("core-testsuite");
    List<byte[]> found = new ArrayList<>();
    for (Path path : Corpus.files(folder, ".wast")) {
      if (!path.toString().contains("custom-descriptors") && Files.size(path) < MOST_TEXT) {
        collect(path, found);
      }
    }
    return found;
  }

  private static void collect(Path path, List<byte[]> into) throws IOException {
    WastScript script =
        WastScript.parse(
            WatAssembler.readText(String.valueOf(path.getFileName()), Files.readAllBytes(path)),
            new WatAssembler.Options(true));
    for (WastDirective directive : script.directives()) {
      if (directive instanceof WastDirective.Define(_, var text)) {
        try {
          CoreModule module = CoreModule.read(text.assemble());
          if (module.binary().size() < MOST_BYTES
              && !module.bodies().isEmpty()
              && Mutator.isFit(module)) {
            into.add(module.binary().toByteArray());
          }
        } catch (DiagnosticException _) {
          // Components, and what is not valid, are none.
        }
      }
    }
  }
}
