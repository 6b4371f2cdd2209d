package dev.witj.runtime.internal.call;

import dev.witj.runtime.internal.abi.Elements;
import dev.witj.runtime.internal.async.Buffer;
import dev.witj.runtime.internal.core.LinearMemory;
import dev.witj.runtime.value.ValueCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the host reads: a list that grows to some length, or a part of an array of bytes. */
final class HostSink implements Buffer {
  private final ValueCodec codec;
  private final int length;
  private final List<@Nullable Object> items = new ArrayList<>(0);
  private final byte @Nullable [] bytes;
  private final int offset;
  private int read;

  private HostSink(ValueCodec codec, int length, byte @Nullable [] bytes, int offset) {
    this.codec = codec;
    this.length = length;
    this.bytes = bytes;
    this.offset = offset;
  }

  /** Room for values. */
  static HostSink ofItems(ValueCodec codec, int max) {
    return new HostSink(codec, max, null, 0);
  }

  /** Room for bytes. */
  static HostSink ofBytes(byte[] into, int offset, int length) {
    return new HostSink(ValueCodec.GENERIC, length, into, offset);
  }

  /** How many were read. */
  int count() {
    return bytes == null ? items.size() : read;
  }

  @Override
  public int remain() {
    return length - count();
  }

  @Override
  public boolean isZeroLength() {
    return length == 0;
  }

  boolean isBytes() {
    return bytes != null;
  }

  ValueCodec codec() {
    return codec;
  }

  /** What was read, to which more is added. */
  List<@Nullable Object> items() {
    return items;
  }

  void addNothing(int count) {
    for (int i = 0; i < count; i++) {
      items.add(null);
    }
  }

  void addBytes(LinearMemory from, long at, int count) {
    if (bytes != null) {
      Elements.copyOut(from, at, bytes, offset + read, count);
      read += count;
    }
  }

  void addBytes(byte[] from, int at, int count) {
    if (bytes != null) {
      System.arraycopy(from, at, bytes, offset + read, count);
      read += count;
    }
  }

  @Override
  public void copyTo(Buffer into, int count) {
    throw new IllegalStateException("this is read into");
  }
}
