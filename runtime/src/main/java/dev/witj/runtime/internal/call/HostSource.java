package dev.witj.runtime.internal.call;

import dev.witj.runtime.internal.abi.Elements;
import dev.witj.runtime.internal.async.Buffer;
import dev.witj.runtime.internal.core.LinearMemory;
import dev.witj.runtime.value.ValueCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the host writes: some values, or a part of an array of bytes. */
final class HostSource implements Buffer {
  private final ValueCodec codec;
  private final List<? extends @Nullable Object> items;
  private final byte @Nullable [] bytes;
  private final int length;
  private int written;

  private HostSource(
      ValueCodec codec,
      List<? extends @Nullable Object> items,
      byte @Nullable [] bytes,
      int length) {
    this.codec = codec;
    this.items = items;
    this.bytes = bytes;
    this.length = length;
  }

  /** Values. */
  static HostSource ofItems(ValueCodec codec, List<? extends @Nullable Object> items) {
    return new HostSource(codec, items, null, items.size());
  }

  /** The first bytes of an array. */
  static HostSource ofBytes(byte[] bytes, int length) {
    return new HostSource(ValueCodec.GENERIC, List.of(), bytes, length);
  }

  @Override
  public int remain() {
    return length - written;
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

  List<? extends @Nullable Object> next(int count) {
    return items.subList(written, written + count);
  }

  void copyBytes(LinearMemory into, long at, int count) {
    if (bytes != null) {
      Elements.copyIn(bytes, written, into, at, count);
    }
  }

  @Override
  public void copyTo(Buffer into, int count) {
    switch (into) {
      case GuestBuffer guest -> guest.fill(this, count);
      case HostSink sink -> {
        if (bytes == null) {
          sink.items().addAll(next(count));
        } else if (sink.isBytes()) {
          sink.addBytes(bytes, written, count);
        } else {
          for (int i = 0; i < count; i++) {
            sink.items().add(bytes[written + i] & 0xff);
          }
        }
      }
      default -> throw new IllegalStateException("values are written to " + into);
    }
    written += count;
  }
}
