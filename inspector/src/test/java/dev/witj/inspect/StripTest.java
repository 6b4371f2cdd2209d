package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WatAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StripTest {
  private static final String TEXT =
      """
      (component $outer
        (core module $inner
          (@custom "linking" "1")
          (@custom "component-type:x" "2")
          (func $f))
        (@custom "linking" "3"))
      """;

  private static String strip(Strip strip) {
    byte[] binary = WatAssembler.assemble(Source.text("test", TEXT));
    return WatPrinter.print(ByteSlice.of(strip.strip(ByteSlice.of(binary))));
  }

  @Test
  void takesOutWhatIsNotNeeded() {
    String text = strip(Strip.unneeded());
    assertTrue(text.contains("component-type:x"), text);
    assertTrue(text.contains("$f"), text);
    assertEquals(-1, text.indexOf("linking"), text);
  }

  @Test
  void takesOutEverything() {
    assertEquals(
        """
        (component
          (core module (;0;)
            (type (;0;) (func))
            (func (;0;) (type 0))
          )
        )
        """,
        strip(Strip.all()));
  }

  @Test
  void takesOutWhatMatches() {
    String text =
        strip(Strip.matching(List.of(Pattern.compile("^link"), Pattern.compile("ype:x"))));
    assertEquals(-1, text.indexOf("linking"), text);
    assertEquals(-1, text.indexOf("component-type"), text);
    assertTrue(text.contains("$outer"), text);
  }

  @TestFactory
  Stream<DynamicTest> leavesTheRestOfRealBinaries() {
    Path folder = Corpus.suite("jco-components");
    return Corpus.files(folder, ".wasm").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    folder.relativize(file).toString(), () -> check(Files.readAllBytes(file))));
  }

  private static void check(byte[] binary) throws IOException {
    assertArrayEquals(
        binary, Strip.matching(List.of()).strip(ByteSlice.of(binary)), "nothing taken out");
    ByteSlice stripped = ByteSlice.of(Strip.all().strip(ByteSlice.of(binary)));
    assertEquals(NormalForm.of(ByteSlice.of(binary)), NormalForm.of(stripped));
    StringBuilder sections = new StringBuilder();
    ObjDump.print(stripped, sections);
    assertEquals(-1, sections.indexOf("custom \""));
  }
}
