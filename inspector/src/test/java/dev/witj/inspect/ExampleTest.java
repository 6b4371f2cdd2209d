package dev.witj.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WatAssembler;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page of the package shows. */
class ExampleTest {
  private static final byte[] BINARY =
      WatAssembler.assemble(
          Source.text("a.wat", "(module (memory 1) (@custom \"notes\" \"private\"))"));

  @Test
  void takesNotesOut() {
    assertEquals("(module\n  (memory (;0;) 1)\n)\n", shared(BINARY));
  }

  private static String shared(byte[] binary) {
    // @start region="look"
    byte[] less = Strip.matching(List.of(Pattern.compile("notes"))).strip(ByteSlice.of(binary));
    String text = WatPrinter.print(ByteSlice.of(less));
    // @end
    return text;
  }
}
