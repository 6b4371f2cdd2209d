package dev.witj.bindgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Golden;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Generated code as approved, and what a compiler says of it. */
class GoldenTest {
  @TestFactory
  Stream<DynamicTest> ownWit() {
    return Corpus.files(Corpus.testdata("bindgen"), ".wit").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> verify(file)));
  }

  @Test
  void todo() throws IOException {
    verify(Corpus.guests().resolve("todo/todo.wit"));
  }

  @Test
  void kinds() throws IOException {
    verify(Corpus.guests().resolve("js/kinds.wit"));
  }

  @Test
  void futuresBesides() throws IOException {
    verify(
        Corpus.testdata("bindgen/later.wit"),
        BindgenOptions.defaults().withAsync(AsyncForm.FUTURE),
        "later-future.expected");
  }

  private static void verify(Path wit) throws IOException {
    String name = wit.getFileName().toString().replace(".wit", ".expected");
    verify(wit, BindgenOptions.defaults(), name);
  }

  private static void verify(Path wit, BindgenOptions options, String name) throws IOException {
    GeneratedFiles generated = generate(wit, options);
    StringBuilder text = new StringBuilder();
    generated
        .files()
        .forEach((path, source) -> text.append("==> ").append(path).append('\n').append(source));
    Golden.verify(Corpus.testdata("bindgen").resolve(name), text.toString());
    Compiled.of(generated.files());
  }

  static GeneratedFiles generate(Path wit, BindgenOptions options) {
    ParsedWit parsed = new WitParser().parse(wit);
    return Bindgen.generate(parsed.resolve(), parsed.world(), options);
  }

  @TestFactory
  Stream<DynamicTest> refused() {
    return Corpus.files(Corpus.testdata("bindgen-fail"), ".wit").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> refuse(file)));
  }

  private static void refuse(Path file) throws IOException {
    String name = file.getFileName().toString();
    ParsedWit parsed = new WitParser().parseText(name, Files.readString(file));
    DiagnosticException refused =
        assertThrows(
            DiagnosticException.class,
            () -> Bindgen.generate(parsed.resolve(), parsed.world(), BindgenOptions.defaults()));
    Golden.verify(file.resolveSibling(name.replace(".wit", ".error")), refused.getMessage() + "\n");
  }

  @Test
  void refusesABaseThatIsNoPackage() {
    DiagnosticException refused =
        assertThrows(
            DiagnosticException.class,
            () ->
                generate(
                    Corpus.testdata("bindgen/gates.wit"),
                    BindgenOptions.defaults().withBasePackage("com.1.class")));
    assertEquals(
        """
        error: `com.1.class` is no name of a Java package
          = help: a package is written like `com.example.bindings`\
        """,
        refused.getMessage());
  }

  @Test
  void refusesABaseWhereNothingIsLoaded() {
    DiagnosticException refused =
        assertThrows(
            DiagnosticException.class,
            () ->
                generate(
                    Corpus.testdata("bindgen/gates.wit"),
                    BindgenOptions.defaults().withBasePackage("java.example")));
    assertEquals(
        """
        error: `java.example` lies below `java`, where Java loads no class
          = help: a package is written like `com.example.bindings`\
        """,
        refused.getMessage());
  }

  /** What hides and shadows what, in both forms of functions that block. */
  @Test
  void hiddenNamesWithFutures() throws IOException {
    ParsedWit parsed = new WitParser().parse(Corpus.testdata("bindgen/hiding.wit"));
    BindgenOptions options = BindgenOptions.defaults().withAsync(AsyncForm.FUTURE);
    Compiled.of(Bindgen.generate(parsed.resolve(), parsed.world(), options).files());
  }

  /** A few more cases are refused, see {@code bindgen-fail}. */
  @Test
  void theLargestEnumCompiles() {
    String cases =
        IntStream.range(0, 3_000).mapToObj(i -> "case" + i).collect(Collectors.joining(", "));
    ParsedWit parsed =
        new WitParser()
            .parseText(
                "large.wit",
                "package a:b; interface i { enum e { %s } f: func(x: e); } world w { import i; }"
                    .formatted(cases));
    Compiled.of(
        Bindgen.generate(parsed.resolve(), parsed.world(), BindgenOptions.defaults()).files());
  }

  @Test
  void unchangedFilesAreNotTouched(@TempDir Path out) throws IOException {
    GeneratedFiles generated =
        generate(Corpus.testdata("bindgen/gates.wit"), BindgenOptions.defaults());
    assertEquals(generated.files().size(), generated.write(out).size());
    assertEquals(List.of(), generated.write(out));
    Path changed = out.resolve(generated.files().firstEntry().getKey());
    Files.writeString(changed, "something else");
    assertEquals(List.of(changed), generated.write(out));
    assertEquals(generated.files().firstEntry().getValue(), Files.readString(changed));
  }

  @Test
  void packagesTellTheirVersions() {
    ParsedWit parsed =
        new WitParser()
            .parseText(
                "versions.wit",
                "package a:b@1.2.3; interface i { f: func(); } world w { import i; }");
    GeneratedFiles generated =
        Bindgen.generate(
            parsed.resolve(), parsed.world(), BindgenOptions.defaults().withVersions());
    assertEquals(
        List.of(
            "a/b/v1/I.java", "a/b/v1/W.java", "a/b/v1/WImports.java", "a/b/v1/package-info.java"),
        List.copyOf(generated.files().keySet()));
  }

  @Test
  void versionsAlikeButForSignsAreTwoPackages() {
    ParsedWit parsed =
        new WitParser()
            .parseText(
                "versions.wit",
                """
                package a:b@1.0.0-a.b;
                interface i { f: func(); }
                world w { import i; import a:b/i@1.0.0-a-b; }
                package a:b@1.0.0-a-b { interface i { f: func(); } }
                """);
    GeneratedFiles generated =
        Bindgen.generate(parsed.resolve(), parsed.world(), BindgenOptions.defaults());
    assertEquals(2, generated.files().keySet().stream().filter(f -> f.endsWith("/I.java")).count());
    Compiled.of(generated.files());
  }

  @Test
  void providedPackagesAreLeftToTheLinker() {
    GeneratedFiles generated =
        generate(
            Corpus.testdata("bindgen/todo-app.wit"),
            BindgenOptions.defaults()
                .withBasePackage("com.example.bindings")
                .withProvided("wasi", "dev.witj"));
    assertEquals(
        List.of(
            "com/example/bindings/example/todo/TodoApp.java",
            "com/example/bindings/example/todo/TodoStore.java",
            "com/example/bindings/example/todo/Types.java",
            "com/example/bindings/example/todo/package-info.java"),
        List.copyOf(generated.files().keySet()));
    Compiled.of(generated.files());
  }
}
