package dev.witj.wasi.internal;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.random.Insecure;
import dev.witj.wasi.random.InsecureSeed;
import dev.witj.wasi.random.Random;
import java.util.random.RandomGenerator;

/** The three interfaces of {@code wasi:random}. */
record HostRandom(Settings settings) implements Random, Insecure, InsecureSeed {
  @Override
  public byte[] getRandomBytes(long len) {
    return bytes(settings.random(), len);
  }

  @Override
  public long getRandomU64() {
    return settings.random().nextLong();
  }

  @Override
  public byte[] getInsecureRandomBytes(long len) {
    return bytes(settings.insecure(), len);
  }

  @Override
  public long getInsecureRandomU64() {
    return settings.insecure().nextLong();
  }

  @Override
  public Tuple2<Long, Long> insecureSeed() {
    return new Tuple2<>(settings.insecure().nextLong(), settings.insecure().nextLong());
  }

  private byte[] bytes(RandomGenerator generator, long len) {
    int limit = settings.limits().randomBytes();
    if (Long.compareUnsigned(len, limit) > 0) {
      throw new TrapException(
          TrapCode.LIMIT_EXCEEDED,
          "the guest asks for "
              + Long.toUnsignedString(len)
              + " random bytes at once; it may have "
              + limit);
    }
    byte[] bytes = new byte[(int) len];
    generator.nextBytes(bytes);
    return bytes;
  }
}
