package dev.witj.runtime.internal;

import dev.witj.binary.ByteSlice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What tells a component and each of its core modules from all others: digests by SHA-256, of which
 * nobody can make two alike. A module counts for the component that holds it by its own digest, so
 * that each byte is read once, however deep it lies.
 */
public final class Fingerprint {
  /** From this size on another thread reads the bytes, while the first goes on. */
  private static final int LARGE = 1 << 18;

  private static final int HEADER = 8;
  private static final int CORE_MODULE = 1;
  private static final int COMPONENT = 4;
  private static final int LAST_SECTION = 12;

  /** Stands where a section cannot be read; no section has this number. */
  private static final int UNREADABLE = 0xff;

  private final ByteSlice component;
  private final Map<Integer, String> modules = new HashMap<>();
  private final String whole;

  private Fingerprint(ByteSlice component, String rules) {
    this.component = component;
    MessageDigest digest = sha256();
    digest.update(rules.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(component(component.start(), component.end()));
    this.whole = hex(digest);
  }

  /**
   * Begins to take the fingerprint of a component.
   *
   * @param component its bytes, which must not change
   * @param rules what else makes it another one
   */
  static CompletableFuture<Fingerprint> take(ByteSlice component, String rules) {
    if (component.size() < LARGE) {
      return CompletableFuture.completedFuture(new Fingerprint(component, rules));
    }
    CompletableFuture<Fingerprint> taken = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("fingerprint")
        .daemon()
        .start(
            () -> {
              try {
                taken.complete(new Fingerprint(component, rules));
              } catch (Throwable e) {
                taken.completeExceptionally(e);
              }
            });
    return taken;
  }

  /** Of the component, in hexadecimal digits. */
  String whole() {
    return whole;
  }

  /**
   * Of a core module that lies in the component, in hexadecimal digits: of nothing but its bytes.
   */
  @SuppressWarnings("ReferenceEquality") // places are those of this very array, not of one like it
  public Optional<String> module(ByteSlice module) {
    return module.array() == component.array()
        ? Optional.ofNullable(modules.get(module.start()))
        : Optional.empty();
  }

  /** Sections lie one after the other: a number, a size, and as many bytes. */
  private byte[] component(int from, int to) {
    MessageDigest digest = sha256();
    byte[] bytes = component.array();
    int at = Math.min(from + HEADER, to);
    digest.update(bytes, from, at - from);
    while (at < to) {
      int section = bytes[at] & 0xff;
      int content = at + 1;
      long size = 0;
      int shift = 0;
      boolean more = true;
      while (more && content < to && shift <= 28) {
        size |= (bytes[content] & 0x7fL) << shift;
        more = bytes[content] < 0;
        shift += 7;
        content++;
      }
      if (more || section > LAST_SECTION || size > to - content) {
        digest.update((byte) UNREADABLE);
        digest.update(bytes, at, to - at);
        break;
      }
      int end = content + (int) size;
      digest.update((byte) section);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt((int) size).flip());
      switch (section) {
        case CORE_MODULE -> digest.update(module(content, end));
        case COMPONENT -> digest.update(component(content, end));
        default -> digest.update(bytes, content, end - content);
      }
      at = end;
    }
    return digest.digest();
  }

  private byte[] module(int from, int to) {
    MessageDigest digest = sha256();
    digest.update(component.array(), from, to - from);
    byte[] sum = digest.digest();
    modules.put(from, HexFormat.of().formatHex(sum));
    return sum;
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
