package dev.witj.wasi.internal;

import dev.witj.wasi.LogMessage;
import dev.witj.wasi.WasiLimits;
import dev.witj.wasi.fs.Folder;
import dev.witj.wasi.net.NetworkRights;
import dev.witj.wasi.net.Refusal;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * All that a host gives.
 *
 * @param arguments of the program, its name first
 * @param environment variables, in order
 * @param stdin standard input
 * @param stdout standard output
 * @param stderr standard error
 * @param terminals which of the three are terminals
 * @param folders the host's folders
 * @param random what cannot be guessed
 * @param insecure what is fast
 * @param wallClock the time of day
 * @param monotonicClock nanoseconds that never go back
 * @param network what of the network
 * @param refusals who is told of what was asked for and not allowed
 * @param extras what few guests ask for
 * @param limits how much of it
 */
public record Settings(
    List<String> arguments,
    Map<String, String> environment,
    InputPipe stdin,
    OutputPipe stdout,
    OutputPipe stderr,
    Set<Terminal> terminals,
    List<GivenFolder> folders,
    RandomGenerator random,
    RandomGenerator insecure,
    InstantSource wallClock,
    LongSupplier monotonicClock,
    NetworkRights network,
    Consumer<? super Refusal> refusals,
    Extras extras,
    WasiLimits limits) {
  public Settings {
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    terminals = Set.copyOf(terminals);
    folders = List.copyOf(folders);
  }

  /** This, with other places for output. */
  public Settings withOutput(
      OutputStream newStdout, OutputStream newStderr, Consumer<? super LogMessage> log) {
    return new Settings(
        arguments,
        environment,
        stdin,
        new OutputPipe(newStdout),
        new OutputPipe(newStderr),
        terminals,
        folders,
        random,
        insecure,
        wallClock,
        monotonicClock,
        network,
        refusals,
        extras.withLog(log),
        limits);
  }

  /** The standard streams that can be terminals. */
  public enum Terminal {
    STDIN,
    STDOUT,
    STDERR
  }

  /**
   * A folder of the host.
   *
   * @param folder open since it was given, so that no guest can change which one it is
   * @param guest what the guest calls it
   */
  public record GivenFolder(Folder folder, String guest) {}
}
