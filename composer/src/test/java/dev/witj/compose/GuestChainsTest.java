package dev.witj.compose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.TextRenderer;
import dev.witj.encode.DecodedWit;
import dev.witj.encode.WitDecoder;
import dev.witj.names.VersionedName;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Golden;
import dev.witj.wit.PackageId;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.Resolve;
import dev.witj.wit.WitParser;
import dev.witj.wit.WitPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real components, composed in chains. */
class GuestChainsTest {
  private static final String STORE = "example:todo/todo-store@0.1.0";

  private static ByteSlice guest(String path) {
    Path file = Corpus.guests().resolve(path);
    try {
      return ByteSlice.of(Source.binary(file.getFileName().toString()), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Composes twice, and demands the same bytes and WIT that can be read again. */
  private static Composition compose(String root, String... definitions) {
    return compose(ComposeOptions.defaults(), root, definitions);
  }

  private static Composition compose(ComposeOptions options, String root, String... definitions) {
    ByteSlice app = guest(root);
    List<ByteSlice> parts = Arrays.stream(definitions).map(GuestChainsTest::guest).toList();
    Composition composed = Compose.compose(app, parts, options);
    assertArrayEquals(composed.bytes(), Compose.compose(app, parts, options).bytes());
    DecodedWit wit = WitDecoder.decode(composed.component());
    String printed = WitPrinter.withDocs().printAll(wit.resolve(), wit.main());
    ParsedWit parsed = new WitParser().parseText("composed.wit", printed);
    assertEquals(packages(wit.resolve()), packages(parsed.resolve()));
    return composed;
  }

  /** The text of each package, as their order depends on where they come from. */
  private static Map<String, String> packages(Resolve resolve) {
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < resolve.packages().size(); i++) {
      PackageId id = new PackageId(i);
      texts.put(resolve.get(id).name().toString(), WitPrinter.withDocs().print(resolve, id));
    }
    return texts;
  }

  private static String refusal(ComposeOptions options, String root, String... definitions) {
    return TextRenderer.plain()
        .render(
            assertThrows(
                    DiagnosticException.class,
                    () ->
                        Compose.compose(
                            guest(root),
                            Arrays.stream(definitions).map(GuestChainsTest::guest).toList(),
                            options))
                .diagnostics());
  }

  private static List<String> matches(Composition composed) {
    return composed.matches().stream()
        .map(
            match ->
                match.component()
                    + " "
                    + match.importName()
                    + " <- "
                    + match.definition()
                    + " "
                    + match.exportName())
        .toList();
  }

  private static List<String> exports(Composition composed) {
    return List.copyOf(composed.component().exports().byName().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"c-todo", "todo-qjs-stub", "todo-sm"})
  void composesTheCommandLineWithEachStore(String store) {
    Composition composed = compose("todo/todo-cli.wasm", "todo/" + store + ".wasm");
    assertEquals(
        List.of("todo-cli.wasm " + STORE + " <- " + store + ".wasm " + STORE), matches(composed));
    assertEquals(List.of("wasi:cli/run@0.2.12"), exports(composed));
  }

  @Test
  void composesThreeLevelsInOneCommand() {
    Composition composed =
        compose(
            "todo/todo-cli.wasm", "todo/todo-guarded.wasm", "todo/auth.wasm", "todo/c-todo.wasm");
    assertEquals(
        List.of(
            "todo-cli.wasm " + STORE + " <- todo-guarded.wasm " + STORE,
            "todo-guarded.wasm example:auth/auth@0.1.0 <- auth.wasm example:auth/auth@0.1.0",
            "todo-guarded.wasm " + STORE + " <- c-todo.wasm " + STORE),
        matches(composed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c-todo", "todo-qjs-stub", "todo-sm"})
  void composesTheHttpServiceWithGuardedStores(String store) {
    Composition composed =
        compose(
            "todo/todo-api-rust.wasm",
            "todo/todo-guarded.wasm",
            "todo/auth.wasm",
            "todo/" + store + ".wasm");
    assertEquals(3, composed.matches().size());
    List<String> tracks =
        composed.component().imports().byName().keySet().stream()
            .map(VersionedName::track)
            .toList();
    assertEquals(tracks.stream().distinct().toList(), tracks);
  }

  @Test
  void composesShopAndPricing() {
    Composition composed = compose("js/shop-qjs.wasm", "js/pricing-qjs.wasm");
    assertEquals(1, composed.matches().size());
    assertEquals(List.of("init", "example:shop/checkout@0.1.0"), exports(composed));
  }

  @Test
  void composesComponentsThatPassResources() {
    Composition composed = compose("kv/kv-app.wasm", "kv/kv-mem.wasm");
    assertEquals(2, composed.matches().size());
  }

  @Test
  void takesAnotherVersionOnTheSameTrackAndSaysSo() {
    Composition composed = compose("todo/todo-cli.wasm", "todo/todo-0.1.1.wasm");
    assertEquals("example:todo/todo-store@0.1.1", composed.matches().getFirst().exportName());
    assertEquals(
        List.of("version-match", "versions-merged"),
        composed.warnings().stream().map(Diagnostic::code).map(c -> c.id()).toList());
  }

  @Test
  void saysWhatDoesNotFit() throws IOException {
    Golden.verify(
        Corpus.testdata("compose/mismatch.txt"),
        refusal(ComposeOptions.defaults(), "todo/todo-cli.wasm", "todo/todo-mismatch.wasm"));
  }

  @Test
  void saysWhatIsLeftWhereNothingMayBe() throws IOException {
    Golden.verify(
        Corpus.testdata("compose/no-imports.txt"),
        refusal(
            ComposeOptions.defaults().withNoImports(true),
            "todo/todo-cli.wasm",
            "todo/c-todo.wasm"));
  }

  @Test
  void refusesOtherVersionsIfToldTo() throws IOException {
    Golden.verify(
        Corpus.testdata("compose/exact.txt"),
        refusal(
            ComposeOptions.defaults().withExact(true),
            "todo/todo-cli.wasm",
            "todo/todo-0.1.1.wasm"));
  }

  @Test
  void refusesCoreModules() throws IOException {
    Golden.verify(
        Corpus.testdata("compose/core-module.txt"),
        refusal(ComposeOptions.defaults(), "todo/todo-cli.wasm", "todo/c-todo.core.wasm"));
  }
}
