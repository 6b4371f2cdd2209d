package dev.witj.wat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreValidator;
import dev.witj.diagnostics.Code;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.TextMutator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a text holds, it is assembled or refused with a diagnostic, in linear time. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileTextTest {
  private static final int MANY = 200_000;

  private static byte[] assemble(String text) {
    return WatAssembler.assemble(Source.text("hostile.wat", text));
  }

  private static Code refusal(String text) {
    return assertThrows(DiagnosticException.class, () -> assemble(text))
        .diagnostics()
        .getFirst()
        .code();
  }

  @Test
  void assemblesDeeplyNestedInstructions() {
    String open = "(block ".repeat(MANY);
    assertTrue(assemble("(func " + open + ")".repeat(MANY) + ")").length > 3 * MANY);
    assertTrue(
        assemble("(func " + "block ".repeat(MANY) + "end ".repeat(MANY) + ")").length > MANY);
    String negations = "(i32.eqz ".repeat(MANY) + "(i32.const 0)" + ")".repeat(MANY);
    assertTrue(assemble("(func (result i32) " + negations + ")").length > MANY);
  }

  @Test
  void resolvesLabelsOfDeepNestsInLinearTime() {
    StringBuilder text = new StringBuilder("(func ");
    for (int i = 0; i < MANY; i++) {
      text.append("block $l").append(i).append(' ');
    }
    text.append("br $l0 ".repeat(MANY)).append("end ".repeat(MANY)).append(')');
    assertTrue(assemble(text.toString()).length > 4 * MANY);
  }

  @Test
  void refusesUnclosedNests() {
    assertEquals(WatCode.UNEXPECTED_TOKEN_KIND, refusal("(".repeat(MANY)));
    assertEquals(WatCode.UNEXPECTED_TOKEN, refusal("(module ".repeat(MANY)));
    assertEquals(WatCode.UNCLOSED_PARENTHESIS, refusal("(func " + "(block ".repeat(MANY)));
    assertEquals(WatCode.UNTERMINATED_COMMENT, refusal("(;".repeat(MANY)));
    assertEquals(WatCode.UNCLOSED_ANNOTATION, refusal("(@x ".repeat(MANY)));
  }

  @Test
  void refusesScriptsOfDeeplyNestedValues() {
    String text =
        "(assert_return (invoke \"f\") " + "(option.some ".repeat(MANY) + ")".repeat(MANY) + ")";
    DiagnosticException failure =
        assertThrows(
            DiagnosticException.class, () -> WastScript.parse(Source.text("hostile.wast", text)));
    assertEquals(WatCode.TOO_DEEP, failure.diagnostics().getFirst().code());
    String threads = "(thread $t ".repeat(MANY);
    assertThrows(
        DiagnosticException.class, () -> WastScript.parse(Source.text("hostile.wast", threads)));
  }

  @Test
  void takesHugeTokens() {
    String digits = "1".repeat(MANY);
    assertEquals(WatCode.NUMBER_OUT_OF_RANGE, refusal("(func i32.const " + digits + ")"));
    assertEquals(WatCode.FLOAT_OUT_OF_RANGE, refusal("(func f64.const 0x" + digits + ")"));
    assertEquals(WatCode.FLOAT_OUT_OF_RANGE, refusal("(func f64.const " + digits + ")"));
    assertEquals(WatCode.FLOAT_OUT_OF_RANGE, refusal("(func f64.const 1e" + digits + ")"));
    assertTrue(assemble("(func f64.const 0x1p-" + digits + ")").length > 8);
    assertTrue(assemble("(func f32.const 0." + digits + ")").length > 8);
    assertEquals(WatCode.UNKNOWN_OPERATOR, refusal("(func " + "a".repeat(MANY) + ")"));
    assertTrue(assemble("(func $" + "a".repeat(MANY) + ")").length > MANY);
    assertTrue(assemble("(memory 1)(data \"" + "\\u{1F600}".repeat(MANY) + "\")").length > MANY);
  }

  @Test
  void takesManyDefinitions() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < MANY / 4; i++) {
      text.append("(func $f").append(i).append(" (param $p i32) call $f").append(i).append(')');
      text.append("(type (func (param ").append("i64 ".repeat(i % 60)).append(")))");
    }
    assertTrue(assemble(text.toString()).length > MANY);
  }

  @Test
  void refusesDeeplyNestedComponents() {
    for (String nest :
        List.of(
            "(component ",
            "(component (type (list ",
            "(type (component ",
            "(type (instance (export \"a\" (instance ",
            "(import \"a\" (component ",
            "(core type (module ",
            "(func (param \"a\" (option ")) {
      DiagnosticException failure =
          assertThrows(
              DiagnosticException.class, () -> assemble("(component " + nest.repeat(MANY)));
      assertTrue(!failure.diagnostics().isEmpty());
    }
    String lists = "(list ".repeat(MANY) + "u8" + ")".repeat(MANY);
    assertEquals(WatCode.TOO_DEEP, refusal("(component (type " + lists + "))"));
    String types = "(component (type ".repeat(MANY) + "u8" + "))".repeat(MANY);
    assertEquals(WatCode.TOO_DEEP, refusal("(component (type " + types + "))"));
    String components = "(component ".repeat(MANY) + ")".repeat(MANY);
    assertEquals(WatCode.TOO_DEEP, refusal(components));
  }

  @Test
  void takesManyPartsOfComponents() {
    StringBuilder text = new StringBuilder("(component $c (type $t u8) (component ");
    for (int i = 0; i < MANY / 4; i++) {
      text.append("(type $t").append(i).append(" (list $t))");
      text.append("(import \"f").append(i).append("\" (func $f").append(i);
      text.append(" (param \"a\" (option $t").append(i).append("))))");
      text.append("(core func (canon lower (func $f").append(i).append(")))");
    }
    assertTrue(assemble(text.append("))").toString()).length > MANY);
    StringBuilder instances = new StringBuilder("(component (import \"i\" (instance $i");
    instances.append(" (export \"f\" (func)))) (instance ");
    for (int i = 0; i < MANY; i++) {
      instances.append("(export \"e").append(i).append("\" (func $i \"f\"))");
    }
    assertTrue(assemble(instances.append("))").toString()).length > MANY);
  }

  @Test
  void refusesUnpairedSurrogates() {
    assertEquals(WatCode.BAD_UTF8_CHARACTER, refusal("(data \"\ud800\")"));
    assertEquals(WatCode.UNEXPECTED_CHARACTER, refusal("\ud800"));
  }

  private static final int RUNS = Integer.getInteger("witj.fuzz.runs", 1_500);
  private static final long SEED = Long.getLong("witj.fuzz.seed", 20_260_821L);

  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "(module ",
          "(component ",
          "(func ",
          "(type ",
          "(param ",
          "(result ",
          "(import ",
          "(export ",
          "(core ",
          "(instance ",
          "(alias ",
          "(canon ",
          "(rec ",
          "(sub ",
          "(struct ",
          "(@name \"x\")",
          "(@custom \"x\" ",
          "(@metadata.code.branch_hint \"\\01\")",
          "block ",
          "end ",
          "if ",
          "else ",
          "(block ",
          "(then ",
          "br_table 0 0 ",
          "i32.const ",
          "local.get ",
          "$x ",
          " 0 ",
          "(ref null ",
          "(option ",
          "(own ",
          "(borrow ",
          "(stream ",
          "quote ",
          "binary ",
          "(assert_invalid ",
          "(assert_return (invoke ",
          "v128.const i8x16 ",
          "f64.const nan:",
          "offset=",
          "align=",
          "(list u8 4)",
          "(result (error string))",
          "async ",
          "(import \"a:b/c@1.2.3\" ",
          "(export \"[method]r.f\" ",
          "pagesize 1 ");

  @Test
  void survivesMutantsOfCoreTexts() throws IOException {
    survives(Corpus.files(Corpus.suite("core-testsuite"), ".wast"));
  }

  @Test
  void survivesMutantsOfComponents() throws IOException {
    List<Path> files = new ArrayList<>(Corpus.files(Corpus.suite("cm-spec"), ".wast"));
    files.addAll(Corpus.files(Corpus.suite("wasm-tools-cli").resolve("component-model"), ".wast"));
    files.addAll(Corpus.files(Corpus.suite("wasmtime-misc"), ".wast"));
    survives(files);
  }

  /** Mutants of single texts, which are not stopped by what surrounds them. */
  @Test
  void survivesMutantsOfFiles() throws IOException {
    List<Path> files = new ArrayList<>(Corpus.files(Corpus.suite("wasm-tools-cli"), ".wat"));
    files.addAll(Corpus.files(Corpus.suite("wit-component"), ".wat"));
    survives(files);
  }

  private static void survives(List<Path> files) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path file : files) {
      if (Files.size(file) < 20_000) {
        texts.add(Files.readString(file));
      }
    }
    TextMutator mutator = new TextMutator(texts, PIECES, SEED);
    long start = System.nanoTime();
    int accepted = 0;
    for (int run = 0; run < RUNS; run++) {
      String text = mutator.next().text();
      try {
        accepted += parses(text) ? 1 : 0;
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError(
            "run " + run + ": " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)), e);
      }
    }
    System.out.printf(
        "text mutants: %d in %d s, %d accepted%n",
        RUNS, (System.nanoTime() - start) / 1_000_000_000L, accepted);
    assertTrue(accepted > RUNS / 50, "mutants that are never accepted test little");
  }

  private static boolean parses(String text) {
    Source source = Source.text("mutant.wast", text);
    try {
      WastScript script = WastScript.parse(source, new WatAssembler.Options(true));
      script.directives().forEach(HostileTextTest::assembleModuleOf);
      return true;
    } catch (DiagnosticException refused) {
      assertTrue(refused.diagnostics().getFirst().primary().isPresent());
    }
    try {
      WatAssembler.assemble(source);
      return true;
    } catch (DiagnosticException refused) {
      assertTrue(refused.diagnostics().getFirst().primary().isPresent());
      return false;
    }
  }

  private static void assembleModuleOf(WastDirective directive) {
    WastModule module =
        switch (directive) {
          case WastDirective.Define define -> define.module();
          case WastDirective.Definition definition -> definition.module();
          case WastDirective.AssertInvalid invalid -> invalid.module();
          case WastDirective.AssertMalformed malformed -> malformed.module();
          case WastDirective.AssertUnlinkable unlinkable -> unlinkable.module();
          default -> null;
        };
    if (module != null) {
      try {
        validate(module.toBinary());
      } catch (DiagnosticException refused) {
        assertTrue(!refused.diagnostics().isEmpty());
      }
    }
  }

  private static void validate(byte[] binary) {
    ByteSlice bytes = ByteSlice.of(Source.binary("<assembled>"), binary);
    if (BinaryKind.of(bytes).equals(Optional.of(BinaryKind.COMPONENT))) {
      var _ = ComponentValidator.validate(bytes, Features.ALL);
    } else {
      var _ = CoreValidator.validate(CoreModule.read(bytes), Features.ALL);
    }
  }
}
