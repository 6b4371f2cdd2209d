package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The entry points: roots, encoded packages through the hook, and the choice of a world. */
class WitParserTest {
  /** Stands in for a decoder: the "encoding" of these tests is the text itself. */
  private static final PackageDecoder TEXT =
      (source, bytes) -> {
        ParsedWit parsed =
            new WitParser().parseText(source.name(), new String(bytes, StandardCharsets.UTF_8));
        return new PackageDecoder.Decoded(parsed.resolve(), parsed.main());
      };

  @TempDir private Path folder;

  @Test
  void theExampleOfThePackageDocumentationRuns() throws IOException {
    Files.writeString(
        folder.resolve("app.wit"), "package a:b; world app { import log: func(); } world other {}");
    ParsedWit parsed = new WitParser().parse(folder);
    Resolve resolve = parsed.resolve();
    World world = resolve.get(parsed.world("app"));
    List<String> names = new ArrayList<>();
    world.imports().forEach((key, _) -> names.add(resolve.name(key)));
    assertEquals(List.of("log"), names);
  }

  @Test
  void encodedDependenciesComeThroughTheDecoder() throws IOException {
    Files.writeString(
        folder.resolve("main.wit"), "package a:b; interface i { use c:d/types.{t}; }");
    Files.createDirectory(folder.resolve("deps"));
    Files.writeString(
        folder.resolve("deps/cd.wasm"), "package c:d; interface types { type t = u8; }");
    ParsedWit parsed = new WitParser(WitOptions.defaults().withDecoder(TEXT)).parse(folder);
    assertEquals("a:b", parsed.resolve().get(parsed.main()).name().toString());
    assertTrue(parsed.resolve().find(PackageName.parse("c:d").orElseThrow()).isPresent());
    assertEquals(2, parsed.files().size());
  }

  @Test
  void anEncodedRootIsAMainPackage() throws IOException {
    Path root = Files.writeString(folder.resolve("root.wat"), "package c:d; world w {}");
    Path text =
        Files.writeString(folder.resolve("a.wit"), "package a:b; world v { include c:d/w; }");
    ParsedWit parsed =
        new WitParser(WitOptions.defaults().withDecoder(TEXT)).parse(List.of(text, root));
    assertEquals(
        List.of("a:b", "c:d"),
        parsed.mains().stream().map(id -> parsed.resolve().get(id).name().toString()).toList());
  }

  @Test
  void whatADecoderRejectsIsReportedBesideAllElse() throws IOException {
    Files.writeString(folder.resolve("main.wit"), "package a:b; interface { }");
    Files.createDirectory(folder.resolve("deps"));
    Files.writeString(folder.resolve("deps/cd.wasm"), "package c:d; world {}");
    DiagnosticException e =
        assertThrows(
            DiagnosticException.class,
            () -> new WitParser(WitOptions.defaults().withDecoder(TEXT)).parse(folder));
    assertEquals(2, e.diagnostics().size());
  }

  @Test
  void rootsUseEachOther() throws IOException {
    Path one =
        Files.writeString(folder.resolve("1.wit"), "package a:a; interface i { use b:b/i.{t}; }");
    Path two =
        Files.writeString(folder.resolve("2.wit"), "package b:b; interface i { type t = u8; }");
    ParsedWit parsed = new WitParser().parse(List.of(one, two));
    assertEquals(2, parsed.mains().size());
    assertEquals("b:b/i", parsed.resolve().qualifiedName(new InterfaceId(0)).orElseThrow());
  }

  @Test
  void theOnlyWorldNeedsNoName() {
    ParsedWit parsed = new WitParser().parseText("in.wit", "package a:b@1.0.0; world w {}");
    assertEquals(parsed.world(), parsed.world("w"));
    assertEquals(parsed.world(), parsed.world("a:b/w"));
    assertEquals(parsed.world(), parsed.world("a:b/w@1.0.0"));
  }

  @Test
  void aMisspeltFeatureIsAWarning() {
    String text = "package a:b; interface i { @unstable(feature = fancy) f: func(); }";
    WitOptions options = WitOptions.defaults().withFeatures(List.of("fnacy", "elsewhere"));
    List<String> warnings =
        new WitParser(options)
            .parseText("a.wit", text).warnings().stream()
                .map(warning -> warning.message() + "; " + warning.help().orElseThrow())
                .toList();
    assertEquals(List.of("no gate names the feature `fnacy`; did you mean `fancy`?"), warnings);
  }

  @Test
  void anUnknownWorldIsAnsweredWithThoseThereAre() {
    ParsedWit parsed =
        new WitParser().parseText("in.wit", "package a:b; world one {} world two {}");
    Diagnostic unknown = diagnostic(() -> parsed.world("three"));
    assertEquals(WitCode.WORLD_NOT_FOUND, unknown.code());
    assertTrue(unknown.notes().toString().contains("a:b/one"), unknown.notes().toString());
    assertTrue(unknown.notes().toString().contains("a:b/two"), unknown.notes().toString());
    assertEquals(WitCode.WORLD_AMBIGUOUS, diagnostic(parsed::world).code());
  }

  private static Diagnostic diagnostic(Runnable of) {
    return assertThrows(DiagnosticException.class, of::run).diagnostics().getFirst();
  }
}
