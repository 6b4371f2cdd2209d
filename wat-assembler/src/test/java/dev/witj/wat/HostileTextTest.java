package dev.witj.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a text holds, it is assembled or refused with a diagnostic, in linear time. */
class HostileTextTest {
  private static final int MANY = 200_000;
  private static final Pattern WORD =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[()]|;;.*\\n|[^\\s()\";]+");

  private static byte[] assemble(String text) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> WatAssembler.assemble(Source.text("hostile.wat", text)));
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
    assertEquals(WatCode.UNEXPECTED_TOKEN, refusal("(".repeat(MANY)));
    assertEquals(WatCode.UNEXPECTED_TOKEN, refusal("(module ".repeat(MANY)));
    assertEquals(WatCode.UNEXPECTED_END, refusal("(func " + "(block ".repeat(MANY)));
    assertEquals(WatCode.UNEXPECTED_END, refusal("(;".repeat(MANY)));
    assertEquals(WatCode.UNEXPECTED_END, refusal("(@x ".repeat(MANY)));
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
    assertEquals(WatCode.NUMBER_OUT_OF_RANGE, refusal("(func f64.const 0x" + digits + ")"));
    assertEquals(WatCode.NUMBER_OUT_OF_RANGE, refusal("(func f64.const " + digits + ")"));
    assertEquals(WatCode.NUMBER_OUT_OF_RANGE, refusal("(func f64.const 1e" + digits + ")"));
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
    assertEquals(WatCode.BAD_UTF8, refusal("(data \"\ud800\")"));
    assertEquals(WatCode.UNEXPECTED_CHARACTER, refusal("\ud800"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesCutAndMixedTexts(long seed) throws IOException {
    survives(seed, Corpus.files(Corpus.suite("core-testsuite"), ".wast"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesCutAndMixedComponents(long seed) throws IOException {
    List<Path> files = new ArrayList<>(Corpus.files(Corpus.suite("cm-spec"), ".wast"));
    files.addAll(Corpus.files(Corpus.suite("wasm-tools-cli").resolve("component-model"), ".wast"));
    survives(seed, files);
  }

  private static void survives(long seed, List<Path> all) throws IOException {
    List<Path> files = all.stream().filter(path -> path.toFile().length() < 40_000).toList();
    Random random = new Random(seed);
    int rounds = Integer.getInteger("witj.rounds", 400);
    for (int round = 0; round < rounds; round++) {
      String text = Files.readString(files.get(random.nextInt(files.size())));
      Source source = Source.text("mutated.wast", mutate(text, files, random));
      try {
        WastScript script = WastScript.parse(source, new WatAssembler.Options(true));
        for (WastDirective directive : script.directives()) {
          assembleModuleOf(directive);
        }
      } catch (DiagnosticException refused) {
        assertTrue(!refused.diagnostics().isEmpty());
      }
    }
  }

  /** Cut and mixed by whole words, so that most of it still reaches the parsers. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesComponentsOfMixedWords(long seed) throws IOException {
    List<List<String>> texts = new ArrayList<>();
    List<Path> files = new ArrayList<>(Corpus.files(Corpus.suite("cm-spec"), ".wast"));
    files.addAll(Corpus.files(Corpus.suite("wasm-tools-cli").resolve("component-model"), ".wast"));
    for (Path file : files) {
      if (file.toFile().length() < 40_000) {
        texts.add(WORD.matcher(Files.readString(file)).results().map(MatchResult::group).toList());
      }
    }
    Random random = new Random(seed);
    int rounds = Integer.getInteger("witj.rounds", 400);
    int assembled = 0;
    for (int round = 0; round < rounds; round++) {
      List<String> words = new ArrayList<>(texts.get(random.nextInt(texts.size())));
      for (int change = random.nextInt(30); change >= 0; change--) {
        List<String> other = texts.get(random.nextInt(texts.size()));
        String word = other.get(random.nextInt(other.size()));
        int at = random.nextInt(words.size());
        if (!isParenthesis(word) && !isParenthesis(words.get(at))) {
          words.set(at, random.nextInt(3) == 0 ? "" : word);
        }
      }
      try {
        Source source = Source.text("mixed.wast", String.join(" ", words));
        WastScript script = WastScript.parse(source, new WatAssembler.Options(true));
        script.directives().forEach(HostileTextTest::assembleModuleOf);
        assembled++;
      } catch (DiagnosticException refused) {
        assertTrue(!refused.diagnostics().isEmpty());
      }
    }
    assertTrue(assembled > rounds / 20, () -> "too few texts are scripts still");
  }

  private static boolean isParenthesis(String word) {
    return word.equals("(") || word.equals(")");
  }

  private static void validate(byte[] binary) {
    ByteSlice bytes = ByteSlice.of(Source.binary("<assembled>"), binary);
    if (BinaryKind.of(bytes).equals(Optional.of(BinaryKind.COMPONENT))) {
      var _ = ComponentValidator.validate(bytes, Features.ALL);
    } else {
      var _ = CoreValidator.validate(CoreModule.read(bytes), Features.ALL);
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

  /** A few tokens or characters taken out, doubled, swapped, or taken from another text. */
  private static String mutate(String text, List<Path> files, Random random) throws IOException {
    StringBuilder out = new StringBuilder(text);
    if (random.nextInt(8) == 0) {
      out.setLength(random.nextInt(out.length() + 1));
    }
    for (int change = random.nextInt(12); change >= 0 && out.length() > 2; change--) {
      int from = random.nextInt(out.length());
      int until = Math.min(out.length(), from + 1 + random.nextInt(12));
      switch (random.nextInt(6)) {
        case 0 -> out.delete(from, until);
        case 1 -> out.insert(from, out.substring(from, until));
        case 2 -> out.setCharAt(from, (char) random.nextInt(0x80));
        case 3 -> out.setCharAt(from, "()\"$;@\\".charAt(random.nextInt(7)));
        case 4 -> {
          String other = Files.readString(files.get(random.nextInt(files.size())));
          int start = random.nextInt(other.length());
          out.insert(from, other, start, Math.min(other.length(), start + random.nextInt(60)));
        }
        default -> {
          int space = out.indexOf(" ", from);
          int next = space < 0 ? -1 : out.indexOf(" ", space + 1);
          if (next > 0) {
            out.insert(next, out.substring(space, next));
          }
        }
      }
    }
    return out.toString();
  }
}
