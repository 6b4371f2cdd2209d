package dev.witj.runtime.internal.call;

import dev.witj.runtime.TrapException;
import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.internal.abi.AbiType;
import dev.witj.runtime.internal.abi.HandleQuota;
import dev.witj.runtime.internal.async.Buffer;
import dev.witj.runtime.internal.async.Copier;
import dev.witj.runtime.internal.async.CopyResult;
import dev.witj.runtime.internal.async.Shared;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream that the host gives to a guest. When the guest reads, a virtual thread of the host's
 * reads as much; nothing is read ahead of the guest.
 */
final class StreamSource implements Copier, HostEnd {
  private static final int MAX_BYTES = 1 << 16;
  private static final int MAX_ITEMS = 1 << 10;

  /**
   * What is read at a time where very much is kept already, by a guest that asks for much from many
   * streams and takes nothing.
   */
  private static final int LEAST = 1 << 8;

  private static final int ITEM_BYTES = 1 << 6;

  private static final HostSource NONE = HostSource.ofBytes(new byte[0], 0);

  private final StoreContext store;
  private final StreamReader<?> reader;
  private final AbiType.AsyncHandle type;
  private final Shared.OfStream shared = new Shared.OfStream(true);
  private final boolean bytes;
  private @Nullable HostSource portion;
  private int kept;
  private @Nullable Thread reading;
  private boolean closed;

  private StreamSource(StoreContext store, StreamReader<?> reader, AbiType.AsyncHandle type) {
    this.store = store;
    this.reader = reader;
    this.type = type;
    this.bytes = GuestChannel.isBytes(type);
  }

  /** What the guest gets. */
  static Shared start(StoreContext store, StreamReader<?> reader, AbiType.AsyncHandle type) {
    StreamSource made = new StreamSource(store, reader, type);
    made.shared.setWriter(made::wanted, made::close);
    store.add(made);
    return made.shared;
  }

  private void wanted(int count) {
    if (reading == null) {
      long fair = Math.max(LEAST, store.handleQuota().spareBytes() >> 4) / size();
      int max = Math.clamp(Math.min(count, fair), 1, bytes ? MAX_BYTES : MAX_ITEMS);
      store.handleQuota().takeBytes(HandleQuota.WAITING);
      keep(max * size());
      reading = store.startOutside("guest stream", () -> read(max));
    }
  }

  /** About how many bytes a value has. */
  private int size() {
    return bytes ? 1 : ITEM_BYTES;
  }

  /** Says how many bytes are kept for the guest, until it takes them. */
  private void keep(int now) {
    store.handleQuota().keep(now - kept);
    kept = now;
  }

  private Runnable read(int max) {
    try {
      if (bytes) {
        byte[] portionBytes = new byte[max];
        int length = reader.read(portionBytes, 0, max);
        return () -> deliver(length < 0 ? null : HostSource.ofBytes(portionBytes, length));
      }
      List<?> items = reader.read(max);
      return () -> deliver(items.isEmpty() ? null : HostSource.ofItems(type.element(), items));
    } catch (InterruptedException e) {
      return () -> deliver(null);
    } catch (RuntimeException | Error e) {
      return () -> failed(e);
    }
  }

  private void wasRead() {
    reading = null;
    store.handleQuota().keep(-HandleQuota.WAITING);
  }

  private void failed(Throwable e) {
    wasRead();
    if (!closed) {
      throw TrapException.hostFailure("a stream of the host", e);
    }
  }

  private void deliver(@Nullable HostSource next) {
    wasRead();
    if (closed) {
      return;
    }
    if (next == null) {
      close();
      shared.drop(false);
      return;
    }
    portion = next;
    write();
  }

  /** Gives what there is to whoever reads; what is left waits for the next who does. */
  private void write() {
    shared.write(this);
  }

  @Override
  public Buffer buffer() {
    return Objects.requireNonNull(portion);
  }

  @Override
  public Object owner() {
    return this;
  }

  @Override
  public void onCopy() {
    if (buffer().remain() == 0) {
      shared.reclaim();
      taken();
    }
  }

  /** Lets go of what the guest has. */
  private void taken() {
    portion = NONE;
    keep(0);
  }

  @Override
  public void onCopyDone(CopyResult result) {
    if (result != CopyResult.COMPLETED || closed) {
      return;
    }
    if (buffer().remain() > 0) {
      write();
    } else {
      taken();
    }
  }

  /** Nobody reads any more, or there is nothing more to read. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      keep(0);
      store.remove(this);
      if (reading != null) {
        reading.interrupt();
      }
      reader.close();
    }
  }
}
