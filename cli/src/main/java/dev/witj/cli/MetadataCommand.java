package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.inspect.Metadata;
import dev.witj.inspect.MetadataChanges;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j metadata}. */
@CommandLine.Command(
    name = "metadata",
    mixinStandardHelpOptions = true,
    description = "Shows or adds the name, the producers and the notes of a binary.",
    subcommands = {MetadataCommand.Show.class, MetadataCommand.Add.class})
final class MetadataCommand extends GroupCommand {
  MetadataCommand(Streams streams) {
    super(streams);
  }

  /** {@code wit-j metadata show}. */
  @CommandLine.Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows the metadata of a binary and of what is nested in it.",
      footer = {"", "Example:", "  wit-j metadata show --json app.wasm"})
  static final class Show extends Command {
    @Parameters(
        arity = "0..1",
        paramLabel = "FILE",
        description = "The binary; standard input if none is given or for `-`.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--json", description = "Print JSON rather than tables.")
    private boolean json;

    Show(Streams streams) {
      super(streams);
    }

    @Override
    public Integer call() {
      Metadata metadata = Metadata.read(Binaries.read(streams, file).bytes());
      streams.writeText(Optional.empty(), json ? metadata.toJson() + "\n" : metadata.toTables());
      return 0;
    }
  }

  /** {@code wit-j metadata add}. */
  @CommandLine.Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds metadata to a binary; nested ones stay as they are.",
      footer = {
        "",
        "Example:",
        "  wit-j metadata add --name app --sdk wit-j=0.1.0 app.wasm -o named.wasm",
      })
  static final class Add extends Command {
    @Parameters(
        arity = "0..1",
        paramLabel = "FILE",
        description = "The binary; standard input if none is given or for `-`.")
    private Optional<Path> file = Optional.empty();

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        description = "Where the result goes (default: standard output).")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "The name.")
    private Optional<String> name = Optional.empty();

    @Option(
        names = "--language",
        paramLabel = "NAME=VERSION",
        description = "A source language; repeatable.")
    private List<String> languages = List.of();

    @Option(
        names = "--processed-by",
        paramLabel = "NAME=VERSION",
        description = "A tool that processed it; repeatable.")
    private List<String> processors = List.of();

    @Option(
        names = "--sdk",
        paramLabel = "NAME=VERSION",
        description = "An SDK it was made with; repeatable.")
    private List<String> sdks = List.of();

    @Option(
        names = "--note",
        paramLabel = "KIND=TEXT",
        description =
            "One of authors, description, licenses, source, homepage, revision, version;"
                + " repeatable.")
    private Map<String, String> notes = new LinkedHashMap<>();

    @Option(
        names = "--clear",
        paramLabel = "KIND",
        description = "Remove a note of that kind; repeatable.")
    private Set<String> cleared = Set.of();

    Add(Streams streams) {
      super(streams);
    }

    @Override
    public Integer call() {
      List<MetadataChanges.Tool> tools = new ArrayList<>();
      languages.forEach(tool -> tools.add(tool("language", tool)));
      processors.forEach(tool -> tools.add(tool("processed-by", tool)));
      sdks.forEach(tool -> tools.add(tool("sdk", tool)));
      for (String kind : notes.keySet()) {
        if (!Metadata.NOTES.contains(kind)) {
          throw Diagnostic.error(CliCode.WRONG_ARGUMENT, "no note has the kind `" + kind + "`")
              .help("use one of " + String.join(", ", Metadata.NOTES))
              .toException();
        }
      }
      byte[] changed =
          new MetadataChanges(name, tools, notes, cleared)
              .apply(Binaries.read(streams, file).bytes());
      streams.writeBinary(output, changed);
      return 0;
    }

    private static MetadataChanges.Tool tool(String field, String text) {
      int equals = text.indexOf('=');
      return equals < 0
          ? new MetadataChanges.Tool(field, text, "")
          : new MetadataChanges.Tool(field, text.substring(0, equals), text.substring(equals + 1));
    }
  }
}
