package dev.witj.wasi.internal;

import dev.witj.wasi.fs.FileStat;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Differs if the files do. Device and number go through a hash with a key of this process, so that
 * the host's numbers cannot be computed back from it.
 *
 * @param lower one half
 * @param upper the other
 */
public record FileIdentity(long lower, long upper) {
  private static final SecretKeySpec KEY = key();

  private static SecretKeySpec key() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, "HmacSHA256");
  }

  /** That of a file. */
  public static FileIdentity of(FileStat stat) {
    try {
      Mac mac = Mac.getInstance(KEY.getAlgorithm());
      mac.init(KEY);
      ByteBuffer both = ByteBuffer.allocate(16).putLong(stat.device()).putLong(stat.node());
      ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(both.array()));
      return new FileIdentity(hash.getLong(), hash.getLong());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HMAC with SHA-256", e);
    }
  }
}
