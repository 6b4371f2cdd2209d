package dev.witj.wasi.http.exchange;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body in memory. */
final class MemoryBody implements BodySource {
  private final byte[] bytes;
  private int next;

  MemoryBody(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public byte @Nullable [] read(int max) {
    if (next == bytes.length) {
      return null;
    }
    int from = next;
    next += Math.min(max, bytes.length - next);
    return Arrays.copyOfRange(bytes, from, next);
  }

  @Override
  public List<Field> trailers() {
    return List.of();
  }
}
