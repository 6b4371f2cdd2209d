package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.diagnostics.DiagnosticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** How packages come from the jar that stand in no {@code deps/}. */
class BuiltinPackagesTest {
  @TestFactory
  Stream<DynamicTest> everyPatchVersionOfEveryWorldResolves() {
    ParsedWit newest =
        new WitParser().parseText("in.wit", includes(List.of("wasi:cli/imports@0.2.12")));
    assertFalse(newest.resolve().worlds().entries().isEmpty());
    List<String> worlds =
        List.of(
            "cli/imports",
            "cli/command",
            "clocks/imports",
            "filesystem/imports",
            "http/imports",
            "http/proxy",
            "io/imports",
            "random/imports",
            "sockets/imports");
    return IntStream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 99)
        .mapToObj(patch -> "0.2." + patch)
        .map(
            version ->
                DynamicTest.dynamicTest(
                    version,
                    () -> {
                      ParsedWit parsed =
                          new WitParser()
                              .parseText(
                                  "in.wit",
                                  includes(
                                      worlds.stream()
                                          .map(world -> "wasi:" + world + "@" + version)
                                          .toList()));
                      for (Package pkg : parsed.resolve().packages()) {
                        assertTrue(
                            pkg.name().namespace().equals("a")
                                || pkg.name().version().orElseThrow().toString().equals(version),
                            pkg.name().toString());
                      }
                    }));
  }

  @Test
  void anOlderVersionHasNotWhatANewerOneAdded() {
    assertFalse(functions("0.2.11").contains("exit-with-code"));
    assertTrue(functions("0.2.12").contains("exit-with-code"));
  }

  private static List<String> functions(String version) {
    Resolve resolve =
        new WitParser()
            .parseText("in.wit", "package a:b; world w { import wasi:cli/exit@" + version + "; }")
            .resolve();
    return resolve.interfaces().stream()
        .filter(of -> of.name().equals(Optional.of("exit")))
        .flatMap(of -> of.functions().keySet().stream())
        .toList();
  }

  @Test
  void draftsNeedNoVersion() {
    ParsedWit parsed =
        new WitParser()
            .parseText("in.wit", "package a:b; world w { import wasi:logging/logging; }");
    World world = parsed.resolve().get(parsed.world());
    assertEquals(
        List.of("wasi:logging/logging"),
        world.imports().keySet().stream().map(parsed.resolve()::name).toList());
  }

  @Test
  void canBeTurnedOff() {
    WitParser parser = new WitParser(WitOptions.defaults().withBuiltins(PackageSource.none()));
    DiagnosticException e =
        assertThrows(
            DiagnosticException.class,
            () ->
                parser.parseText("in.wit", "package a:b; world w { import wasi:io/poll@0.2.0; }"));
    assertEquals(WitCode.PACKAGE_NOT_FOUND, e.diagnostics().getFirst().code());
  }

  @Test
  void aMissingVersionIsSaid() {
    DiagnosticException e =
        assertThrows(
            DiagnosticException.class,
            () ->
                new WitParser()
                    .parseText("in.wit", "package a:b; world w { import wasi:io/poll; }"));
    assertEquals(
        Optional.of("the version is missing: `wasi:io@0.2.12`"), e.diagnostics().getFirst().help());
  }

  @Test
  void theUsersOwnPackagesWin(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("main.wit"),
        "package a:b; world w { import wasi:io/streams@0.2.3; import wasi:cli/stdin@0.2.0; }");
    Files.createDirectory(folder.resolve("deps"));
    Files.writeString(
        folder.resolve("deps/io.wit"),
        BuiltinWasi.packages()
            .text(PackageName.parse("wasi:io@0.2.12").orElseThrow())
            .replace("wasi:io@0.2.12", "wasi:io@0.2.3")
            .replace("interface streams {", "interface streams { only-mine: func();"));
    Resolve resolve = new WitParser().parse(folder).resolve();
    List<Interface> streams =
        resolve.interfaces().stream()
            .filter(of -> of.name().equals(Optional.of("streams")))
            .toList();
    assertEquals(1, streams.size());
    assertTrue(streams.getFirst().functions().containsKey("only-mine"));
    assertEquals("wasi:io@0.2.3", resolve.get(streams.getFirst().packageId()).name().toString());
  }

  private static String includes(List<String> worlds) {
    StringBuilder text = new StringBuilder("package a:b;\n");
    int index = 0;
    for (String world : worlds) {
      text.append("world w").append(index++).append(" { include ").append(world).append("; }\n");
    }
    return text.toString();
  }
}
