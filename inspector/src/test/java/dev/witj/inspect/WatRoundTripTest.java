package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.Component;
import dev.witj.binary.component.ComponentElement;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real binaries, printed and assembled again. */
class WatRoundTripTest {
  private final Set<ByteSlice> seen = new HashSet<>();

  @TestFactory
  Stream<DynamicTest> guests() {
    return folder(Corpus.guests());
  }

  @TestFactory
  Stream<DynamicTest> jcoComponents() {
    return folder(Corpus.suite("jco-components"));
  }

  @TestFactory
  Stream<DynamicTest> wasiTestsuite() {
    return folder(Corpus.suite("wasi-testsuite"));
  }

  private Stream<DynamicTest> folder(Path folder) {
    return Corpus.files(folder, ".wasm").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    folder.relativize(file).toString(), () -> check(read(file), "")));
  }

  private static ByteSlice read(Path file) throws IOException {
    return ByteSlice.of(Source.binary(file.getFileName().toString()), Files.readAllBytes(file));
  }

  private void check(ByteSlice binary, String path) {
    if (BinaryKind.of(binary).orElseThrow() == BinaryKind.COMPONENT) {
      List<ComponentElement> elements = Component.read(binary).elements().toList();
      for (int i = 0; i < elements.size(); i++) {
        switch (elements.get(i)) {
          case ComponentElement.CoreModule(var bytes) -> check(bytes, path + "/" + i);
          case ComponentElement.NestedComponent(var bytes) -> check(bytes, path + "/" + i);
          case ComponentElement _ -> {}
        }
      }
      return;
    }
    // Many components share a module.
    if (seen.add(binary)) {
      String text = WatPrinter.print(binary);
      byte[] again = WatAssembler.assemble(Source.text("printed" + path, text));
      assertEquals(NormalForm.of(binary), NormalForm.of(ByteSlice.of(again)));
    }
  }
}
