package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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

  /** Printed in each way that assembles, it is the same. */
  static void check(ByteSlice binary) throws IOException {
    byte[] again = assemble(binary, WatPrinter.Options.DEFAULT);
    assertEquals(NormalForm.of(binary), NormalForm.of(ByteSlice.of(again)));
    assertNames(AllNames.of(binary), AllNames.of(ByteSlice.of(again)));
    assertArrayEquals(again, assemble(binary, WatPrinter.Options.FOLDED));
  }

  private static byte[] assemble(ByteSlice binary, WatPrinter.Options options) throws IOException {
    StringBuilder text = new StringBuilder();
    WatPrinter.print(binary, options, text);
    return WatAssembler.assemble(Source.text("printed", text.toString()));
  }

  private static void assertNames(Map<String, String> expected, Map<String, String> actual) {
    Set<String> all = new TreeSet<>(expected.keySet());
    all.addAll(actual.keySet());
    List<String> differences =
        all.stream()
            .filter(key -> !Objects.equals(expected.get(key), actual.get(key)))
            .map(key -> key + ": " + expected.get(key) + " became " + actual.get(key))
            .toList();
    assertEquals(List.of(), differences);
  }
}
