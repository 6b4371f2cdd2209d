package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Two resolves as one. */
class MergeTest {
  private static final WitParser PARSER =
      new WitParser(WitOptions.defaults().withBuiltins(PackageSource.none()));
  private static final Set<WitCode> CONFLICTS =
      Set.of(WitCode.MERGE_CONFLICT, WitCode.MERGE_WORLD_CONFLICT);

  /**
   * What is printed of the merged packages is what the golden's files print, package by package.
   */
  @TestFactory
  Stream<DynamicTest> goldens() throws IOException {
    return children(Corpus.suite("wit-component").resolve("merge")).stream()
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.getFileName().toString(),
                    () -> {
                      Resolve into = PARSER.parse(test.resolve("into")).resolve();
                      Resolve from = PARSER.parse(test.resolve("from")).resolve();
                      if (Files.exists(test.resolve("error.txt"))) {
                        DiagnosticException e =
                            assertThrows(DiagnosticException.class, () -> into.merge(from));
                        assertTrue(
                            CONFLICTS.contains(e.diagnostics().getFirst().code()), e::getMessage);
                        return;
                      }
                      Resolve merged = into.merge(from);
                      List<Path> goldens = children(test.resolve("merge"));
                      assertEquals(goldens.size(), merged.packages().size());
                      for (Path golden : goldens) {
                        String text = Files.readString(golden);
                        PackageId id = packageNamedIn(text, merged);
                        assertEquals(text.strip(), WitPrinter.withDocs().print(merged, id).strip());
                      }
                    }));
  }

  @Test
  void mergingWithItselfChangesNothing() {
    Resolve resolve =
        new WitParser()
            .parseText("in.wit", "package a:b; world w { include wasi:http/proxy@0.2.0; }")
            .resolve();
    assertEquals(WitJson.print(resolve), WitJson.print(resolve.merge(resolve)));
  }

  @Test
  void whatDependsStandsBehind() {
    Resolve into = parse("package a:a; interface i { type t = u8; }");
    Resolve from =
        parse(
            """
            package z:z;
            package a:a { interface i { use b:b/i.{u}; } }
            package b:b { interface i { type u = u16; } }
            """);
    Resolve merged = into.merge(from);
    assertEquals(
        List.of("b:b", "a:a", "z:z"),
        merged.packages().stream().map(pkg -> pkg.name().toString()).toList());
    assertEquals("b:b/i", merged.qualifiedName(new InterfaceId(0)).orElseThrow());
    assertTrue(merged.get(new InterfaceId(1)).types().containsKey("u"));
    assertTrue(merged.get(new InterfaceId(1)).types().containsKey("t"));
  }

  @Test
  void circlesThatOnlyAriseTogetherAreAnError() {
    Resolve into =
        parse(
            "package z:z; package a:a { interface i { use b:b/j.{t}; } }"
                + " package b:b { interface j { type t = u8; } }");
    Resolve from =
        parse(
            "package z:y; package a:a { interface k { type t = u8; } }"
                + " package b:b { interface l { use a:a/k.{t}; } }");
    DiagnosticException e = assertThrows(DiagnosticException.class, () -> into.merge(from));
    assertEquals(WitCode.MERGED_PACKAGE_CYCLE, e.diagnostics().getFirst().code());
  }

  @Test
  void typesOfOneNameMustBeTheSame() {
    DiagnosticException e =
        assertThrows(
            DiagnosticException.class,
            () ->
                parse("package a:a; interface i { record r { a: u8 } f: func() -> r; }")
                    .merge(parse("package a:a; interface i { record r { a: u16 } }")));
    assertEquals("the type `r` comes in two forms", e.diagnostics().getFirst().message());
  }

  private static Resolve parse(String text) {
    return PARSER.parseText("in.wit", text).resolve();
  }

  private static PackageId packageNamedIn(String text, Resolve resolve) {
    String name =
        text.lines()
            .filter(line -> line.startsWith("package "))
            .map(line -> line.substring(8, line.indexOf(';')).replace("%", ""))
            .findFirst()
            .orElseThrow();
    return resolve.find(PackageName.parse(name).orElseThrow()).orElseThrow();
  }

  private static List<Path> children(Path of) {
    try (Stream<Path> entries = Files.list(of)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
