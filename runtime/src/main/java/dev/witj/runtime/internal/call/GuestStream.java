package dev.witj.runtime.internal.call;

import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.internal.abi.AbiType;
import dev.witj.runtime.internal.async.CopyResult;
import dev.witj.runtime.internal.async.Shared;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stream that a guest gave to the host. */
final class GuestStream<T extends @Nullable Object> extends GuestChannel
    implements StreamReader<T> {
  GuestStream(StoreContext store, Shared.OfStream shared, AbiType.AsyncHandle type) {
    super(store, shared, type);
  }

  @Override
  @SuppressWarnings("unchecked") // The codec makes them.
  public List<T> read(int max) throws InterruptedException {
    if (max <= 0) {
      throw new IllegalArgumentException("cannot read " + max + " items");
    }
    HostSink sink = HostSink.ofItems(type().element(), max);
    return ends(sink) ? List.of() : (List<T>) Collections.unmodifiableList(sink.items());
  }

  @Override
  public int read(byte[] into, int offset, int length) throws InterruptedException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (!isBytes()) {
      throw new IllegalStateException("this is no stream of bytes");
    }
    if (length == 0) {
      return 0;
    }
    HostSink sink = HostSink.ofBytes(into, offset, length);
    return ends(sink) ? -1 : sink.count();
  }

  private boolean ends(HostSink sink) throws InterruptedException {
    return read(sink) == CopyResult.DROPPED;
  }
}
