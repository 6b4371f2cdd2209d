package dev.witj.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.witj.runtime.Engine;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.value.Result;
import dev.witj.wasi.WasiLimits;
import dev.witj.wasi.net.NetworkRights;
import dev.witj.wasi.net.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A session for tests of single interfaces. */
final class World {
  private static final Extras NO_EXTRAS = new Extras(ZoneOffset.UTC, Map.of(), Map.of(), _ -> {});

  static final Instant NOW = Instant.ofEpochSecond(1_700_000_000, 5);

  private World() {}

  static Session session(
      InputStream in, OutputStream out, WasiLimits limits, Settings.GivenFolder... folders) {
    return session(in, out, limits, NetworkRights.none(), _ -> {}, NO_EXTRAS, folders);
  }

  static Session session(Extras extras, Consumer<Refusal> refusals) {
    return session(extras, refusals, 1000);
  }

  static Session session(Extras extras, Consumer<Refusal> refusals, int resources) {
    return session(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        WasiLimits.defaults().withResources(resources),
        NetworkRights.none(),
        refusals,
        extras);
  }

  static Session session(NetworkRights network, Consumer<Refusal> refusals) {
    return session(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        WasiLimits.defaults(),
        network,
        refusals,
        NO_EXTRAS);
  }

  static Session session(NetworkRights network, WasiLimits limits) {
    return session(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        limits,
        network,
        _ -> {},
        NO_EXTRAS);
  }

  private static Session session(
      InputStream in,
      OutputStream out,
      WasiLimits limits,
      NetworkRights network,
      Consumer<Refusal> refusals,
      Extras extras,
      Settings.GivenFolder... folders) {
    long start = System.nanoTime();
    Settings settings =
        new Settings(
            List.of("name", "argument"),
            Map.of("KEY", "value"),
            new InputPipe(in),
            new OutputPipe(out),
            new OutputPipe(OutputStream.nullOutputStream()),
            Set.of(Settings.Terminal.STDERR),
            List.of(folders),
            new SystemRandom(),
            new SplittableRandom(1),
            () -> NOW,
            () -> System.nanoTime() - start,
            network,
            refusals,
            extras,
            limits);
    try (Store store = Store.create(Engine.create())) {
      return new Session(settings, store);
    }
  }

  static Session session(Settings.GivenFolder... folders) {
    return session(
        InputStream.nullInputStream(), new ByteArrayOutputStream(), WasiLimits.defaults(), folders);
  }

  /** Some systems have no IPv6. */
  static void assumeIpv6() {
    try (ServerSocket _ = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      // It has.
    } catch (IOException e) {
      abort("this system has no IPv6: " + e.getMessage());
    }
  }

  /** An output that takes nothing. */
  static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(why);
      }
    };
  }

  /** What a call gave that succeeded. */
  static <T> T ok(Result<T, ?> result) {
    return switch (result) {
      case Result.Ok(T value) -> value;
      case Result.Err(Object error) -> throw new AssertionError(String.valueOf(error));
    };
  }

  static void assertErr(Object expected, Result<?, ?> result) {
    assertEquals(expected, assertInstanceOf(Result.Err.class, result, result::toString).error());
  }

  static void assertTraps(TrapCode code, Runnable act) {
    assertEquals(code, assertThrows(TrapException.class, act::run).code());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
