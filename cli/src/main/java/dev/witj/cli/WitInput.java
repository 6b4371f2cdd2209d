package dev.witj.cli;

import dev.witj.wit.PackageSource;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import dev.witj.wit.WorldId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that reads WIT. */
final class WitInput {
  @Option(
      names = "--features",
      split = ",",
      paramLabel = "FEATURE",
      description = "Keep what is @unstable under these features.")
  private List<String> features = List.of();

  @Option(names = "--all-features", description = "Keep everything that is @unstable.")
  private boolean allFeatures;

  @Option(
      names = "--no-builtin-wasi",
      description = "Do not supply the WASI packages: take them from deps/ alone.")
  private boolean noBuiltinWasi;

  /** Reads a file, a folder with its {@code deps/}, or standard input. */
  ParsedWit parse(Streams streams, Optional<Path> path) {
    WitParser parser = new WitParser(options());
    if (path.isPresent() && !path.get().toString().equals("-")) {
      return parser.parse(path.get());
    }
    String text = new String(streams.read(path), StandardCharsets.UTF_8);
    return parser.parseText(Streams.name(path), text);
  }

  WitOptions options() {
    WitOptions options = WitOptions.defaults().withFeatures(features);
    options = allFeatures ? options.withAllFeatures() : options;
    return noBuiltinWasi ? options.withBuiltins(PackageSource.none()) : options;
  }

  /** The world of a name, or the only one. */
  static WorldId world(ParsedWit wit, Optional<String> name) {
    return name.map(wit::world).orElseGet(wit::world);
  }
}
