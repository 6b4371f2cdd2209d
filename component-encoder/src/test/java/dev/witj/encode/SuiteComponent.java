package dev.witj.encode;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.testdata.Corpus;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.PackageSource;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.Resolve;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import dev.witj.wit.WorldId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a component of the wit-component suite is made of.
 *
 * @param folder the folder of the case
 */
record SuiteComponent(Path folder) {
  private static final String NAME = ";; module name: ";
  private static final WitOptions OPTIONS =
      WitOptions.defaults().withAllFeatures().withBuiltins(PackageSource.none());

  /** What a module is for. */
  enum Role {
    MAIN,
    ADAPTER,
    LIBRARY,
    OPENABLE
  }

  /** A core module that says its world. */
  record Part(Role role, String name, ByteSlice binary) {}

  /** All cases. */
  static List<SuiteComponent> all() throws IOException {
    try (Stream<Path> folders = Files.list(Corpus.suite("wit-component").resolve("components"))) {
      return folders.filter(Files::isDirectory).sorted().map(SuiteComponent::new).toList();
    }
  }

  String name() {
    return String.valueOf(folder.getFileName());
  }

  /** The modules of the case. */
  List<Part> parts() throws IOException {
    List<Part> parts = new ArrayList<>();
    Path main = folder.resolve("module.wat");
    if (Files.exists(main)) {
      parts.add(new Part(Role.MAIN, "main", module(main)));
    }
    for (Path library : files("lib-", ".wat")) {
      parts.add(new Part(Role.LIBRARY, stem(library).substring(4), library(library)));
    }
    for (Path library : files("dlopen-lib-", ".wat")) {
      parts.add(new Part(Role.OPENABLE, stem(library).substring(11), library(library)));
    }
    for (Path adapter : files("adapt-", ".wat")) {
      String text = Files.readString(adapter);
      String name =
          text.startsWith(NAME)
              ? text.lines().findFirst().orElseThrow().substring(NAME.length()).strip()
              : stem(adapter).substring("adapt-".length());
      parts.add(new Part(Role.ADAPTER, name, module(adapter)));
    }
    return parts;
  }

  /** The encoder for modules, with the options of the case. */
  ComponentEncoder encoder(List<Part> parts) throws IOException {
    Libraries libraries = Libraries.none();
    List<String> options = options();
    if (options.contains("stub-missing-functions = true")) {
      libraries = libraries.withStubs();
    }
    for (Part part : parts) {
      libraries =
          switch (part.role()) {
            case LIBRARY -> libraries.with(part.name(), part.binary());
            case OPENABLE -> libraries.withOpenable(part.name(), part.binary());
            case MAIN, ADAPTER -> libraries;
          };
    }
    if (options.contains("use-built-in-libdl = true")) {
      libraries = libraries.withBuiltInLoader();
    }
    ComponentEncoder encoder =
        parts.getFirst().role() == Role.MAIN
            ? ComponentEncoder.of(parts.getFirst().binary())
            : ComponentEncoder.of(libraries);
    for (Part part : parts) {
      if (part.role() == Role.ADAPTER) {
        encoder = encoder.withAdapter(part.name(), part.binary());
      }
    }
    for (String option : options) {
      encoder =
          switch (option) {
            case "return-call-ref = true" -> encoder.withShimsByReference();
            case "stub-missing-functions = true", "use-built-in-libdl = true" -> encoder;
            case "realloc-via-memory-grow = true" -> encoder.withReallocByGrowing();
            default -> throw new AssertionError("unknown option: " + option);
          };
    }
    return encoder;
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
   * A file without package stands in that of the main module's; files that belong to no module are
   * dependencies.
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

  static Source source(Path file) throws IOException {
    return Source.text(file.getFileName().toString(), Files.readString(file));
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
