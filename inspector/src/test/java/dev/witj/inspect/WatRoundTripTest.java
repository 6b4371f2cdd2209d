package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real binaries, printed and assembled again. */
class WatRoundTripTest {
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
                    folder.relativize(file).toString(), () -> check(read(file))));
  }

  private static ByteSlice read(Path file) throws IOException {
    return ByteSlice.of(Source.binary(file.getFileName().toString()), Files.readAllBytes(file));
  }

  private static void check(ByteSlice binary) throws IOException {
    ByteSlice expected = NormalForm.of(binary);
    for (WatPrinter.Options options :
        List.of(WatPrinter.Options.DEFAULT, WatPrinter.Options.FOLDED)) {
      StringBuilder text = new StringBuilder();
      WatPrinter.print(binary, options, text);
      byte[] again = WatAssembler.assemble(Source.text("printed", text.toString()));
      assertEquals(expected, NormalForm.of(ByteSlice.of(again)), options.toString());
    }
  }
}
