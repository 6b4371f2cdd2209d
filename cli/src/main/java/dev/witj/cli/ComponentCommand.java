package dev.witj.cli;

import static dev.witj.cli.Subcommands.command;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.encode.WitEncoder;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.Resolve;
import dev.witj.wit.WitDiff;
import dev.witj.wit.WitJson;
import dev.witj.wit.WitPrinter;
import dev.witj.wit.WorldTransform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j component}, as the reference tools spell it. */
@CommandLine.Command(description = "Works on components and their WIT.")
final class ComponentCommand extends GroupCommand {
  ComponentCommand(Streams streams) {
    super(streams);
  }

  @Override
  Subcommands subcommands() {
    return Subcommands.of(
        command("new", NewCommand::new),
        command("link", LinkCommand::new),
        command("embed", EmbedCommand::new),
        command("targets", TargetsCommand::new),
        command("wit", Wit::new),
        command("semver-check", SemverCheck::new),
        command("unbundle", UnbundleCommand::new));
  }

  /** {@code wit-j component wit}. */
  @CommandLine.Command(
      description = {
        "Prints the WIT of a component, or of WIT files in canonical form; or encodes"
            + " WIT as a binary.",
      },
      footer = {
        "",
        "Examples:",
        "  wit-j component wit app.wasm                what a component imports and exports",
        "  wit-j component wit wit --out-dir printed   a folder, each package in a file",
        "  wit-j component wit todo.wit --json         the resolved packages as JSON",
        "  wit-j component wit wit --wasm -o wit.wasm  the package as a binary",
      })
  static final class Wit extends Command {
    @Parameters(
        arity = "0..1",
        paramLabel = "INPUT",
        description =
            "A component, a WIT file or a folder with deps/; standard input if none is given.")
    private Optional<Path> path = Optional.empty();

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        description = "Where the text goes (default: standard output).")
    private Optional<Path> output = Optional.empty();

    @Option(
        names = "--out-dir",
        paramLabel = "DIR",
        description = "Write the main package into this folder, the others into deps/ below it.")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--no-docs", description = "Leave documentation out.")
    private boolean noDocs;

    @Option(
        names = {"-j", "--json"},
        description = "Print the resolved packages as JSON.")
    private boolean json;

    @Option(
        names = {"-w", "--wasm"},
        description = "Encode the main package as a binary.")
    private boolean wasm;

    @Option(
        names = {"-t", "--wat"},
        description = "The same, as text.")
    private boolean wat;

    @Option(names = "--skip-validation", description = "Write the binary even if it is not valid.")
    private boolean skipValidation;

    @Option(
        names = "--generate-nominal-type-ids",
        paramLabel = "WORLD",
        description = "Give each use of an interface by this world types of its own, for --json.")
    private Optional<String> nominal = Optional.empty();

    @Option(
        names = "--importize",
        description = "Turn the exports of the world into imports, and drop its imports.")
    private boolean importize;

    @Option(
        names = "--importize-world",
        paramLabel = "WORLD",
        description = "The same for one of several worlds.")
    private Optional<String> importizeWorld = Optional.empty();

    @Option(
        names = "--importize-out-world-name",
        paramLabel = "NAME",
        description = "What the new world is called.")
    private Optional<String> importizeName = Optional.empty();

    @Option(
        names = "--exportize",
        description = "Turn the imports of the world into exports, and drop its exports.")
    private boolean exportize;

    @Option(
        names = "--exportize-world",
        paramLabel = "WORLD",
        description = "The same for one of several worlds.")
    private Optional<String> exportizeWorld = Optional.empty();

    @Option(
        names = "--exportize-out-world-name",
        paramLabel = "NAME",
        description = "What the new world is called.")
    private Optional<String> exportizeName = Optional.empty();

    @Option(
        names = "--exportize-import",
        paramLabel = "IMPORT",
        description = "Only these imports become exports; repeatable.")
    private List<String> exportizeImports = List.of();

    @Option(
        names = "--merge-world-imports-based-on-semver",
        paramLabel = "WORLD",
        description = "Merge imports of this world that lie on one semver track.")
    private Optional<String> merge = Optional.empty();

    @Mixin private WitInput input = new WitInput();

    Wit(Streams streams) {
      super(streams);
    }

    @Override
    public Integer call() {
      checkOptions();
      ParsedWit parsed = input.parse(streams, path);
      say(parsed.warnings());
      Resolve resolve = transformed(parsed);
      WitPrinter printer = noDocs ? WitPrinter.withoutDocs() : WitPrinter.withDocs();
      if (wasm || wat) {
        byte[] binary = WitEncoder.encode(resolve, parsed.main());
        new BinaryOutput(output, wat, skipValidation).write(streams, binary);
      } else if (json) {
        streams.writeText(output, WitJson.print(resolve) + "\n");
      } else if (folder.isPresent()) {
        for (Map.Entry<String, String> file :
            printer.printFiles(resolve, parsed.main()).entrySet()) {
          Path target = folder.get().resolve(file.getKey());
          Streams.makeFolder(Optional.ofNullable(target.getParent()).orElse(folder.get()));
          streams.writeText(Optional.of(target), file.getValue());
          streams.writeText(Optional.empty(), "Writing: " + target + "\n");
        }
      } else {
        streams.writeText(output, printer.printAll(resolve, parsed.main()));
      }
      return 0;
    }

    private boolean importizes() {
      return importize || importizeWorld.isPresent();
    }

    private boolean exportizes() {
      return exportize || exportizeWorld.isPresent();
    }

    /** Whatever would be ignored is refused. */
    private void checkOptions() {
      excludes("--importize", importizes(), "--exportize", exportizes());
      String merging = "--merge-world-imports-based-on-semver";
      excludes("--importize", importizes(), merging, merge.isPresent());
      excludes("--exportize", exportizes(), merging, merge.isPresent());
      excludes("--out-dir", folder.isPresent(), "--output", output.isPresent());
      excludes("--out-dir", folder.isPresent(), "--json", json);
      excludes("--wasm", wasm || wat, "--json", json);
      excludes("--wasm", wasm || wat, "--out-dir", folder.isPresent());
      excludes("--wasm", wasm || wat, "--no-docs", noDocs);
      needs("--importize-out-world-name", importizeName.isPresent(), "--importize", importizes());
      needs("--exportize-out-world-name", exportizeName.isPresent(), "--exportize", exportizes());
      needs("--exportize-import", !exportizeImports.isEmpty(), "--exportize", exportizes());
    }

    private Resolve transformed(ParsedWit parsed) {
      if (nominal.isPresent()) {
        return WorldTransform.splitInterfaces(parsed.resolve(), parsed.world(nominal.get()));
      }
      if (importizes()) {
        return WorldTransform.importize(
            parsed.resolve(),
            WitInput.world(parsed, importizeWorld, "--importize-world WORLD"),
            importizeName);
      }
      if (exportizes()) {
        return WorldTransform.exportize(
            parsed.resolve(),
            WitInput.world(parsed, exportizeWorld, "--exportize-world WORLD"),
            exportizeName,
            Set.copyOf(exportizeImports));
      }
      return merge
          .map(name -> WorldTransform.mergeImportsBySemver(parsed.resolve(), parsed.world(name)))
          .orElse(parsed.resolve());
    }
  }

  /** {@code wit-j component semver-check}. */
  @CommandLine.Command(
      description = {
        "Demands that a component built for one world still fits another.",
        "The new world may import more and export less. `wit-j wit diff` tells of both"
            + " directions.",
      },
      exitCodeList = {"0:It still fits.", "1:It does not, or another error.", "2:Wrong usage."},
      footer = {
        "",
        "Example:",
        "  wit-j component semver-check wit --prev app-v1 --new app-v2",
      })
  static final class SemverCheck extends Command {
    @Parameters(arity = "0..1", paramLabel = "WIT", description = "A file or folder with deps/.")
    private Optional<Path> path = Optional.empty();

    @Option(
        names = "--prev",
        required = true,
        paramLabel = "WORLD",
        description = "The world there was.")
    private String previous = "";

    @Option(
        names = "--new",
        required = true,
        paramLabel = "WORLD",
        description = "The world there is to be.")
    private String next = "";

    @Mixin private WitInput input = new WitInput();

    SemverCheck(Streams streams) {
      super(streams);
    }

    @Override
    public Integer call() {
      ParsedWit parsed = input.parse(streams, path);
      Resolve resolve = parsed.resolve();
      WitDiff diff = WitDiff.ofWorlds(resolve, parsed.world(previous), resolve, parsed.world(next));
      if (diff.keepsComponents()) {
        return 0;
      }
      Diagnostic failure = CliCode.INCOMPATIBLE.error(next, previous);
      for (WitDiff.Change change : diff.changes()) {
        if (change.breaksComponents()) {
          failure = failure.note(change.summary());
        }
      }
      throw failure.help("see `wit-j wit diff` for all changes and whom they break").toException();
    }
  }
}
