package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.BinaryMutator;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.PackageSource;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Mutated modules with mutated worlds never raise anything but a diagnostic, and what is accepted
 * is valid. {@code -Dwitj.fuzz.encode=N} mutates each N times.
 */
class HostileModuleTest {
  private static final int ROUNDS = Integer.getInteger("witj.fuzz.encode", 15);

  @TestFactory
  Stream<DynamicTest> mutatedModulesAreRefusedOrEncoded() throws IOException {
    Path folder = Corpus.suite("wit-component").resolve("components");
    return Corpus.files(folder, "module.wat").stream()
        .filter(file -> Files.exists(file.resolveSibling("module.wit")))
        .filter(file -> !Files.exists(file.resolveSibling("error.txt")))
        .map(file -> dynamicTest(folder.relativize(file).toString(), () -> mutate(file)));
  }

  private static void mutate(Path wat) throws IOException {
    ByteSlice module =
        ByteSlice.of(WatAssembler.assemble(Source.text("module.wat", Files.readString(wat))));
    ParsedWit parsed;
    try {
      parsed =
          new WitParser(WitOptions.defaults().withBuiltins(PackageSource.none()))
              .parse(wat.resolveSibling("module.wit"));
    } catch (DiagnosticException e) {
      return; // It uses packages that stand elsewhere.
    }
    byte[] embedded = WorldEmbedder.of(parsed.resolve(), parsed.world()).embed(module);
    BinaryMutator mutator = new BinaryMutator(List.of(embedded), embedded.length);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] mutated = mutator.next().bytes();
      try {
        ComponentEncoder encoder = ComponentEncoder.of(ByteSlice.of(mutated));
        // Half of them meet an adapter that is none.
        encoder = i % 2 == 0 ? encoder : encoder.withAdapter("old", ByteSlice.of(mutated));
        assertTrue(encoder.encode().length > 0);
      } catch (DiagnosticException refusal) {
        assertTrue(!refusal.diagnostics().isEmpty());
      }
    }
  }
}
