package dev.witj.wasi.internal;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers that cannot be guessed. Where the system has {@code /dev/urandom} they come from
 * there at once: the JDK's own way to the same bytes first looks through its security providers,
 * which a short program would notice.
 */
public final class SystemRandom implements RandomGenerator {
  @Override
  public long nextLong() {
    byte[] bytes = new byte[Long.BYTES];
    nextBytes(bytes);
    long value = 0;
    for (byte each : bytes) {
      value = (value << Byte.SIZE) | (each & 0xff);
    }
    return value;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    try (DataInputStream device = new DataInputStream(new FileInputStream("/dev/urandom"))) {
      device.readFully(bytes);
    } catch (IOException e) {
      Provided.GENERATOR.nextBytes(bytes);
    }
  }

  private static final class Provided {
    static final SecureRandom GENERATOR = new SecureRandom();
  }
}
