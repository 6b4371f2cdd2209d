package dev.witj.wasi.internal.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Shares of the files and sockets that the system lets this process have open ({@code ulimit -n}).
 * A JVM that finds none for itself loads no class, and what it did not load then it never will.
 */
public final class Descriptors {
  private static final String LIMIT = "Max open files ";

  /** What the JVM has before it serves anybody, about. */
  private static final int OWN = 64;

  /**
   * For all of this process; where nobody knows how many there are, no share is less than asked.
   */
  private static final long ALL =
      limits().flatMap(Descriptors::ofLimits).map(all -> Math.max(8, all - OWN)).orElse(1L << 33);

  private static final Semaphore GUESTS = new Semaphore(share(2, Integer.MAX_VALUE));

  private Descriptors() {}

  /** What the guests of all stores have open together: half. */
  public static Semaphore guests() {
    return GUESTS;
  }

  /** A part of them, or so many if that is less. */
  public static int share(int part, int most) {
    return (int) Math.min(most, ALL / part);
  }

  private static Optional<String> limits() {
    try {
      return Optional.of(Files.readString(Path.of("/proc/self/limits"), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What Linux says of a process; nothing if that is no number, or a limit that is none. */
  public static Optional<Long> ofLimits(String limits) {
    return limits
        .lines()
        .filter(line -> line.startsWith(LIMIT))
        .map(line -> line.substring(LIMIT.length()).strip().split(" ", 2)[0])
        .filter(most -> most.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .findFirst();
  }
}
