package dev.witj.cli;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Severity;
import dev.witj.encode.Preview1Adapter;
import dev.witj.inspect.Demangle;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.EngineConfig;
import dev.witj.runtime.Func;
import dev.witj.runtime.GuestExitException;
import dev.witj.runtime.InstancePre;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.wave.Wave;
import dev.witj.runtime.wave.WaveCall;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.net.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j run app.wasm}. */
@CommandLine.Command(
    description = {
      "Runs a component: a command, or with --invoke one of its functions.",
      "A guest has its arguments, its standard streams, clocks and random numbers; folders,"
          + " environment variables and the network only if they are given. All options stand"
          + " before the component; what follows it goes to the guest.",
    },
    footer = {
      "",
      "Exit codes: the guest's own; 1 if it failed or could not be started; 134 if it trapped.",
      "",
      "Without options a guest is held to: half of the Java heap as linear memory, 10,000,000"
          + " elements of tables, 1,000,000 handles, 128 MiB of values in one call, 1,000 open"
          + " files, 64 MiB of random bytes at once; no time.",
      "",
      "Examples:",
      "  wit-j run app.wasm list --all",
      "  wit-j run --dir data::/data:ro --env LANG=en app.wasm",
      "  wit-j run --invoke 'greet(\"Ada\")' greeter.wasm",
      "  wit-j run --timeout 2s --max-memory 64m app.wasm",
    })
final class RunCommand extends Command {
  /** How many functions of a backtrace are shown. */
  private static final int MAX_FRAMES = 16;

  /** What a shell reports for a process that aborted, as the reference does for a trap. */
  private static final int TRAPPED = 134;

  @Parameters(
      index = "0",
      paramLabel = "COMPONENT",
      description = "A component, binary or text, or a core module for WASI preview 1.")
  private Path file = Path.of("");

  @Parameters(index = "1..*", paramLabel = "ARG", description = "Goes to the guest as it is.")
  private List<String> arguments = List.of();

  @Option(
      names = "--invoke",
      paramLabel = "CALL",
      description =
          "Call this function, with its arguments in WAVE, and print the result: `f(1, \"x\")`, or"
              + " `ns:pkg/interface.f()` where several have that name.")
  private Optional<String> invoke = Optional.empty();

  @Option(
      names = "--dir",
      paramLabel = "HOST[::GUEST][:ro]",
      description =
          "Give the guest a folder, under its own or another name, with `:ro` to read only;"
              + " repeatable.")
  private List<String> folders = List.of();

  @Option(
      names = "--unsafe-dirs",
      description =
          "Give folders even where the system cannot keep a guest in them against those who rename"
              + " at the same time; it warns then.")
  private boolean unsafeFolders;

  @Option(
      names = "--env",
      paramLabel = "NAME[=VALUE]",
      description = "Give the guest a variable, or pass on one of this process; repeatable.")
  private List<String> variables = List.of();

  @Option(
      names = "--argv0",
      paramLabel = "NAME",
      description = "The guest's own name, its first argument (default: the name of the file).")
  private Optional<String> name = Optional.empty();

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--verbose",
      description = "Say on standard error what was refused, and which option would allow it.")
  private boolean verbose;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Stop the guest after a time: 500ms, 2s, 1m.")
  private Optional<Duration> timeout = Optional.empty();

  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      converter = Size.class,
      description =
          "How much linear memory the guest may have in all: 1000000, 64m, 1g (default: half of the"
              + " Java heap).")
  private Optional<Long> maxMemory = Optional.empty();

  @Option(
      names = "--max-handles",
      paramLabel = "COUNT",
      description = "How many handles of resources the guest may hold.")
  private Optional<Integer> maxHandles = Optional.empty();

  @Option(
      names = "--max-table-elements",
      paramLabel = "COUNT",
      description = "How many elements all tables of the guest may have together.")
  private Optional<Integer> maxTableElements = Optional.empty();

  @Option(
      names = "--max-lifted",
      paramLabel = "SIZE",
      converter = Size.class,
      description = "How many bytes of values one call may take from the guest, about.")
  private Optional<Long> maxLifted = Optional.empty();

  @Option(names = "--no-cache", description = "Compile anew, and keep nothing for the next time.")
  private boolean noCache;

  @Option(names = "--interpret", description = "Do not compile: starts at once, runs much slower.")
  private boolean interpret;

  RunCommand(Streams streams) {
    super(streams);
  }

  @Override
  void configure(CommandLine line) {
    super.configure(line);
    // What stands behind the component goes to the guest, options too.
    line.setStopAtPositional(true);
  }

  @Override
  public Integer call() {
    Component component = load();
    Linker linker = Linker.create(component.engine());
    Wasi wasi = wasi();
    say(wasi.warnings());
    wasi.addTo(linker);
    Optional<WaveCall> call = invoke.map(Wave::parseCall);
    // A name that is not there is said before anything else is tried.
    Optional<Invocation> function = call.map(c -> Invocation.find(component, c));
    InstancePre ready = linker.pre(component);
    try (Store store = Store.create(component.engine(), limits())) {
      if (function.isEmpty()) {
        return Wasi.run(store, ready);
      }
      Func func = function.get().in(ready.instantiate(store));
      Object result = func.call(call.get().arguments(func.type()));
      streams.writeText(Optional.empty(), Wave.printResult(func.type(), result) + "\n");
      return 0;
    } catch (GuestExitException exit) {
      return exit.status();
    } catch (TrapException trap) {
      throw report(trap);
    }
  }

  private Component load() {
    Binaries.Input input = Binaries.read(streams, Optional.of(file));
    EngineConfig config = EngineConfig.defaults();
    if (interpret) {
      config = config.withExecution(EngineConfig.Execution.INTERPRETED);
    }
    Optional<Path> cache = noCache ? Optional.empty() : EngineConfig.userCache();
    Engine engine = Engine.create(cache.map(config::withCache).orElse(config));
    return Component.load(engine, component(input.bytes()));
  }

  /** A program for preview 1 becomes a component first. */
  private static ByteSlice component(ByteSlice bytes) {
    if (!BinaryKind.of(bytes).equals(Optional.of(BinaryKind.MODULE))
        || !Preview1Adapter.isProgram(CoreModule.read(bytes))) {
      return bytes;
    }
    return ByteSlice.of(bytes.source(), Preview1Adapter.componentOf(bytes));
  }

  private StoreLimits limits() {
    StoreLimits limits = StoreLimits.defaults();
    if (timeout.isPresent()) {
      limits = limits.withTimeout(timeout.get());
    }
    if (maxMemory.isPresent()) {
      limits = limits.withMemoryBytes(maxMemory.get());
    }
    if (maxHandles.isPresent()) {
      limits = limits.withHandles(maxHandles.get());
    }
    if (maxTableElements.isPresent()) {
      limits = limits.withTableElements(maxTableElements.get());
    }
    return maxLifted.isPresent() ? limits.withLiftedBytes(maxLifted.get()) : limits;
  }

  private Wasi wasi() {
    List<String> all = new ArrayList<>();
    all.add(name.orElseGet(() -> String.valueOf(file.getFileName())));
    all.addAll(arguments);
    Wasi.Builder builder =
        Wasi.builder()
            .args(all)
            .stdin(streams.in())
            .stdout(streams.out())
            .stderr(streams.err())
            .terminals(
                Boolean.getBoolean("witj.tty.stdin"),
                streams.outIsTerminal(),
                streams.errIsTerminal());
    if (unsafeFolders) {
      builder.unsafeFolders();
    }
    for (String folder : folders) {
      boolean readOnly = folder.endsWith(":ro");
      String path = readOnly ? folder.substring(0, folder.length() - 3) : folder;
      int colons = path.indexOf("::");
      String host = colons < 0 ? path : path.substring(0, colons);
      String guest = colons < 0 ? path : path.substring(colons + 2);
      builder.preopen(Path.of(host), guest, readOnly);
    }
    for (String variable : variables) {
      int equals = variable.indexOf('=');
      String key = equals < 0 ? variable : variable.substring(0, equals);
      Optional<String> value =
          equals < 0 ? streams.variable(key) : Optional.of(variable.substring(equals + 1));
      value.ifPresent(given -> builder.env(key, given));
    }
    builder.network(network.rights());
    if (verbose) {
      builder.onRefusal(this::tell);
    }
    return builder.build();
  }

  private void tell(Refusal refusal) {
    say(
        List.of(
            new Diagnostic(
                CliCode.REFUSED,
                Severity.NOTE,
                "the guest was not allowed " + refusal.what(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of("`" + refusal.grant() + "` would allow it"))));
  }

  /** What came before the trap has been printed; this says what trapped. */
  private ExitException report(TrapException trap) {
    Diagnostic said =
        trap.code() == TrapCode.TIMEOUT
            ? Diagnostic.error(
                CliCode.TIMED_OUT,
                "`" + file + "` was stopped: it ran for longer than --timeout allows")
            : Diagnostic.error(CliCode.TRAP, "`" + file + "` trapped: " + trap.getMessage());
    if (!trap.backtrace().isEmpty()) {
      said = said.note(backtrace(trap.backtrace()));
    }
    say(List.of(said));
    return new ExitException(TRAPPED);
  }

  /** One line for each function that was running, by its name in the source. */
  private String backtrace(List<TrapException.Frame> frames) {
    StringBuilder text = new StringBuilder("the guest was running, innermost first:");
    for (TrapException.Frame frame : frames.subList(0, Math.min(frames.size(), MAX_FRAMES))) {
      String name =
          frame.name().map(each -> Demangle.name(each).orElse(each)).orElse("#" + frame.index());
      text.append("\n  ").append(name).append(" in ").append(frame.module());
      if (!frame.component().equals(file.toString())) {
        text.append(" of ").append(frame.component());
      }
    }
    return frames.size() > MAX_FRAMES ? text.append("\n  …").toString() : text.toString();
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
          switch (form.group(2).toLowerCase(java.util.Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
          };
      return Long.parseLong(form.group(1)) << shift;
    }
  }
}
