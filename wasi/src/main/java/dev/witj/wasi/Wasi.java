package dev.witj.wasi;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.runtime.Component;
import dev.witj.runtime.GuestExitException;
import dev.witj.runtime.Instance;
import dev.witj.runtime.InstancePre;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.value.Result;
import dev.witj.wasi.drafts.DraftsImports;
import dev.witj.wasi.fs.Folder;
import dev.witj.wasi.host.HostImports;
import dev.witj.wasi.internal.Extras;
import dev.witj.wasi.internal.FolderGrants;
import dev.witj.wasi.internal.InputPipe;
import dev.witj.wasi.internal.OutputPipe;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.SessionAccess;
import dev.witj.wasi.internal.Sessions;
import dev.witj.wasi.internal.Settings;
import dev.witj.wasi.internal.Settings.Terminal;
import dev.witj.wasi.internal.SystemRandom;
import dev.witj.wasi.internal.drafts.DraftSession;
import dev.witj.wasi.internal.io.Traps;
import dev.witj.wasi.internal.v0_3.Session03;
import dev.witj.wasi.net.NetworkRights;
import dev.witj.wasi.net.Refusal;
import dev.witj.wasi.store.KeyValueStore;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * WASI 0.2 and 0.3: what a guest is given of the host. Immutable; one of these can serve many
 * stores, which then share the standard streams.
 *
 * <p>It has {@code wasi:cli}, {@code wasi:io}, {@code wasi:clocks}, {@code wasi:random}, {@code
 * wasi:filesystem} and {@code wasi:sockets}, and serves every 0.2 version of them, and 0.3 beside;
 * and of the proposals {@code wasi:config}, {@code wasi:keyvalue} and {@code wasi:logging}. {@code
 * wasi:http} is served by the module {@code wasi-http}.
 *
 * {@snippet class="dev.witj.wasi.ExampleTest" region="run"}
 */
public final class Wasi {
  private static final List<String> RUN = List.of("wasi:cli/run@0.3.0", "wasi:cli/run@0.2.12");

  static {
    SessionAccess.provide((wasi, store) -> ((Wasi) wasi).session(store));
  }

  private final Given given;
  private final List<Diagnostic> warnings;

  private Wasi(Given given, List<Diagnostic> warnings) {
    this.given = given;
    this.warnings = List.copyOf(warnings);
  }

  private sealed interface Given {
    Settings to(String component);

    /** The same to all components. */
    record Same(Settings settings) implements Given {
      @Override
      public Settings to(String component) {
        return settings;
      }
    }

    /** To each its own. */
    record Own(Function<? super String, Wasi> parts) implements Given {
      @Override
      public Settings to(String component) {
        return Objects.requireNonNull(parts.apply(component), component).given.to(component);
      }
    }
  }

  /**
   * Gives each component of a composition its own, where all others give the same to all of them.
   * Who calls WASI decides: a component that is handed an open file, a socket or a stream by
   * another one uses it with the rights of whoever opened it.
   *
   * {@snippet class="dev.witj.wasi.ExampleTest" region="each-its-own"}
   *
   * @param parts what the component at a {@linkplain dev.witj.runtime.ComponentPart#path path} is
   *     given; asked once in each store for each component that calls WASI there, on any thread.
   *     {@code Wasi.builder().build()} is for whom nothing is meant
   */
  public static Wasi byComponent(Function<? super String, Wasi> parts) {
    return new Wasi(new Given.Own(Objects.requireNonNull(parts, "parts")), List.of());
  }

  /**
   * What the host should know of what it gives: the folders that are no closed worlds. Those that
   * are given {@link #byComponent} are known there.
   */
  public List<Diagnostic> warnings() {
    return warnings;
  }

  /**
   * The same, but for where the guest's output goes: for what gives it to many guests one after
   * another. The folders and all else are shared. It holds for all components, those to whom {@link
   * #byComponent} gives no output, too.
   */
  public Wasi withOutput(
      OutputStream stdout, OutputStream stderr, Consumer<? super LogMessage> log) {
    return switch (given) {
      case Given.Same(Settings settings) ->
          new Wasi(new Given.Same(settings.withOutput(stdout, stderr, log)), warnings);
      case Given.Own(var parts) ->
          byComponent(component -> parts.apply(component).withOutput(stdout, stderr, log));
    };
  }

  /** Begins with nothing: no arguments, variables or folders, no input, output to nowhere. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Serves the imports of components. A store with a {@code Wasi} of its own, set with {@code
   * store.setData(Wasi.class, …)} before anything runs in it, gets that one instead.
   */
  public void addTo(Linker linker) {
    Linker _ =
        linker
            .later(name -> isOf(name, "@0.2."), to -> HostImports.addTo(to, this::session))
            .later(
                name -> isOf(name, "@0.3."),
                to -> dev.witj.wasi.host.v0_3.HostImports.addTo(to, this::later))
            .later(Wasi::isDraft, to -> DraftsImports.addTo(to, this::drafts));
    Linker _ = linker.advise(Wasi::advice);
  }

  private static boolean isOf(String name, String track) {
    return name.startsWith("wasi:")
        && !name.startsWith("wasi:http/")
        && !isDraft(name)
        && name.contains(track);
  }

  private static boolean isDraft(String name) {
    return Stream.of("wasi:config/", "wasi:keyvalue/", "wasi:logging/").anyMatch(name::startsWith);
  }

  private static Optional<String> advice(String name) {
    if (name.startsWith("wasi:http/") && name.contains("@0.2")) {
      return Optional.of("`WasiHttp.addTo` of the module wasi-http lets the linker serve it");
    }
    return name.startsWith("wasi:")
        ? Optional.of("this host does not provide `" + name + "`")
        : Optional.empty();
  }

  private Session session(Store store) {
    return store
        .data(Sessions.class, () -> store.data(Wasi.class, () -> this).sessions(store))
        .of(store.caller());
  }

  private Sessions sessions(Store store) {
    return new Sessions(given::to, given instanceof Given.Own, store);
  }

  private Session03 later(Store store) {
    return Session03.of(session(store));
  }

  private DraftSession drafts(Store store) {
    Session session = session(store);
    return session.more(DraftSession.class, () -> new DraftSession(session));
  }

  /**
   * Runs a component that exports {@code wasi:cli/run}, a program, to its end: that of the last of
   * its tasks. All that it wrote has arrived when the store is closed.
   *
   * @param store an empty one; nothing can run in it after a program that exits
   * @return the code that it exits with: what it gives to {@code exit}, or else 0 if {@code run}
   *     succeeds and 1 if it fails
   * @throws dev.witj.diagnostics.DiagnosticException if the component is no program
   * @throws dev.witj.runtime.TrapException if it traps
   */
  public static int run(Store store, InstancePre program) {
    Component component = program.component();
    String name =
        RUN.stream()
            .filter(each -> component.findExport(each).isPresent())
            .findFirst()
            .orElseThrow(() -> noProgram(component.name()));
    try {
      Instance run = program.instantiate(store).instance(name);
      int code = run.func("run").call() instanceof Result.Ok ? 0 : 1;
      store.awaitTasks();
      return code;
    } catch (GuestExitException e) {
      return e.status();
    } catch (InterruptedException e) {
      throw Traps.interrupted();
    }
  }

  private static RuntimeException noProgram(String name) {
    return WasiCode.NOT_A_PROGRAM
        .error(name)
        .help("call one of its functions, as in `wit-j run --invoke 'add(1, 2)' " + name + "`")
        .toException();
  }

  /** Says what a guest is given. Streams that are passed in are never closed. */
  public static final class Builder {
    private List<String> arguments = List.of();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private InputStream stdin = InputStream.nullInputStream();
    private OutputStream stdout = OutputStream.nullOutputStream();
    private OutputStream stderr = OutputStream.nullOutputStream();
    private final Set<Terminal> terminals = EnumSet.noneOf(Terminal.class);
    private final FolderGrants folders = new FolderGrants(Folder::isSafe);
    private RandomGenerator random = new SystemRandom();
    private RandomGenerator insecure = new SplittableRandom();
    private InstantSource wallClock = Clock.systemUTC();
    private LongSupplier monotonicClock = sinceNow();
    private NetworkRights network = NetworkRights.none();
    private Consumer<? super Refusal> refusals = _ -> {};
    private ZoneId timeZone = ZoneOffset.UTC;
    private final Map<String, String> config = new LinkedHashMap<>();
    private final Map<String, KeyValueStore> stores = new LinkedHashMap<>();
    private Consumer<? super LogMessage> log = _ -> {};
    private WasiLimits limits = WasiLimits.defaults();

    private Builder() {}

    private static LongSupplier sinceNow() {
      long start = System.nanoTime();
      return () -> System.nanoTime() - start;
    }

    /** The arguments, the name of the program first. */
    public Builder args(String... args) {
      return args(List.of(args));
    }

    /** The arguments, the name of the program first. */
    public Builder args(List<String> args) {
      this.arguments = List.copyOf(args);
      return this;
    }

    /** One more environment variable. */
    public Builder env(String name, String value) {
      environment.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /** More environment variables. */
    public Builder env(Map<String, String> variables) {
      variables.forEach(this::env);
      return this;
    }

    /** Standard input; it is read only when the guest asks. */
    public Builder stdin(InputStream stream) {
      this.stdin = Objects.requireNonNull(stream, "stream");
      return this;
    }

    /**
     * Standard output. The guest's bytes are written and flushed at once; it learns of a failure
     * only if the stream throws, which a {@link java.io.PrintStream} does not.
     */
    public Builder stdout(OutputStream stream) {
      this.stdout = Objects.requireNonNull(stream, "stream");
      return this;
    }

    /** Standard error; see {@link #stdout}. */
    public Builder stderr(OutputStream stream) {
      this.stderr = Objects.requireNonNull(stream, "stream");
      return this;
    }

    /** Which of the standard streams the guest is told are terminals. */
    public Builder terminals(boolean forStdin, boolean forStdout, boolean forStderr) {
      terminals.clear();
      if (forStdin) {
        terminals.add(Terminal.STDIN);
      }
      if (forStdout) {
        terminals.add(Terminal.STDOUT);
      }
      if (forStderr) {
        terminals.add(Terminal.STDERR);
      }
      return this;
    }

    /**
     * Gives the guest a folder and all below it, and no way out of it. It is opened here, once:
     * whatever guests do to the path by which the host names it, they get this folder.
     *
     * @param host the folder
     * @param guest what the guest calls it, as {@code /data} or {@code .}
     * @param readOnly whether the guest may only read
     * @throws dev.witj.diagnostics.DiagnosticException if there is no such folder, or if the system
     *     has no calls that keep a guest in it and {@link #unsafeFolders} was not asked for before
     */
    public Builder preopen(Path host, String guest, boolean readOnly) {
      folders.add(host, Objects.requireNonNull(guest, "guest"), readOnly);
      return this;
    }

    /**
     * Gives folders even where the system has no calls that keep a guest in them against those who
     * rename at the same time; for those that are given after this. {@link Wasi#warnings} says
     * which.
     */
    public Builder unsafeFolders() {
      folders.allowUnsafe();
      return this;
    }

    /** Where random bytes come from that nobody may guess; the system's by default. */
    public Builder random(RandomGenerator generator) {
      this.random = Objects.requireNonNull(generator, "generator");
      return this;
    }

    /** Where fast random bytes and the seeds of hash tables come from. */
    public Builder insecureRandom(RandomGenerator generator) {
      this.insecure = Objects.requireNonNull(generator, "generator");
      return this;
    }

    /** The time of day; the system's by default. */
    public Builder wallClock(InstantSource clock) {
      this.wallClock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Nanoseconds that never go back, from any start; by default, since this builder was made. A
     * guest that waits for an instant looks at this clock again after the time that is left.
     */
    public Builder monotonicClock(LongSupplier nanoseconds) {
      this.monotonicClock = Objects.requireNonNull(nanoseconds, "nanoseconds");
      return this;
    }

    /** What of the network the guest may use; nothing by default. */
    public Builder network(NetworkRights rights) {
      this.network = Objects.requireNonNull(rights, "rights");
      return this;
    }

    /** Who is told of what the guest asked for and did not get, on the guest's thread. */
    public Builder onRefusal(Consumer<? super Refusal> listener) {
      this.refusals = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /** Where the guest is told it is, by {@code wasi:clocks/timezone}; UTC by default. */
    public Builder timeZone(ZoneId zone) {
      this.timeZone = Objects.requireNonNull(zone, "zone");
      return this;
    }

    /** One more setting, which the guest finds by {@code wasi:config}. */
    public Builder config(String name, String value) {
      config.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * One more store, which the guest opens by {@code wasi:keyvalue}; {@code default} is the one
     * without a name, too. Several guests may share it. It stays open until its owner closes it.
     */
    public Builder keyValue(String name, KeyValueStore store) {
      stores.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(store, "store"));
      return this;
    }

    /** Who is told what the guest logs by {@code wasi:logging}, on the guest's thread. */
    public Builder onLog(Consumer<? super LogMessage> listener) {
      this.log = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /** How much a guest may hold. */
    public Builder limits(WasiLimits limits) {
      this.limits = Objects.requireNonNull(limits, "limits");
      return this;
    }

    /** What was said so far. */
    public Wasi build() {
      return new Wasi(
          new Given.Same(
              new Settings(
                  arguments,
                  environment,
                  new InputPipe(stdin),
                  new OutputPipe(stdout),
                  new OutputPipe(stderr),
                  terminals,
                  folders.folders(),
                  random,
                  insecure,
                  wallClock,
                  monotonicClock,
                  network,
                  refusals,
                  new Extras(timeZone, config, stores, log),
                  limits)),
          folders.warnings());
    }
  }
}
