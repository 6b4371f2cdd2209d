package dev.witj.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.PackageSource;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.Resolve;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import dev.witj.wit.WitPrinter;
import dev.witj.wit.WorldId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Makes the components of the wit-component suite. */
class ComponentEncoderSuiteTest {
  private static final String NAME = ";; module name: ";
  private static final WitOptions OPTIONS =
      WitOptions.defaults().withAllFeatures().withBuiltins(PackageSource.none());

  @TestFactory
  Stream<DynamicTest> encodesComponents() throws IOException {
    Path suite = Corpus.suite("wit-component");
    Expectations expectations = Expectations.load("wit-component-new");
    List<Path> cases;
    try (Stream<Path> folders = Files.list(suite.resolve("components"))) {
      cases = folders.filter(Files::isDirectory).sorted().toList();
    }
    return cases.stream()
        .map(
            folder -> {
              String name = folder.getFileName().toString();
              return dynamicTest(
                  name, () -> expectations.run(name, () -> new Case(folder).check()));
            });
  }

  private record Case(Path folder) {
    void check() throws IOException {
      Path error = folder.resolve("error.txt");
      if (Files.exists(error)) {
        DiagnosticException refusal = assertThrows(DiagnosticException.class, this::encode);
        assertEquals(
            code(Files.readString(error)),
            refusal.diagnostics().getFirst().code(),
            () -> refusal.diagnostics().toString());
        return;
      }
      byte[] component = encode();
      assertArrayEquals(component, encode());
      byte[] golden = WatAssembler.assemble(source(folder.resolve("component.wat")));
      DecodedWit decoded = WitDecoder.decode(ByteSlice.of(component));
      assertEquals(
          Files.readString(folder.resolve("component.wit.print")).stripTrailing(),
          WitPrinter.withDocs().print(decoded.resolve(), decoded.main()).stripTrailing());
      Structure.assertSame(golden, component);
    }

    /** What is wrong, by the words of the reference. */
    private static EncodeCode code(String error) {
      if (error.contains("type mismatch")) {
        return EncodeCode.SIGNATURE_MISMATCH;
      }
      if (error.contains("missing libraries")) {
        return EncodeCode.MISSING_LIBRARY;
      }
      if (error.contains("unresolved symbol")) {
        return EncodeCode.UNRESOLVED_SYMBOL;
      }
      if (error.contains("at most one of the two")) {
        return EncodeCode.AMBIGUOUS_EXPORT;
      }
      return error.contains("failed to find export") || error.contains("missing callback")
          ? EncodeCode.MISSING_EXPORT
          : EncodeCode.UNKNOWN_IMPORT;
    }

    private byte[] encode() throws IOException {
      Path main = folder.resolve("module.wat");
      ComponentEncoder encoder =
          Files.exists(main) ? ComponentEncoder.of(module(main)) : ComponentEncoder.of(libraries());
      for (Path adapter : files("adapt-", ".wat")) {
        String text = Files.readString(adapter);
        String name =
            text.startsWith(NAME)
                ? text.lines().findFirst().orElseThrow().substring(NAME.length()).strip()
                : stem(adapter).substring("adapt-".length());
        encoder = encoder.withAdapter(name, module(adapter));
      }
      for (String option : options()) {
        encoder =
            switch (option) {
              case "return-call-ref = true" -> encoder.withShimsByReference();
              case "stub-missing-functions = true", "use-built-in-libdl = true" -> encoder;
              case "realloc-via-memory-grow = true" -> encoder.withReallocByGrowing();
              default -> throw new AssertionError("unknown option: " + option);
            };
      }
      return encoder.encode();
    }

    private Libraries libraries() throws IOException {
      Libraries libraries = Libraries.none();
      for (Path library : files("lib-", ".wat")) {
        libraries = libraries.with(stem(library).substring("lib-".length()), library(library));
      }
      for (Path library : files("dlopen-lib-", ".wat")) {
        libraries =
            libraries.withOpenable(
                stem(library).substring("dlopen-lib-".length()), library(library));
      }
      for (String option : options()) {
        libraries =
            switch (option) {
              case "stub-missing-functions = true" -> libraries.withStubs();
              case "use-built-in-libdl = true" -> libraries.withBuiltInLoader();
              default -> libraries;
            };
      }
      return libraries;
    }

    /** The files of libraries are one package; the world has the name of the file. */
    private ByteSlice library(Path wat) throws IOException {
      byte[] module = WatAssembler.assemble(source(wat));
      Path root = Files.createTempDirectory("wit");
      for (Path file : files("", ".wit")) {
        if (file.getFileName().toString().contains("lib-")) {
          Files.copy(file, root.resolve(file.getFileName()));
        }
      }
      copyDependencies(root.resolve("deps"));
      ParsedWit parsed = new WitParser(OPTIONS).parse(root);
      Resolve resolve = parsed.resolve();
      WorldId world =
          Objects.requireNonNull(
              resolve.get(parsed.main()).worlds().get(stem(wat)), () -> "no world " + stem(wat));
      return ByteSlice.of(
          Source.binary(wat.getFileName().toString()),
          WorldEmbedder.of(resolve, world).embed(ByteSlice.of(module)));
    }

    private List<String> options() throws IOException {
      List<String> options = new ArrayList<>();
      for (Path file : files("", ".wat")) {
        if (!file.endsWith("component.wat")) {
          Files.readString(file)
              .lines()
              .filter(line -> line.startsWith(";;! "))
              .forEach(line -> options.add(line.substring(4).strip()));
        }
      }
      return options;
    }

    private ByteSlice module(Path wat) throws IOException {
      byte[] module = WatAssembler.assemble(source(wat));
      Path wit = folder.resolve(stem(wat) + ".wit");
      if (!Files.exists(wit)) {
        return ByteSlice.of(Source.binary(wat.getFileName().toString()), module);
      }
      ParsedWit parsed = parse(wit);
      return ByteSlice.of(
          Source.binary(wat.getFileName().toString()),
          WorldEmbedder.of(parsed.resolve(), parsed.world()).embed(ByteSlice.of(module)));
    }

    /**
     * A file without package stands in that of the main module's; files that belong to no module
     * are dependencies.
     */
    private ParsedWit parse(Path wit) throws IOException {
      Path root = Files.createTempDirectory("wit");
      String text = Files.readString(wit);
      if (text.lines().noneMatch(line -> line.startsWith("package "))) {
        Path main = folder.resolve("module.wit");
        text =
            packageLine(Files.exists(main) ? main : files("lib-", ".wit").getFirst()) + "\n" + text;
      }
      Files.writeString(root.resolve("main.wit"), text);
      Path deps = Files.createDirectory(root.resolve("deps"));
      for (Path file : files("", ".wit")) {
        if (!Files.exists(folder.resolve(stem(file) + ".wat"))) {
          Files.copy(file, deps.resolve(file.getFileName()));
        }
      }
      copyDependencies(deps);
      return new WitParser(OPTIONS).parse(root);
    }

    private void copyDependencies(Path deps) throws IOException {
      if (Files.isDirectory(folder.resolve("deps"))) {
        for (Path file : Corpus.files(folder.resolve("deps"), ".wit")) {
          Path target = deps.resolve(folder.resolve("deps").relativize(file));
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }

    private static String packageLine(Path wit) throws IOException {
      return Files.readString(wit)
          .lines()
          .filter(line -> line.startsWith("package "))
          .findFirst()
          .orElseThrow();
    }

    private List<Path> files(String prefix, String suffix) throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .filter(
                file ->
                    file.getFileName().toString().startsWith(prefix)
                        && file.getFileName().toString().endsWith(suffix))
            .sorted()
            .toList();
      }
    }

    private static Source source(Path file) throws IOException {
      return Source.text(file.getFileName().toString(), Files.readString(file));
    }

    private static String stem(Path file) {
      String name = file.getFileName().toString();
      return name.substring(0, name.lastIndexOf('.'));
    }
  }
}
