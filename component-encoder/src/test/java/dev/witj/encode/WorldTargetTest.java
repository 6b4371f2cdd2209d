package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.PackageSource;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which components fit which worlds. */
class WorldTargetTest {
  private static final String WIT =
      """
      package a:b;
      interface host { resource r { f: func() -> u32; } g: func(r: borrow<r>); }
      world w { import host; export run: func() -> u32; export stop: func(); }
      """;

  private static ByteSlice assemble(String wat) {
    return ByteSlice.of(Source.binary("test"), WatAssembler.assemble(Source.text("test.wat", wat)));
  }

  private static List<String> findings(String wit, String world, ByteSlice component) {
    ParsedWit parsed =
        new WitParser(WitOptions.defaults().withBuiltins(PackageSource.none()))
            .parseText("test.wit", wit);
    return WorldTarget.check(parsed.resolve(), parsed.world(world), component).stream()
        .map(finding -> finding.kind() + " " + finding.path())
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> suite() throws IOException {
    Path suite = Corpus.suite("wit-component").resolve("targets");
    return Corpus.files(suite, "test.wat").stream()
        .map(
            file ->
                dynamicTest(
                    suite.relativize(file).toString(),
                    () -> {
                      boolean fits =
                          findings(
                                  Files.readString(file.resolveSibling("test.wit")),
                                  "foobar",
                                  assemble(Files.readString(file)))
                              .isEmpty();
                      boolean mayFit = !suite.relativize(file).toString().startsWith("error-");
                      assertEquals(mayFit, fits);
                    }));
  }

  @Test
  void aStubOfTheWorldFits() throws IOException {
    ParsedWit parsed =
        new WitParser(WitOptions.defaults().withBuiltins(PackageSource.none()))
            .parseText("test.wit", WIT);
    byte[] dummy =
        DummyModule.of(
            parsed.resolve(), parsed.world(), DummyModule.Names.STANDARD32, Optional.empty());
    byte[] module = WorldEmbedder.of(parsed.resolve(), parsed.world()).embed(ByteSlice.of(dummy));
    byte[] component = ComponentEncoder.of(ByteSlice.of(module)).encode();
    assertEquals(List.of(), findings(WIT, "w", ByteSlice.of(component)));
  }

  @Test
  void allThatDoesNotFitIsFound() {
    ByteSlice component =
        assemble(
            """
            (component
              (import "a:b/host" (instance
                (export "r" (type $r (sub resource)))
                (export "h" (func (param "r" (borrow $r))))))
              (import "log" (func))
              (core module $m (func (export "f") (result i32) i32.const 1))
              (core instance $i (instantiate $m))
              (func $run (result s32) (canon lift (core func $i "f")))
              (export "run" (func $run)))
            """);
    assertEquals(
        List.of(
            "UNKNOWN_IMPORT import a:b/host: func h",
            "UNKNOWN_IMPORT import log",
            "DIFFERENT_TYPE export run",
            "MISSING_EXPORT export stop"),
        findings(WIT, "w", component).stream()
            .sorted(Comparator.comparing(f -> f.replace("UNKNOWN", "A")))
            .toList());
  }
}
