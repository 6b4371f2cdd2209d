package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.names.Version;
import dev.witj.testdata.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class BuiltinWasiTest {
  @TempDir private Path scratch;

  private static WitParser parser() {
    return new WitParser(WitOptions.defaults().withAllFeatures());
  }

  /** All packages of a release of the corpus, with nothing of ours. */
  private Resolve release(Path folder, WitOptions options) throws IOException {
    Path root = scratch.resolve(folder.getFileName());
    Files.createDirectories(root.resolve("deps"));
    Files.writeString(root.resolve("root.wit"), "package test:root;\n");
    for (Path file : Corpus.files(folder, ".wit")) {
      Path copy = root.resolve("deps").resolve(folder.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    return new WitParser(options.withBuiltins(PackageSource.none())).parse(root).resolve();
  }

  /** Our own packages at any version, with nothing of the corpus. */
  private static Resolve ours(List<PackageName> names) {
    StringBuilder text = new StringBuilder("package test:root;\n");
    int i = 0;
    for (PackageName name : names) {
      String path = name.toString().replaceFirst("@|$", "/imports@").replaceFirst("@$", "");
      if (name.name().equals("http")) {
        path = name.toString().replaceFirst("@", "/types@");
        text.append("world w" + i++ + " { import " + path + "; }\n");
      } else {
        text.append("world w" + i++ + " { include " + path + "; }\n");
      }
    }
    return new WitParser().parseText("test.wit", text.toString()).resolve();
  }

  private static List<PackageName> wasi(Resolve resolve) {
    return resolve.packages().stream()
        .map(Package::name)
        .filter(name -> name.namespace().equals("wasi"))
        .toList();
  }

  private static String text(Resolve resolve, PackageName name) {
    return WitPrinter.withoutDocs().print(resolve, resolve.find(name).orElseThrow());
  }

  private static List<Path> releases() throws IOException {
    try (Stream<Path> all = Files.list(Corpus.suite("wasi-wit"))) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Optional<Version> version(Path release) {
    return Version.parse(release.getFileName().toString().substring(1));
  }

  /**
   * A release that is shipped says the same as the official one, name for name and gate for gate.
   */
  @TestFactory
  Stream<DynamicTest> saysWhatTheReleaseSays() throws IOException {
    Set<Version> shipped =
        BuiltinWasi.packages().available().stream()
            .flatMap(name -> name.version().stream())
            .collect(Collectors.toSet());
    List<Path> found =
        releases().stream().filter(r -> version(r).filter(shipped::contains).isPresent()).toList();
    assertFalse(found.isEmpty());
    return found.stream()
        .map(
            release ->
                DynamicTest.dynamicTest(
                    release.getFileName().toString(),
                    () -> {
                      Resolve official = release(release, WitOptions.defaults().withAllFeatures());
                      for (PackageName name : wasi(official)) {
                        Resolve mine =
                            parser()
                                .parseText("wasi.wit", BuiltinWasi.packages().text(name))
                                .resolve();
                        assertEquals(text(official, name), text(mine, name));
                      }
                      Set<String> names = new TreeSet<>();
                      BuiltinWasi.packages().available().stream()
                          .filter(name -> name.version().equals(version(release)))
                          .forEach(name -> names.add(name.toString()));
                      assertEquals(
                          wasi(official).stream()
                              .map(PackageName::toString)
                              .collect(Collectors.toCollection(TreeSet::new)),
                          names);
                    }));
  }

  /** An older patch version resolves to its own functions, although only the newest is shipped. */
  @TestFactory
  Stream<DynamicTest> derivesOlderVersionsOfATrack() throws IOException {
    return releases().stream()
        .filter(release -> version(release).filter(v -> v.preRelease().isEmpty()).isPresent())
        .map(
            release ->
                DynamicTest.dynamicTest(
                    release.getFileName().toString(),
                    () -> {
                      Resolve official = release(release, WitOptions.defaults());
                      Resolve mine = ours(wasi(official));
                      for (PackageName name : wasi(official)) {
                        PackageId id = official.find(name).orElseThrow();
                        official
                            .get(id)
                            .interfaces()
                            .forEach(
                                (plain, was) -> sameFunctions(official, was, mine, name, plain));
                      }
                    }));
  }

  private static void sameFunctions(
      Resolve official, InterfaceId was, Resolve mine, PackageName name, String plain) {
    PackageId id = mine.find(name).orElseThrow();
    InterfaceId is = mine.get(id).interfaces().get(plain);
    if (is == null) {
      return; // Only what a world reaches is there; whether it is all is asked of the release.
    }
    PackageId home = official.get(was).packageId();
    assertEquals(
        functions(official, home, was), functions(mine, id, is), () -> name.qualify(plain));
  }

  private static Set<String> functions(Resolve resolve, PackageId home, InterfaceId id) {
    Set<String> functions = new TreeSet<>();
    resolve
        .get(id)
        .functions()
        .forEach(
            (name, f) ->
                functions.add(
                    name
                        + WitPrinter.function(resolve, home, f)
                            .replace("field-key", "field-name")));
    return functions;
  }

  @Test
  void draftsResolveWithAndWithoutVersion() {
    for (PackageName name : BuiltinWasi.packages().available()) {
      Resolve resolve = ours(List.of(name));
      assertTrue(resolve.find(name).isPresent(), name::toString);
    }
    Resolve logging =
        parser()
            .parseText("test.wit", "package a:b;\nworld w { import wasi:logging/logging; }\n")
            .resolve();
    assertEquals("wasi:logging", wasi(logging).getFirst().toString());
  }

  @Test
  void namesWhatItHasNot() {
    PackageName none = PackageName.parse("wasi:nothing@0.2.0").orElseThrow();
    assertThrows(IllegalArgumentException.class, () -> BuiltinWasi.packages().text(none));
  }
}
