package dev.witj.cli;

import dev.witj.binary.ByteSlice;
import dev.witj.encode.ComponentEncoder;
import dev.witj.encode.Preview1Adapter;
import dev.witj.names.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j component new}. */
@CommandLine.Command(
    description = {
      "Makes a component of a core module that says which world it is for.",
      "Bindings make it say so, or `component embed` does. A program for WASI preview 1 gets the"
          + " adapter that is built in. The result is validated before it is written, and the same"
          + " inputs give the same bytes.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j component new app.core.wasm -o app.wasm",
      "  wit-j component new app.core.wasm --wasi reactor --wasi-version 0.2.3 -o app.wasm",
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
      names = "--wasi",
      paramLabel = "KIND",
      description = {
        "Which adapter for WASI preview 1 is built in: command, reactor, proxy (no files), or"
            + " none;",
        "by default the one that fits what the module exports, if it needs one. One of --adapt"
            + " wins.",
      })
  private Optional<Wasi> wasi = Optional.empty();

  @Option(
      names = "--wasi-version",
      paramLabel = "VERSION",
      converter = WasiVersion.class,
      description = {
        "The version of WASI 0.2 that the adapter imports (default: 0.2.0, but 0.2.12 to end with"
            + " a",
        "code).",
      })
  private Optional<Version> wasiVersion = Optional.empty();

  /** The adapters that are built in. */
  enum Wasi {
    command,
    reactor,
    proxy,
    none
  }

  /** Versions that the adapter knows. */
  static final class WasiVersion implements ITypeConverter<Version> {
    @Override
    public Version convert(String text) {
      return Version.parse(text)
          .filter(Preview1Adapter::serves)
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "`" + text + "` is no version of WASI 0.2; write 0.2.0 or 0.2.12"));
    }
  }

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
    boolean adapted = false;
    for (String adapter : adapters) {
      String name = name(adapter);
      encoder = encoder.withAdapter(name, read(adapter));
      adapted |= name.equals(Preview1Adapter.NAME);
    }
    if (!adapted) {
      Optional<Preview1Adapter.Kind> kind = builtIn(input.bytes());
      if (kind.isPresent()) {
        encoder = encoder.withPreview1(kind.get(), wasiVersion);
      }
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

  /** The adapter that was asked for, or that a program for preview 1 needs. */
  private Optional<Preview1Adapter.Kind> builtIn(ByteSlice bytes) {
    if (wasi.isPresent()) {
      return switch (wasi.get()) {
        case command -> Optional.of(Preview1Adapter.Kind.COMMAND);
        case reactor -> Optional.of(Preview1Adapter.Kind.REACTOR);
        case proxy -> Optional.of(Preview1Adapter.Kind.PROXY);
        case none -> Optional.empty();
      };
    }
    return Preview1Adapter.neededBy(bytes);
  }

  private String name(String adapter) {
    int equals = adapter.indexOf('=');
    String name = equals >= 0 ? adapter.substring(0, equals) : stem(file(adapter));
    if (name.isEmpty() || file(adapter).toString().isEmpty()) {
      throw new CommandLine.ParameterException(
          spec().commandLine(), "--adapt needs a file, as in --adapt NAME=FILE");
    }
    return name;
  }

  private ByteSlice read(String adapter) {
    return Binaries.read(streams, Optional.of(file(adapter))).bytes();
  }

  private static Path file(String adapter) {
    return Path.of(adapter.substring(adapter.indexOf('=') + 1));
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
