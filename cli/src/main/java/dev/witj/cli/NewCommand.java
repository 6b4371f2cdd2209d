package dev.witj.cli;

import dev.witj.encode.ComponentEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j component new}. */
@CommandLine.Command(
    description = {
      "Makes a component of a core module that says which world it is for, as bindings"
          + " or `component embed` make it say.",
      "The result is validated before it is written, and the same inputs give the same" + " bytes.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j component new app.core.wasm -o app.wasm",
      "  wit-j component new app.core.wasm --adapt wasi_snapshot_preview1=command.wasm"
          + " -o app.wasm",
      "  wit-j component embed wit app.core.wasm | wit-j component new -o app.wasm",
    })
final class NewCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODULE",
      description = "The core module or its text; standard input if none is given or for `-`.")
  private Optional<Path> module = Optional.empty();

  @Option(
      names = "--adapt",
      paramLabel = "[NAME=]FILE",
      description = {
        "A core module that gives what the main one imports from the module name NAME;"
            + " of it, only what is used goes into the component.",
        "Without NAME, the part of the file's name before the first dot is taken. Repeatable.",
      })
  private List<String> adapters = List.of();

  @Option(
      names = "--import-name",
      paramLabel = "OLD=NEW",
      description = "Import what the world calls OLD under the name NEW; repeatable.")
  private Map<String, String> importNames = Map.of();

  @Option(
      names = "--merge-imports-based-on-semver",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Imports on one semver track become one (default: true).")
  private boolean mergeImports = true;

  @Option(
      names = "--reject-legacy-names",
      description = "Allow only names of core functions with the prefix `cm32p2`.")
  private boolean rejectLegacyNames;

  @Option(
      names = "--realloc-via-memory-grow",
      description = "Adapters get memory by growing the main module's, not by its allocator.")
  private boolean reallocByGrowing;

  @Option(
      names = "--return-call-ref",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Shims call by references to functions rather than by a table.")
  private boolean returnCallRef;

  @Mixin private BinaryOutput output = new BinaryOutput();

  NewCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    Binaries.Input input = Binaries.read(streams, module);
    // The output validates.
    ComponentEncoder encoder =
        ComponentEncoder.of(input.bytes()).mergingImports(mergeImports).withoutValidation();
    for (String adapter : adapters) {
      encoder = withAdapter(encoder, adapter);
    }
    for (Map.Entry<String, String> name : importNames.entrySet()) {
      encoder = encoder.importing(name.getKey(), name.getValue());
    }
    encoder = rejectLegacyNames ? encoder.rejectingLegacyNames() : encoder;
    encoder = reallocByGrowing ? encoder.withReallocByGrowing() : encoder;
    encoder = returnCallRef ? encoder.withShimsByReference() : encoder;
    output.write(streams, encoder.encode(), input);
    return 0;
  }

  private ComponentEncoder withAdapter(ComponentEncoder encoder, String adapter) {
    int equals = adapter.indexOf('=');
    Path file = Path.of(adapter.substring(equals + 1));
    String name = equals >= 0 ? adapter.substring(0, equals) : stem(file);
    if (name.isEmpty() || file.toString().isEmpty()) {
      throw new CommandLine.ParameterException(
          spec().commandLine(), "--adapt needs a file, as in --adapt NAME=FILE");
    }
    return encoder.withAdapter(name, Binaries.read(streams, Optional.of(file)).bytes());
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
