package dev.witj.cli;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.CanonicalOption.StringEncoding;
import dev.witj.diagnostics.Source;
import dev.witj.encode.DummyModule;
import dev.witj.encode.WorldEmbedder;
import dev.witj.wit.ParsedWit;
import dev.witj.wit.WorldId;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j component embed}. */
@CommandLine.Command(
    description = {
      "Lets a core module say which world it is for, so that `component new` can make"
          + " a component of it.",
      "A module that says so already is for both worlds then.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j component embed wit app.core.wasm -w app -o app.embedded.wasm",
      "  wit-j component embed wit --dummy -t              what a core module has to"
          + " look like",
      "  wit-j component embed wit --dummy | wit-j component new -o stub.wasm",
    })
final class EmbedCommand extends Command {
  /** Encodings as they are spelt here. */
  enum Encoding {
    utf8(StringEncoding.UTF8),
    utf16(StringEncoding.UTF16),
    compactUtf16(StringEncoding.LATIN1_UTF16);

    private final StringEncoding encoding;

    Encoding(StringEncoding encoding) {
      this.encoding = encoding;
    }

    @Override
    public String toString() {
      return this == compactUtf16 ? "compact-utf16" : name();
    }
  }

  /** Names of core functions. */
  enum Names {
    legacy(DummyModule.Names.LEGACY),
    standard32(DummyModule.Names.STANDARD32);

    private final DummyModule.Names names;

    Names(DummyModule.Names names) {
      this.names = names;
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "WIT",
      description = "The WIT: a file, or a folder with deps/.")
  private Optional<Path> wit = Optional.empty();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MODULE",
      description = "The core module or its text; standard input if none is given or for `-`.")
  private Optional<Path> module = Optional.empty();

  @Mixin private WorldOption world = new WorldOption();

  @Option(
      names = "--encoding",
      paramLabel = "ENCODING",
      converter = EncodingConverter.class,
      description = "How the module's strings are encoded: utf8, utf16, compact-utf16.")
  private Encoding encoding = Encoding.utf8;

  @Option(
      names = "--dummy",
      description = "Take a module that has all that the world asks for and does nothing.")
  private boolean dummy;

  @Option(
      names = "--dummy-names",
      paramLabel = "NAMES",
      description = "The same with these names of functions: ${COMPLETION-CANDIDATES}.")
  private Optional<Names> dummyNames = Optional.empty();

  @Option(
      names = "--async-callback",
      description = "Functions of the dummy are asynchronous, with callbacks.")
  private boolean asyncCallback;

  @Option(
      names = "--async-stackful",
      description = "Functions of the dummy are asynchronous, and block as they like.")
  private boolean asyncStackful;

  @Option(
      names = "--only-custom",
      description = "Write only what is put into the module, as a component.")
  private boolean onlyCustom;

  @Mixin private WitInput input = new WitInput();

  @Mixin private BinaryOutput output = new BinaryOutput();

  EmbedCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    boolean dummies = dummy || dummyNames.isPresent();
    checkOptions(dummies);
    ParsedWit parsed = input.parse(streams, wit);
    say(parsed.warnings());
    WorldId id = world.of(parsed);
    WorldEmbedder embedder = WorldEmbedder.of(parsed.resolve(), id).withEncoding(encoding.encoding);
    if (onlyCustom) {
      output.write(streams, result(embedder.section()));
      return 0;
    }
    Binaries.Input core = dummies ? result(dummy(parsed, id)) : Binaries.read(streams, module);
    output.write(streams, embedder.embed(core.bytes()), core);
    return 0;
  }

  private void checkOptions(boolean dummies) {
    excludes("--dummy", dummies, "MODULE", module.isPresent());
    excludes("--dummy", dummies, "--only-custom", onlyCustom);
    excludes("--only-custom", onlyCustom, "MODULE", module.isPresent());
    excludes("--async-callback", asyncCallback, "--async-stackful", asyncStackful);
    needs("--async-callback", asyncCallback, "--dummy", dummies);
    needs("--async-stackful", asyncStackful, "--dummy", dummies);
  }

  private byte[] dummy(ParsedWit parsed, WorldId id) {
    Optional<DummyModule.Async> async = Optional.empty();
    if (asyncCallback) {
      async = Optional.of(DummyModule.Async.CALLBACK);
    } else if (asyncStackful) {
      async = Optional.of(DummyModule.Async.STACKFUL);
    }
    DummyModule.Names names = dummyNames.orElse(Names.standard32).names;
    return DummyModule.of(parsed.resolve(), id, names, async);
  }

  private static Binaries.Input result(byte[] binary) {
    return new Binaries.Input(ByteSlice.of(Source.binary("<result>"), binary));
  }

  /** Reads the spelling with a hyphen. */
  static final class EncodingConverter implements CommandLine.ITypeConverter<Encoding> {
    @Override
    public Encoding convert(String value) {
      for (Encoding encoding : Encoding.values()) {
        if (encoding.toString().equals(value)) {
          return encoding;
        }
      }
      throw new CommandLine.TypeConversionException(
          "expected utf8, utf16 or compact-utf16, but was '" + value + "'");
    }
  }
}
