package dev.witj.wasi.internal.v0_3;

import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.cli.v0_3.Environment;
import dev.witj.wasi.cli.v0_3.Exit;
import dev.witj.wasi.cli.v0_3.Stderr;
import dev.witj.wasi.cli.v0_3.Stdin;
import dev.witj.wasi.cli.v0_3.Stdout;
import dev.witj.wasi.cli.v0_3.TerminalStderr;
import dev.witj.wasi.cli.v0_3.TerminalStdin;
import dev.witj.wasi.cli.v0_3.TerminalStdout;
import dev.witj.wasi.cli.v0_3.Types.ErrorCode;
import dev.witj.wasi.clocks.v0_3.MonotonicClock;
import dev.witj.wasi.clocks.v0_3.SystemClock;
import dev.witj.wasi.clocks.v0_3.Timezone;
import dev.witj.wasi.filesystem.v0_3.Preopens;
import dev.witj.wasi.filesystem.v0_3.Types.Descriptor;
import dev.witj.wasi.fs.FsError;
import dev.witj.wasi.host.v0_3.HostImports;
import dev.witj.wasi.internal.FileHandle;
import dev.witj.wasi.internal.HostEnvironment;
import dev.witj.wasi.internal.HostExit;
import dev.witj.wasi.internal.HostMonotonicClock;
import dev.witj.wasi.internal.HostTerminal;
import dev.witj.wasi.internal.OutputPipe;
import dev.witj.wasi.internal.Session;
import dev.witj.wasi.internal.Settings;
import dev.witj.wasi.internal.Settings.Terminal;
import dev.witj.wasi.random.v0_3.Insecure;
import dev.witj.wasi.random.v0_3.InsecureSeed;
import dev.witj.wasi.random.v0_3.Random;
import dev.witj.wasi.sockets.v0_3.IpNameLookup;
import dev.witj.wasi.sockets.v0_3.Types;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the guests of one store were given, as WASI 0.3 shows it. */
public final class Session03 implements HostImports, AutoCloseable {
  private final Session session;
  private final Settings settings;
  private final Background threads = new Background();
  private final Exit exit = new HostExit();
  private final HostRandom03 random;
  private final HostSockets03 sockets;

  /** The same session in the other version. */
  public Session03(Session session) {
    this.session = session;
    this.settings = session.settings();
    this.random = new HostRandom03(settings);
    this.sockets = new HostSockets03(session, threads, session.gate());
  }

  /** That of a session. */
  public static Session03 of(Session session) {
    return session.more(Session03.class, () -> new Session03(session));
  }

  /** What else the guests have. */
  public Session session() {
    return session;
  }

  /** What works for the guests besides. */
  public Background threads() {
    return threads;
  }

  /** The store is closed: nothing of it runs on. */
  @Override
  public void close() {
    threads.close();
  }

  @Override
  public Environment environment() {
    return new HostEnvironment(settings);
  }

  @Override
  public Exit exit() {
    return exit;
  }

  @Override
  public Stdin stdin() {
    return () -> SourceReader.of(settings.stdin().source(), Session03::code);
  }

  @Override
  public Stdout stdout() {
    return data -> write(data, settings.stdout());
  }

  @Override
  public Stderr stderr() {
    return data -> write(data, settings.stderr());
  }

  private WitFuture<Result<@Nullable Void, ErrorCode>> write(
      StreamReader<Integer> data, OutputPipe to) {
    return SinkWriter.start(threads, data, to.sink(false), Session03::code);
  }

  private static ErrorCode code(IOException failure) {
    return FsError.of(failure) == FsError.PIPE ? ErrorCode.PIPE : ErrorCode.IO;
  }

  @Override
  public TerminalStdin terminalStdin() {
    return () ->
        session.isTerminal(Terminal.STDIN)
            ? Optional.of(new HostTerminal.Input(session))
            : Optional.empty();
  }

  @Override
  public TerminalStdout terminalStdout() {
    return () ->
        session.isTerminal(Terminal.STDOUT)
            ? Optional.of(new HostTerminal.Output(session))
            : Optional.empty();
  }

  @Override
  public TerminalStderr terminalStderr() {
    return () ->
        session.isTerminal(Terminal.STDERR)
            ? Optional.of(new HostTerminal.Output(session))
            : Optional.empty();
  }

  @Override
  public MonotonicClock monotonicClock() {
    return new HostMonotonicClock(session, settings.monotonicClock());
  }

  @Override
  public SystemClock systemClock() {
    return new HostSystemClock(settings.wallClock());
  }

  @Override
  public Timezone timezone() {
    return new HostTimezone03(settings.extras().timeZone());
  }

  @Override
  public Preopens preopens() {
    return () -> {
      List<Tuple2<Descriptor, String>> all = new ArrayList<>();
      for (Settings.GivenFolder given : settings.folders()) {
        FileHandle.Opened opened = FileHandle.preopened(session, given);
        all.add(new Tuple2<>(new HostDescriptor03(session, threads, opened), given.guest()));
      }
      return all;
    };
  }

  @Override
  public Random random() {
    return random;
  }

  @Override
  public Insecure insecure() {
    return random;
  }

  @Override
  public InsecureSeed insecureSeed() {
    return random;
  }

  @Override
  public Types types() {
    return sockets;
  }

  @Override
  public IpNameLookup ipNameLookup() {
    return sockets;
  }
}
