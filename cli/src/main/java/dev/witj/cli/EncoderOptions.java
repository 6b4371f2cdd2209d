package dev.witj.cli;

import dev.witj.encode.ComponentEncoder;
import dev.witj.encode.Preview1Adapter;
import dev.witj.names.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a component is made, for the commands that make one. */
final class EncoderOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

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

  /** For picocli to fill in. */
  EncoderOptions() {}

  /**
   * The encoder that does what was asked for; what it makes is not validated yet.
   *
   * @param needed the adapter for WASI preview 1 that the program needs
   */
  ComponentEncoder apply(
      ComponentEncoder encoder, Optional<Preview1Adapter.Kind> needed, Streams streams) {
    // The output validates.
    ComponentEncoder all = encoder.mergingImports(mergeImports).withoutValidation();
    boolean adapted = false;
    for (String adapter : adapters) {
      NamedFile file = NamedFile.of(adapter, "--adapt [NAME=]FILE", spec.commandLine());
      String name = file.name().orElseGet(file::stem);
      all = all.withAdapter(name, file.read(streams));
      adapted |= name.equals(Preview1Adapter.NAME);
    }
    if (!adapted) {
      Optional<Preview1Adapter.Kind> kind = builtIn(needed);
      if (kind.isPresent()) {
        all = all.withPreview1(kind.get(), wasiVersion);
      }
    }
    for (Map.Entry<String, String> name : importNames.entrySet()) {
      all = all.importing(name.getKey(), name.getValue());
    }
    all = rejectLegacyNames ? all.rejectingLegacyNames() : all;
    all = reallocByGrowing ? all.withReallocByGrowing() : all;
    return returnCallRef ? all.withShimsByReference() : all;
  }

  /** The adapter that was asked for, or that a program for preview 1 needs. */
  private Optional<Preview1Adapter.Kind> builtIn(Optional<Preview1Adapter.Kind> needed) {
    return wasi.isEmpty()
        ? needed
        : switch (wasi.get()) {
          case command -> Optional.of(Preview1Adapter.Kind.COMMAND);
          case reactor -> Optional.of(Preview1Adapter.Kind.REACTOR);
          case proxy -> Optional.of(Preview1Adapter.Kind.PROXY);
          case none -> Optional.empty();
        };
  }
}
