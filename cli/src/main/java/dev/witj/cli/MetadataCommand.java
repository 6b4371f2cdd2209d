package dev.witj.cli;

import static dev.witj.cli.Subcommands.command;

import dev.witj.inspect.Metadata;
import dev.witj.inspect.MetadataChanges;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code wit-j metadata}. */
@CommandLine.Command(
    description = "Shows or adds the name, the producers and the notes of a binary.")
final class MetadataCommand extends GroupCommand {
  MetadataCommand(Streams streams) {
    super(streams);
  }

  @Override
  Subcommands subcommands() {
    return Subcommands.of(command("show", Show::new), command("add", Add::new));
  }

  /** {@code wit-j metadata show}. */
  @CommandLine.Command(
      description = "Shows the metadata of a binary and of what is nested in it.",
      footer = {"", "Example:", "  wit-j metadata show --json app.wasm"})
  static final class Show extends Command {
    @Mixin private BinaryInput input = new BinaryInput();

    @Option(names = "--json", description = "Print JSON rather than tables.")
    private boolean json;

    Show(Streams streams) {
      super(streams);
    }

    @Override
    public Integer call() {
      Metadata metadata = Metadata.read(input.read(streams).bytes());
      streams.writeText(Optional.empty(), json ? metadata.toJson() + "\n" : metadata.toTables());
      return 0;
    }
  }

  /** {@code wit-j metadata add}. */
  @CommandLine.Command(
      description = "Adds metadata to a binary; nested ones stay as they are.",
      footer = {
        "",
        "Example:",
        "  wit-j metadata add --name app --sdk wit-j=0.1.0 --licenses MIT app.wasm -o named.wasm",
      })
  static final class Add extends Command {
    @Mixin private BinaryInput input = new BinaryInput();

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

    private final Map<String, String> notes = new LinkedHashMap<>();
    private final Set<String> cleared = new HashSet<>();

    @Mixin private BinaryOutput output = new BinaryOutput();

    Add(Streams streams) {
      super(streams);
    }

    /** Adds an option that sets and one that removes each of the notes. */
    @Override
    void configure(CommandLine line) {
      CommandSpec spec = line.getCommandSpec();
      // Not all of the usual options: `--version` is a note.
      HelpOptions.addHelp(spec);
      for (String note : Metadata.NOTES) {
        spec.addOption(
            OptionSpec.builder("--" + note)
                .type(String.class)
                .paramLabel("TEXT")
                .description("The note `" + note + "`.")
                .setter(new Setter(text -> notes.put(note, (String) text)))
                .build());
        spec.addOption(
            OptionSpec.builder("--clear-" + note)
                .type(boolean.class)
                .arity("0")
                .description("Remove the note `" + note + "`.")
                .setter(new Setter(_ -> cleared.add(note)))
                .build());
      }
    }

    /** Hands on what was given; picocli first sets what was not given to null. */
    private record Setter(Consumer<Object> given) implements ISetter {
      @Override
      public <T extends @Nullable Object> T set(T value) {
        if (value != null && !value.equals(false)) {
          given.accept(value);
        }
        return value;
      }
    }

    @Override
    public Integer call() {
      List<MetadataChanges.Tool> tools = new ArrayList<>();
      languages.forEach(tool -> tools.add(tool("language", tool)));
      processors.forEach(tool -> tools.add(tool("processed-by", tool)));
      sdks.forEach(tool -> tools.add(tool("sdk", tool)));
      Binaries.Input binary = input.read(streams);
      MetadataChanges changes = new MetadataChanges(name, tools, notes, cleared);
      output.write(streams, changes.apply(binary.bytes()), binary);
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
