package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wit.internal.grammar.WitLexer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WitPrinterTest {
  private static final WitOptions ALL =
      WitOptions.defaults().withAllFeatures().withBuiltins(PackageSource.none());

  private static ParsedWit parse(String text) {
    return new WitParser(ALL).parseText("test.wit", text);
  }

  /** The reference's own prints: of a file beside it, of a package within its folder. */
  @TestFactory
  Stream<DynamicTest> printsAsTheReferenceDoes() {
    Path folder = Corpus.suite("wit-component").resolve("interfaces");
    Expectations expected = Expectations.load("wit-component-interfaces-print");
    return Corpus.files(folder, ".wit.print").stream()
        .map(
            golden -> {
              String name = folder.relativize(golden).toString();
              return DynamicTest.dynamicTest(
                  name, () -> expected.run(name, () -> printsAs(folder, golden)));
            });
  }

  private static void printsAs(Path folder, Path golden) throws IOException {
    String file = golden.getFileName().toString();
    Path parent = Objects.requireNonNull(golden.getParent());
    Path root =
        folder.equals(parent) ? folder.resolve(file.substring(0, file.length() - 6)) : parent;
    ParsedWit parsed = new WitParser(ALL).parse(root);
    String name = file.substring(0, file.indexOf('.'));
    PackageId id = parsed.main();
    for (int i = 0; i < parsed.resolve().packages().size(); i++) {
      if (!folder.equals(parent) && parsed.resolve().packages().get(i).name().name().equals(name)) {
        id = new PackageId(i);
      }
    }
    assertEquals(Files.readString(golden), WitPrinter.withDocs().print(parsed.resolve(), id));
  }

  /** Whatever parses prints as something that parses to the same. */
  @TestFactory
  Stream<DynamicTest> printsWhatParsesToTheSame() {
    Path all = Corpus.suite("");
    Expectations expected = Expectations.load("wit-print-round-trip");
    return roots().stream()
        .map(
            root -> {
              String name = all.relativize(root).toString();
              return DynamicTest.dynamicTest(
                  name, () -> expected.run(name, () -> roundTrips(root)));
            });
  }

  private static List<Path> roots() {
    Set<Path> roots = new LinkedHashSet<>();
    for (String suite :
        List.of(
            "wit-parser",
            "wasi-wit",
            "wit-bindgen",
            "wit-component",
            "wac",
            "jco-components",
            "wasm-tools-cli")) {
      for (Path file : Corpus.files(Corpus.suite(suite), ".wit")) {
        roots.add(file);
        roots.add(Objects.requireNonNull(file.getParent()));
      }
    }
    return List.copyOf(roots);
  }

  private static void roundTrips(Path root) {
    ParsedWit parsed;
    try {
      parsed = new WitParser(ALL).parse(root);
    } catch (DiagnosticException notAlone) {
      return; // Whether it should parse is for other tests to say.
    }
    roundTrips(parsed);
  }

  private static void roundTrips(ParsedWit parsed) {
    for (WitPrinter printer : List.of(WitPrinter.withDocs(), WitPrinter.withoutDocs())) {
      String once = printer.printAll(parsed.resolve(), parsed.main());
      ParsedWit again = parse(once);
      for (Package was : parsed.resolve().packages()) {
        assertEquals(
            text(printer, parsed.resolve(), was.name()),
            text(printer, again.resolve(), was.name()),
            once);
      }
      assertEquals(shape(parsed.resolve()), shape(again.resolve()), once);
    }
    Resolve resolve = parsed.resolve();
    String printed = WitPrinter.withDocs().printAll(resolve, parsed.main());
    ParsedWit again = parse(printed);
    assertTrue(resolve.isEquivalentTo(again.resolve()), printed);
    assertTrue(again.resolve().isEquivalentTo(resolve), printed);
    for (int i = 0; i < resolve.packages().size(); i++) {
      Package was = resolve.packages().get(i);
      PackageId id = again.resolve().find(was.name()).orElseThrow();
      WitDiff diff = WitDiff.ofPackages(resolve, new PackageId(i), again.resolve(), id);
      assertEquals(List.of(), diff.changes(), diff::render);
    }
  }

  private static String text(WitPrinter printer, Resolve resolve, PackageName name) {
    return printer.print(resolve, resolve.find(name).orElseThrow());
  }

  /** How many entries of which names there are, whatever their order. */
  private static List<String> shape(Resolve resolve) {
    List<String> shape = new ArrayList<>();
    resolve.packages().forEach(p -> shape.add("package " + p.name()));
    resolve.interfaces().forEach(i -> shape.add("interface " + i.name() + i.types().keySet()));
    resolve.worlds().forEach(w -> shape.add("world " + w.name() + w.imports().size()));
    resolve
        .types()
        .forEach(t -> shape.add("type " + t.name() + " " + t.kind().getClass().getSimpleName()));
    return shape.stream().sorted().toList();
  }

  /** The words that the grammar keeps for itself. */
  private static List<String> keywords() {
    return IntStream.rangeClosed(WitLexer.AS, WitLexer.WORLD)
        .mapToObj(type -> WitLexer.VOCABULARY.getLiteralName(type).replace("'", ""))
        .toList();
  }

  @Test
  void escapesEveryKeyword() {
    List<String> words = keywords();
    words.forEach(word -> assertEquals("%" + word, WitWords.escape(word)));
    StringBuilder text = new StringBuilder("package %list:%record;\n");
    for (String word : words) {
      text.append(
          """
          interface %%%1$s {
            record %%%1$s {
              %%%1$s: u8,
            }
            %%%1$s-f: func(%%%1$s: %%%1$s);
            resource r {
              %%%1$s: func();
            }
          }
          interface use-%1$s {
            use %%%1$s.{%%%1$s};
          }
          """
              .formatted(word));
    }
    text.append("world all-words {\n");
    words.forEach(word -> text.append("  import %" + word + ": func();\n"));
    text.append("}\n");
    roundTrips(parse(text.toString()));
  }

  @Test
  void namesFilesOnlyAsFullyAsNeeded() {
    ParsedWit parsed =
        parse(
            """
            package my:app;
            world w {
              import a:b/i@0.1.0;
              import a:b/i@0.2.0;
              import a:c/i;
              import x:d/i;
              import y:d/i@1.0.0;
              import z:app/i;
            }
            package a:b@0.1.0 { interface i {} }
            package a:b@0.2.0 { interface i {} }
            package a:c { interface i {} }
            package x:d { interface i {} }
            package y:d@1.0.0 { interface i {} }
            package z:app { interface i {} }
            """);
    Map<String, String> files = WitPrinter.withDocs().printFiles(parsed.resolve(), parsed.main());
    assertEquals(
        List.of(
            "app.wit",
            "deps/app.wit",
            "deps/b@0.1.0.wit",
            "deps/b@0.2.0.wit",
            "deps/c.wit",
            "deps/x-d.wit",
            "deps/y-d@1.0.0.wit"),
        files.keySet().stream().sorted().toList());
  }

  @Test
  void leavesDocsOutWhenTold() {
    ParsedWit parsed = parse("/// a\npackage a:b;\n/// b\ninterface i {\n/// c\nf: func();\n}\n");
    assertEquals(
        "package a:b;\n\ninterface i {\n  f: func();\n}\n\n",
        WitPrinter.withoutDocs().print(parsed.resolve(), parsed.main()));
    assertTrue(WitPrinter.withDocs().print(parsed.resolve(), parsed.main()).contains("/// c"));
    assertEquals(Optional.of("a"), parsed.resolve().get(parsed.main()).docs().contents());
  }
}
