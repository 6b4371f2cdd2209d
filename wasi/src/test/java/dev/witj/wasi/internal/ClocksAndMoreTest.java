package dev.witj.wasi.internal;

import static dev.witj.wasi.internal.World.assertTraps;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.GuestExitException;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.WasiLimits;
import dev.witj.wasi.clocks.MonotonicClock;
import dev.witj.wasi.clocks.WallClock;
import dev.witj.wasi.io.Poll;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code wasi:clocks}, {@code wasi:random} and {@code wasi:cli}. */
@Timeout(20)
final class ClocksAndMoreTest {
  private final Session session = World.session();

  @Test
  void waitsForAnInstant() {
    MonotonicClock clock = session.monotonicClock();
    long before = clock.now();
    Poll.Pollable pollable = clock.subscribeInstant(before + 30_000_000);
    pollable.block();
    assertTrue(clock.now() - before >= 30_000_000);
    assertTrue(pollable.ready());
    assertTrue(clock.subscribeDuration(0).ready());
    assertTrue(clock.subscribeInstant(0).ready());
    assertFalse(clock.subscribeDuration(-1L).ready());
    assertTrue(clock.resolution() > 0);
  }

  /** Wherever a thread is interrupted by others for so long that the instant goes by. */
  @Test
  void seesAnInstantThatGoesByWhileItIsAskedFor() {
    for (long instant = 1; instant < 40; instant++) {
      AtomicLong time = new AtomicLong();
      HostMonotonicClock clock = new HostMonotonicClock(session, () -> time.getAndAdd(10));
      clock.subscribeInstant(instant).block();
    }
    HostMonotonicClock standing = new HostMonotonicClock(session, () -> 5);
    assertFalse(standing.subscribeInstant(6).ready());
    assertTrue(standing.subscribeInstant(5).ready());
  }

  @Test
  void tellsTheTimeOfDay() {
    assertEquals(
        new WallClock.Datetime(World.NOW.getEpochSecond(), World.NOW.getNano()),
        session.wallClock().now());
  }

  @Test
  void givesRandomNumbers() {
    assertEquals(32, session.random().getRandomBytes(32).length);
    assertEquals(0, session.random().getRandomBytes(0).length);
    assertNotEquals(session.random().getRandomU64(), session.random().getRandomU64());
    assertEquals(5, session.insecure().getInsecureRandomBytes(5).length);
    assertNotEquals(
        session.insecure().getInsecureRandomU64(), session.insecure().getInsecureRandomU64());
    assertNotEquals(session.insecureSeed().insecureSeed(), session.insecureSeed().insecureSeed());
  }

  @Test
  void boundsRandomBytes() {
    Session bounded =
        World.session(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            WasiLimits.defaults().withRandomBytes(8));
    assertEquals(8, bounded.random().getRandomBytes(8).length);
    assertTraps(TrapCode.LIMIT_EXCEEDED, () -> bounded.random().getRandomBytes(9));
    assertTraps(TrapCode.LIMIT_EXCEEDED, () -> bounded.insecure().getInsecureRandomBytes(-1));
  }

  @Test
  void tellsOfTheCommandLine() {
    assertEquals(List.of("name", "argument"), session.environment().getArguments());
    assertEquals(List.of(new Tuple2<>("KEY", "value")), session.environment().getEnvironment());
    assertEquals(Optional.empty(), session.environment().initialCwd());
    assertTrue(session.terminalStderr().getTerminalStderr().isPresent());
    assertTrue(session.terminalStdout().getTerminalStdout().isEmpty());
    assertTrue(session.terminalStdin().getTerminalStdin().isEmpty());
  }

  @Test
  void exits() {
    assertEquals(0, status(() -> session.exit().exit(Result.ok())));
    assertEquals(1, status(() -> session.exit().exit(Result.err())));
    assertEquals(42, status(() -> session.exit().exitWithCode(42)));
  }

  private static int status(Runnable exit) {
    return assertThrows(GuestExitException.class, exit::run).status();
  }
}
