package dev.witj.wit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every WIT that the other suites hold resolves; what stands in deps/ goes with its folder. */
class WitCorpusTest {
  private static final WitParser PARSER =
      new WitParser(WitOptions.defaults().withBuiltins(PackageSource.none()).withAllFeatures());

  @TestFactory
  Stream<DynamicTest> resolves() {
    Expectations expectations = Expectations.load("wit-corpus");
    return Stream.of("wit-bindgen", "wit-component", "wac")
        .flatMap(
            name -> {
              Path suite = Corpus.suite(name);
              return units(suite).stream()
                  .map(
                      roots -> {
                        String title = name + "/" + suite.relativize(roots.getFirst());
                        return DynamicTest.dynamicTest(
                            title, () -> expectations.run(title, () -> PARSER.parse(roots)));
                      });
            });
  }

  @TestFactory
  Stream<DynamicTest> resolvesEveryWasiPackageWithItsSiblings() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path tag : folders(Corpus.suite("wasi-wit"))) {
      List<Path> packages = folders(tag);
      for (boolean all : new boolean[] {false, true}) {
        tests.add(
            DynamicTest.dynamicTest(
                tag.getFileName() + (all ? " with all features" : ""),
                () -> {
                  WitOptions options = WitOptions.defaults().withBuiltins(PackageSource.none());
                  Resolve resolve =
                      new WitParser(all ? options.withAllFeatures() : options)
                          .parse(packages)
                          .resolve();
                  assertFalse(resolve.worlds().entries().isEmpty());
                }));
      }
    }
    return tests.stream();
  }

  /** What a tool printed of a component: only its world, without the packages it mentions. */
  @TestFactory
  Stream<DynamicTest> resolvesPrintedWorldsButForPackagesTheyLeaveOut() {
    Path suite = Corpus.suite("jco-components");
    return Corpus.files(suite, ".wit").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    suite.relativize(file).toString(),
                    () -> {
                      try {
                        new WitParser().parse(file);
                      } catch (DiagnosticException e) {
                        for (Diagnostic diagnostic : e.diagnostics()) {
                          assertEquals(
                              WitCode.PACKAGE_NOT_FOUND, diagnostic.code(), e.getMessage());
                          assertFalse(diagnostic.message().contains("`wasi:"), e.getMessage());
                        }
                      }
                    }));
  }

  /** What belongs together, each as the list of its roots. */
  private static List<List<Path>> units(Path suite) {
    TreeMap<Path, List<Path>> folders = new TreeMap<>();
    for (Path file : Corpus.files(suite, ".wit")) {
      if (Stream.of(suite.relativize(file).toString().split("[/\\\\]")).noneMatch("deps"::equals)) {
        folders.computeIfAbsent(file.getParent(), _ -> new ArrayList<>()).add(file);
      }
    }
    List<List<Path>> units = new ArrayList<>();
    folders.forEach(
        (folder, files) -> {
          Path deps = folder.resolve("deps");
          if (folder.toString().contains("merge/") && folder.endsWith("merge")) {
            // A golden of several packages that use each other.
            units.add(files);
            return;
          }
          boolean single = folder.resolveSibling("").endsWith("components") || !Files.exists(deps);
          boolean libraries =
              files.stream().anyMatch(file -> file.getFileName().toString().startsWith("lib-"));
          if (!single || libraries || !files.stream().allMatch(WitCorpusTest::namesItsPackage)) {
            units.add(List.of(folder));
            return;
          }
          for (Path file : files) {
            List<Path> unit = new ArrayList<>(List.of(file));
            if (Files.isDirectory(deps)) {
              unit.addAll(children(deps));
            }
            units.add(unit);
          }
        });
    return units;
  }

  private static boolean namesItsPackage(Path file) {
    try {
      return Files.readString(file).lines().anyMatch(line -> line.matches("package [^{]*;.*"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> folders(Path of) {
    return children(of).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> children(Path of) {
    try (Stream<Path> entries = Files.list(of)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
