package dev.witj.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WastPrinterTest {
  private static List<WastValue> read(String text) {
    WastScript script =
        WastScript.parse(Source.text("test", "(assert_return (invoke \"f\") " + text + ")"));
    return ((WastDirective.AssertReturn) script.directives().getFirst()).results();
  }

  @Test
  void writesAsScriptsDo() {
    for (String text :
        List.of(
            "(i32.const -1) (f32.const 1.5) (f32.const -nan:0x1) (f64.const nan) (f64.const -inf)",
            "(f64.const 1.0E100) (f64.const -0) (f32.const nan:canonical) (f64.const"
                + " nan:arithmetic)",
            "(v128.const i64x2 1 -1) (v128.const f32x4 0 nan:canonical 1 2.5)",
            "(ref.null) (ref.null func) (ref.func) (ref.func 3) (ref.extern 7) (ref.host 1)",
            "(u64.const 18446744073709551615) (s8.const -128) (bool.const true)",
            "(char.const \"\\u{0}\") (str.const \"say \\\"\u00e4\\\"\\u{202e}\")",
            "(list.const) (tuple.const (u8.const 1) (u8.const 2)) (flags.const \"a\" \"b\")",
            "(record.const (field \"a\" (enum.const \"x\")) (field \"b\" (option.none)))",
            "(variant.const \"v\" (option.some (result.ok))) (result.err (variant.const \"w\"))",
            "(either (i32.const 1) (i32.const 2))")) {
      assertEquals(text, WastPrinter.print(read(text)));
    }
  }

  @TestFactory
  Stream<DynamicTest> whatItWritesReadsAsTheSame() {
    return Stream.of("core-testsuite", "cm-spec")
        .map(Corpus::suite)
        .flatMap(folder -> Corpus.files(folder, ".wast").stream())
        .map(path -> DynamicTest.dynamicTest(path.toString(), () -> roundTrip(path)));
  }

  private static void roundTrip(Path path) throws Exception {
    Source source = WatAssembler.readText(path.toString(), Files.readAllBytes(path));
    StringBuilder text = new StringBuilder();
    List<List<WastValue>> all =
        WastScript.parse(source, new WatAssembler.Options(true)).directives().stream()
            .flatMap(
                directive ->
                    directive instanceof WastDirective.AssertReturn result
                        ? Stream.of(result.results())
                        : Stream.empty())
            .toList();
    for (List<WastValue> values : all) {
      text.append("(assert_return (invoke \"f\") ").append(WastPrinter.print(values)).append(")\n");
    }
    if (!all.isEmpty()) {
      WastScript again = WastScript.parse(Source.text("again", text.toString()));
      for (int i = 0; i < all.size(); i++) {
        assertEquals(
            all.get(i), ((WastDirective.AssertReturn) again.directives().get(i)).results());
      }
    }
  }
}
