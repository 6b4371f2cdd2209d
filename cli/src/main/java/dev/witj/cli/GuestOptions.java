package dev.witj.cli;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Feature;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.encode.ComponentEncoder;
import dev.witj.encode.Preview1Adapter;
import dev.witj.runtime.Component;
import dev.witj.runtime.ComponentPart;
import dev.witj.runtime.Engine;
import dev.witj.runtime.EngineConfig;
import dev.witj.runtime.StoreLimits;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.net.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how guests run and what they are given. */
final class GuestOptions implements AutoCloseable {
  @Mixin private NetworkOptions network = new NetworkOptions();

  @Mixin private ExtraOptions extras = new ExtraOptions();

  @Option(
      names = "--dir",
      paramLabel = "HOST[::GUEST][:ro]",
      description =
          "Give the guest a folder, under its own or another name, with `:ro` to read only;"
              + " repeatable.")
  private List<String> folders = List.of();

  @Option(
      names = "--env",
      paramLabel = "NAME[=VALUE]",
      description = "Give the guest a variable, or pass on one of this process; repeatable.")
  private List<String> variables = List.of();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Give each component of a composition what this TOML file says, and nothing to those it"
              + " does not name; the options that give something do not go with it. `wit-j needs"
              + " --policy-template` begins one.")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--unsafe-dirs",
      description =
          "Give folders even where the system cannot keep a guest in them against those who rename"
              + " at the same time; it warns then.")
  private boolean unsafeFolders;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Stop the guest after a time: 500ms, 2s, 1m.")
  private Optional<Duration> timeout = Optional.empty();

  @Option(
      names = "--fuel",
      paramLabel = "UNITS",
      converter = Units.class,
      description =
          "Stop the guest after so many instructions, the same on every machine; when serving, for"
              + " each request.")
  private Optional<Long> fuel = Optional.empty();

  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      converter = Size.class,
      description =
          "How much linear memory the guest may have in all: 1000000, 64m, 1g (default: half of the"
              + " Java heap).")
  private Optional<Long> maxMemory = Optional.empty();

  @Option(
      names = "--max-objects",
      paramLabel = "SIZE",
      converter = Size.class,
      description =
          "How many bytes of structures, arrays and exceptions the guest may hold, about (default:"
              + " an eighth of the Java heap).")
  private Optional<Long> maxObjects = Optional.empty();

  @Option(
      names = "--max-handles",
      paramLabel = "COUNT",
      description = "How many handles of resources the guest may hold (default: 100000).")
  private Optional<Integer> maxHandles = Optional.empty();

  @Option(
      names = "--max-stacks",
      paramLabel = "COUNT",
      description =
          "How many tasks and threads of the guest may wait at a time with frames on a stack"
              + " (default: one for 4 MiB of the Java heap, 256 at least).")
  private Optional<Integer> maxStacks = Optional.empty();

  @Option(
      names = "--max-table-elements",
      paramLabel = "COUNT",
      description =
          "How many elements all tables of the guest may have together (default: 1000000).")
  private Optional<Integer> maxTableElements = Optional.empty();

  @Option(
      names = "--max-lifted",
      paramLabel = "SIZE",
      converter = Size.class,
      description =
          "How many bytes of values one call may take from the guest, and all calls and"
              + " streams that wait together, about (default: 128m).")
  private Optional<Long> maxLifted = Optional.empty();

  @Option(names = "--no-cache", description = "Compile anew, and keep nothing for the next time.")
  private boolean noCache;

  @Option(
      names = "--verbose",
      description = "Say on standard error what was refused, and which option would allow it.")
  private boolean verbose;

  /** Refuses numbers that no guest can be held to, before anything is read. */
  void check(Command command) {
    maxHandles.ifPresent(most -> command.atLeast(0, "--max-handles", most));
    maxStacks.ifPresent(most -> command.atLeast(0, "--max-stacks", most));
    maxTableElements.ifPresent(most -> command.atLeast(0, "--max-table-elements", most));
  }

  /** The component in a file, compiled as the options say. */
  Component load(Streams streams, Path file) {
    EngineConfig config = EngineConfig.defaults();
    Optional<Path> cache = noCache ? Optional.empty() : EngineConfig.userCache();
    Engine engine = Engine.create(cache.map(config::withCache).orElse(config));
    return load(streams, engine, Optional.of(file));
  }

  /** The component in a file, to look at and not to run. */
  static Component plan(Streams streams, Optional<Path> file) {
    return load(streams, Engine.create(), file);
  }

  private static Component load(Streams streams, Engine engine, Optional<Path> file) {
    Binaries.Input input = Binaries.read(streams, file);
    try {
      ByteSlice bytes = component(input.bytes());
      Optional<Path> folder = file.map(each -> each.toAbsolutePath().getParent());
      return folder.isPresent()
          ? Component.load(engine, bytes, folder.get())
          : Component.load(engine, bytes);
    } catch (DiagnosticException e) {
      throw new DiagnosticException(e.diagnostics().stream().map(GuestOptions::ofGuest).toList());
    }
  }

  /** No option of these turns features on. */
  private static Diagnostic ofGuest(Diagnostic diagnostic) {
    for (Feature feature : Feature.values()) {
      if (diagnostic.help().equals(Optional.of(feature.help()))) {
        return diagnostic.help(
            "nothing with the feature `" + feature.flag() + "` can be run: build without it");
      }
    }
    return diagnostic;
  }

  /** A program for preview 1 becomes a component first. */
  private static ByteSlice component(ByteSlice bytes) {
    // Loading validates it.
    return Preview1Adapter.neededBy(bytes)
        .map(kind -> ComponentEncoder.of(bytes).withPreview1(kind, Optional.empty()))
        .map(encoder -> ByteSlice.of(bytes.source(), encoder.withoutValidation().encode()))
        .orElse(bytes);
  }

  /** What an instance may use. */
  StoreLimits limits() {
    StoreLimits limits = StoreLimits.defaults();
    if (timeout.isPresent()) {
      limits = limits.withTimeout(timeout.get());
    }
    if (fuel.isPresent()) {
      limits = limits.withFuel(fuel.get());
    }
    if (maxMemory.isPresent()) {
      limits = limits.withMemoryBytes(maxMemory.get());
    }
    if (maxObjects.isPresent()) {
      limits = limits.withObjectBytes(maxObjects.get());
    }
    if (maxHandles.isPresent()) {
      limits = limits.withHandles(maxHandles.get());
    }
    if (maxStacks.isPresent()) {
      limits = limits.withStacks(maxStacks.get());
    }
    if (maxTableElements.isPresent()) {
      limits = limits.withTableElements(maxTableElements.get());
    }
    return maxLifted.isPresent() ? limits.withLiftedBytes(maxLifted.get()) : limits;
  }

  /** Gives what the options say, and lets the command tell what was refused if it should. */
  Wasi.Builder give(Wasi.Builder builder, Command command) {
    return give(builder, command, List.of());
  }

  /** The same, and more hosts that the guest may reach. */
  Wasi.Builder give(Wasi.Builder builder, Command command, List<String> outbound) {
    allowUnsafeFolders(builder);
    CommandLine line = command.spec().commandLine();
    for (String text : folders) {
      GrantWords.Folder folder =
          GrantWords.Folder.of(text, OptionValues.wrong(line, "--dir", text));
      builder.preopen(folder.host(), folder.guest(), folder.readOnly());
    }
    for (String text : variables) {
      GrantWords.Variable variable =
          GrantWords.Variable.of(text, OptionValues.wrong(line, "--env", text));
      variable.in(command.streams).ifPresent(value -> builder.env(variable.name(), value));
    }
    builder.network(command.argument(() -> network.rights(outbound)));
    extras.give(builder, line, command.streams.err());
    if (verbose) {
      builder.onRefusal(refusal -> tell(command, refusal));
    }
    return builder;
  }

  void allowUnsafeFolders(Wasi.Builder builder) {
    if (unsafeFolders) {
      builder.unsafeFolders();
    }
  }

  /** The policy that was named. */
  Optional<Path> policy() {
    return policy;
  }

  /**
   * What a policy gives.
   *
   * @throws UsageException if options give something, too
   * @throws DiagnosticException if it cannot be read, or does not fit the component
   */
  PolicyGrants grants(Command command, Path file, Component component, PolicyGrants.Host host) {
    CommandLine line = command.spec().commandLine();
    for (PolicyKey key : PolicyKey.values()) {
      String option = "--" + key.text();
      command.excludes("a policy", true, option, line.getParseResult().hasMatchedOption(option));
    }
    Policy read = Policy.read(command.streams, file);
    read.check(component);
    return new PolicyGrants(
        read, host, this, (path, refusal) -> tell(command, read, path, refusal));
  }

  /** What else they give. */
  ExtraOptions extras() {
    return extras;
  }

  /** Ends what was opened for guests. */
  @Override
  public void close() {
    extras.close();
  }

  private void tell(Command command, Policy policy, String path, Refusal refusal) {
    if (verbose) {
      String line = PolicyKey.of(refusal.option()).orElseThrow().line(List.of(refusal.value()));
      String section = "[component." + PolicyTemplate.quoted(path) + "]";
      tell(
          command,
          (path.equals(ComponentPart.OUTERMOST) ? "the guest" : "`" + path + "`"),
          refusal.what(),
          "`%s` in `%s` of `%s` would allow it".formatted(line, section, policy.file()));
    }
  }

  private static void tell(Command command, Refusal refusal) {
    tell(command, "the guest", refusal.what(), "`" + refusal.grant() + "` would allow it");
  }

  /** What a guest asked for, in its words, which begin no line of their own. */
  private static void tell(Command command, String who, String what, String help) {
    command.say(
        List.of(
            CliCode.REFUSED
                .note(who, TerminalSafeWriter.line(what))
                .help(TerminalSafeWriter.line(help))));
  }

  /** Times as people write them. */
  static final class Time implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches() || form.group(1).matches("0+")) {
        throw new CommandLine.TypeConversionException(
            "`" + text + "` is not a time; write 500ms, 2s, 1m or 1h");
      }
      long count = Long.parseLong(form.group(1));
      return switch (form.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        default -> Duration.ofHours(count);
      };
    }
  }

  /** Units of fuel. */
  static final class Units implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("\\d{1,18}");

    @Override
    public Long convert(String text) {
      if (!FORM.matcher(text).matches()) {
        throw new CommandLine.TypeConversionException(
            "`" + text + "` is no number of instructions; write 1000000");
      }
      return Long.parseLong(text);
    }
  }

  /** Sizes as people write them. */
  static final class Size implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})([kmgKMG]?)");

    @Override
    public Long convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new CommandLine.TypeConversionException(
            "`" + text + "` is not a size; write 1000000, 64k, 64m or 1g");
      }
      int shift =
          switch (form.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
          };
      long count = Long.parseLong(form.group(1));
      // More than there can be is no limit.
      return count > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : count << shift;
    }
  }
}
