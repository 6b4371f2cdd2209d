package dev.witj.wasi.internal.v0_3;

import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.internal.Settings;
import dev.witj.wasi.random.v0_3.Insecure;
import dev.witj.wasi.random.v0_3.InsecureSeed;
import dev.witj.wasi.random.v0_3.Random;
import java.util.random.RandomGenerator;

/** The three interfaces of {@code wasi:random}: whoever asks for too much gets less. */
record HostRandom03(Settings settings) implements Random, Insecure, InsecureSeed {
  @Override
  public byte[] getRandomBytes(long maxLen) {
    return bytes(settings.random(), maxLen);
  }

  @Override
  public long getRandomU64() {
    return settings.random().nextLong();
  }

  @Override
  public byte[] getInsecureRandomBytes(long maxLen) {
    return bytes(settings.insecure(), maxLen);
  }

  @Override
  public long getInsecureRandomU64() {
    return settings.insecure().nextLong();
  }

  @Override
  public Tuple2<Long, Long> getInsecureSeed() {
    return new Tuple2<>(settings.insecure().nextLong(), settings.insecure().nextLong());
  }

  /** At least one, if any is asked for, whatever the limit is. */
  private byte[] bytes(RandomGenerator generator, long maxLen) {
    int limit = Math.max(settings.limits().randomBytes(), 1);
    byte[] bytes = new byte[Long.compareUnsigned(maxLen, limit) > 0 ? limit : (int) maxLen];
    generator.nextBytes(bytes);
    return bytes;
  }
}
