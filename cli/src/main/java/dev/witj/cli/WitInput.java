package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.encode.DecodedWit;
import dev.witj.encode.EncodedPackages;
import dev.witj.encode.WitDecoder;
import dev.witj.wat.WatAssembler;
import dev.witj.wit.PackageSource;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WitCode;
import dev.witj.wit.WitOptions;
import dev.witj.wit.WitParser;
import dev.witj.wit.WitText;
import dev.witj.wit.WorldId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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

  /**
   * Reads a file, a folder with its {@code deps/}, or standard input. A component, or an encoded
   * package, is decoded.
   */
  ParsedWit parse(Streams streams, Optional<Path> path) {
    WitParser parser = new WitParser(options());
    if (path.filter(Files::isDirectory).isPresent()) {
      return parser.parse(path.get());
    }
    byte[] content = streams.read(path);
    if (WatAssembler.isBinary(content) || isWat(path, content)) {
      DecodedWit decoded =
          WitDecoder.decode(
              WatAssembler.read(Streams.name(path), content, WatAssembler.Options.DEFAULT));
      return new ParsedWit(decoded.resolve(), List.of(decoded.main()), List.of(), List.of());
    }
    try {
      return parser.parse(WitText.decode(Streams.name(path), content));
    } catch (DiagnosticException e) {
      throw new DiagnosticException(
          e.diagnostics().stream().map(each -> ofOneFile(each, path)).toList());
    }
  }

  /** Packages beside a file are not read: a folder is the unit that has any. */
  private static Diagnostic ofOneFile(Diagnostic diagnostic, Optional<Path> path) {
    if (diagnostic.code() != WitCode.PACKAGE_NOT_FOUND
        || !diagnostic.help().map(help -> help.contains("deps/")).orElse(false)
        || Streams.isStandard(path)) {
      return diagnostic;
    }
    Path folder = Objects.requireNonNullElse(path.get().getParent(), Path.of("."));
    return diagnostic.help(
        Files.isDirectory(folder.resolve("deps"))
            ? "name the folder `" + folder + "` instead of the file: `deps/` is read with it only"
            : "put the package into `"
                + folder.resolve("deps")
                + "/`, and name the folder `"
                + folder
                + "` instead of the file");
  }

  /** No WIT begins with a parenthesis, and the text of every binary does. */
  private static boolean isWat(Optional<Path> path, byte[] content) {
    if (path.filter(p -> p.toString().endsWith(".wat")).isPresent()) {
      return true;
    }
    int at = 0;
    while (at < content.length && Character.isWhitespace(content[at])) {
      at++;
    }
    return at < content.length && content[at] == '(';
  }

  WitOptions options() {
    WitOptions options =
        WitOptions.defaults()
            .withDecoder(EncodedPackages.withAssembler(WatAssembler::assemble))
            .withFeatures(features);
    options = allFeatures ? options.withAllFeatures() : options;
    return noBuiltinWasi ? options.withBuiltins(PackageSource.none()) : options;
  }

  /**
   * The world of a name, which may be spelt as in WIT ({@code %from}), or the only one.
   *
   * @param option what a person names one with
   */
  static WorldId world(ParsedWit wit, Optional<String> name, String option) {
    try {
      return name.map(of -> of.startsWith("%") ? of.substring(1) : of)
          .map(wit::world)
          .orElseGet(wit::world);
    } catch (DiagnosticException e) {
      Diagnostic first = e.diagnostics().getFirst();
      throw first.code() == WitCode.WORLD_AMBIGUOUS || first.code() == WitCode.WORLD_NAME_AMBIGUOUS
          ? first.help("name one of them with `" + option + "`").toException()
          : e;
    }
  }
}
