package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.inspect.Demangle;
import dev.witj.runtime.Component;
import dev.witj.runtime.Func;
import dev.witj.runtime.GuestExitException;
import dev.witj.runtime.InstancePre;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.wave.Wave;
import dev.witj.runtime.wave.WaveCall;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.WasiHttp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
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
    exitCodeList = {
      "0..255:The guest's own.",
      "1:It failed, or could not be started.",
      "2:Wrong usage.",
      "134:It trapped.",
    },
    footer = {
      "",
      "Without options a guest is held to: half of the Java heap as linear memory, 1,000,000"
          + " elements of tables, 100,000 handles, 128 MiB of values in one call, 1,000 open"
          + " files, 64 MiB of random bytes at once; no time.",
      "",
      "Examples:",
      "  wit-j run app.wasm list --all",
      "  wit-j run --dir data::/data:ro --env LANG=en app.wasm",
      "  wit-j run --invoke 'greet(\"Ada\")' greeter.wasm",
      "  wit-j run --timeout 2s --max-memory 64m app.wasm",
      "  wit-j run --policy policy.toml composed.wasm",
    })
final class RunCommand extends Command {
  /** How many functions of a backtrace are shown. */
  private static final int MAX_FRAMES = 16;

  /** What a shell reports for a process that aborted, as the reference does for a trap. */
  private static final int TRAPPED = 134;

  private static final String STDIN_IS_TERMINAL = "witj.tty.stdin";

  @Parameters(
      index = "0",
      paramLabel = "COMPONENT",
      description = "A component, binary or text, or a core module for WASI preview 1.")
  private Path file = Path.of("");

  /** How the help calls what goes to the guest, which may be empty. */
  static final String GUEST_ARGUMENT = "ARG";

  @Parameters(
      index = "1..*",
      paramLabel = GUEST_ARGUMENT,
      description = "Goes to the guest as it is.")
  private List<String> arguments = List.of();

  @Option(
      names = "--invoke",
      paramLabel = "CALL",
      description =
          "Call this function, with its arguments in WAVE, and print the result: `f(1, \"x\")`, or"
              + " `ns:pkg/interface.f()` where several have that name. A stream is written as a"
              + " list, which is shown as it arrives, a future as its value.")
  private Optional<String> invoke = Optional.empty();

  @Option(
      names = "--argv0",
      paramLabel = "NAME",
      description = "The guest's own name, its first argument (default: the name of the file).")
  private Optional<String> name = Optional.empty();

  @Mixin private final GuestOptions guest = new GuestOptions();

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
    try (guest) {
      return run();
    }
  }

  private int run() {
    guest.check(this);
    Component component = guest.load(streams, file);
    Linker linker = Linker.create(component.engine());
    Wasi wasi = wasi(component);
    wasi.addTo(linker);
    if (component.imports().byName().keySet().stream()
        .anyMatch(each -> each.startsWith("wasi:http/"))) {
      // What few programs need is loaded for those.
      WasiHttp.addTo(linker, wasi);
    }
    Optional<WaveCall> call = invoke.map(Wave::parseCall);
    // A name that is not there is said before anything else is tried.
    Optional<Invocation> function = call.map(c -> Invocation.find(component, c));
    InstancePre ready = linker.pre(component);
    try (Store store = Store.create(component.engine(), guest.limits())) {
      if (function.isEmpty()) {
        return Wasi.run(store, ready);
      }
      Func func = function.get().in(ready.instantiate(store));
      Object result = func.call(call.get().arguments(func.type()));
      streams.writeText(
          Optional.empty(),
          out -> {
            Wave.writeResult(func.type(), result, out);
            out.append('\n');
          });
      store.awaitTasks();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return TRAPPED;
    } catch (GuestExitException exit) {
      return exit.status();
    } catch (TrapException trap) {
      throw report(trap);
    } finally {
      component.engine().keepCode();
    }
  }

  private Wasi wasi(Component component) {
    List<String> all = new ArrayList<>();
    all.add(name.orElseGet(() -> String.valueOf(file.getFileName())));
    all.addAll(arguments);
    if (guest.policy().isPresent()) {
      return byPolicy(guest.policy().get(), component, all);
    }
    Wasi.Builder builder =
        Wasi.builder()
            .args(all)
            .stdin(streams.in())
            .stdout(streams.out())
            .stderr(streams.err())
            .terminals(
                Boolean.getBoolean(STDIN_IS_TERMINAL),
                streams.outIsTerminal(),
                streams.errIsTerminal());
    Wasi wasi = guest.give(builder, this).build();
    say(wasi.warnings());
    return wasi;
  }

  private Wasi byPolicy(Path policy, Component component, List<String> all) {
    List<Policy.Standard> terminals = new ArrayList<>();
    if (Boolean.getBoolean(STDIN_IS_TERMINAL)) {
      terminals.add(Policy.Standard.STDIN);
    }
    if (streams.outIsTerminal()) {
      terminals.add(Policy.Standard.STDOUT);
    }
    if (streams.errIsTerminal()) {
      terminals.add(Policy.Standard.STDERR);
    }
    PolicyGrants grants =
        guest.grants(
            this, policy, component, new PolicyGrants.Host(streams, all, streams.in(), terminals));
    say(grants.warnings());
    return grants.to(
        new PolicyGrants.Output(streams.out(), streams.err(), streams.err(), "log :: "));
  }

  /** What came before the trap has been printed; this says what trapped. */
  private ExitException report(TrapException trap) {
    Diagnostic said =
        trap.code() == TrapCode.TIMEOUT
            ? CliCode.TIMED_OUT.error(file)
            : CliCode.TRAP.error(file, String.valueOf(trap.getMessage()));
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
      frame.offset().ifPresent(at -> text.append(" at 0x").append(Integer.toHexString(at)));
      frame.line().ifPresent(line -> text.append(", ").append(line));
    }
    return frames.size() > MAX_FRAMES ? text.append("\n  …").toString() : text.toString();
  }
}
