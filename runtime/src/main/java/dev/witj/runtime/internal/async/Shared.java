package dev.witj.runtime.internal.async;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the two ends of a stream or a future share: at most one read or write that waits for its
 * counterpart.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#stream-state">Stream
 *     State</a>
 */
public abstract sealed class Shared {
  private final boolean withinInstance;
  private boolean dropped;
  @Nullable Copier pending;
  private @Nullable Runnable onReaderDropped;
  private @Nullable IntConsumer onReading;

  private Shared(boolean withinInstance) {
    this.withinInstance = withinInstance;
  }

  /**
   * Lets a host that writes learn of who reads.
   *
   * @param reading gets how many values somebody waits for
   * @param readerDropped runs when nobody will read any more
   */
  public final void setWriter(IntConsumer reading, Runnable readerDropped) {
    onReading = reading;
    onReaderDropped = readerDropped;
  }

  /** Whether one of the ends is gone. */
  public final boolean isDropped() {
    return dropped;
  }

  /** Takes back what waits: nothing is copied to or from it any more. */
  public final void reclaim() {
    pending = null;
  }

  final void notifyPending(CopyResult result) {
    Copier waiting = pending;
    pending = null;
    if (waiting != null) {
      waiting.onCopyDone(result);
    }
  }

  /** Calls off what waits. */
  public final void cancel() {
    notifyPending(CopyResult.CANCELLED);
  }

  /** One of the ends is gone. */
  public final void drop(boolean reader) {
    if (!dropped) {
      dropped = true;
      notifyPending(CopyResult.DROPPED);
      if (reader && onReaderDropped != null) {
        onReaderDropped.run();
      }
    }
  }

  final void setPending(Copier waiting, boolean reads) {
    pending = waiting;
    if (reads && onReading != null) {
      onReading.accept(waiting.buffer().remain());
    }
  }

  /** Copies within one instance go through its memory only, which must not call it meanwhile. */
  final void checkInstance(Copier one, Copier other) {
    trapIf(!withinInstance && one.owner().equals(other.owner()), TrapCode.COPY_WITHIN_INSTANCE);
  }

  /** Reads: what is there now or comes. */
  public abstract void read(Copier reader);

  /** Writes: to who is there now or comes. */
  public abstract void write(Copier writer);

  /** Any number of values. */
  public static final class OfStream extends Shared {
    /**
     * With two ends.
     *
     * @param withinInstance whether one instance may do both reading and writing: where the values
     *     are numbers or nothing
     */
    public OfStream(boolean withinInstance) {
      super(withinInstance);
    }

    @Override
    public void read(Copier reader) {
      Copier writer = pending;
      if (isDropped()) {
        reader.onCopyDone(CopyResult.DROPPED);
      } else if (writer == null) {
        setPending(reader, true);
      } else {
        checkInstance(reader, writer);
        if (writer.buffer().remain() > 0) {
          if (reader.buffer().remain() > 0) {
            copy(writer.buffer(), reader.buffer());
            writer.onCopy();
          }
          reader.onCopyDone(CopyResult.COMPLETED);
        } else {
          notifyPending(CopyResult.COMPLETED);
          setPending(reader, true);
        }
      }
    }

    @Override
    public void write(Copier writer) {
      Copier reader = pending;
      if (isDropped()) {
        writer.onCopyDone(CopyResult.DROPPED);
      } else if (reader == null) {
        setPending(writer, false);
      } else {
        checkInstance(writer, reader);
        if (reader.buffer().remain() > 0) {
          if (writer.buffer().remain() > 0) {
            copy(writer.buffer(), reader.buffer());
            reader.onCopy();
          }
          writer.onCopyDone(CopyResult.COMPLETED);
        } else if (writer.buffer().isZeroLength() && reader.buffer().isZeroLength()) {
          writer.onCopyDone(CopyResult.COMPLETED);
        } else {
          notifyPending(CopyResult.COMPLETED);
          setPending(writer, false);
        }
      }
    }

    private static void copy(Buffer from, Buffer to) {
      from.copyTo(to, Math.min(from.remain(), to.remain()));
    }
  }

  /** One value. */
  public static final class OfFuture extends Shared {
    /** With two ends; see {@link OfStream}. */
    public OfFuture(boolean withinInstance) {
      super(withinInstance);
    }

    @Override
    public void read(Copier reader) {
      Copier writer = pending;
      if (writer == null) {
        setPending(reader, true);
      } else {
        checkInstance(reader, writer);
        writer.buffer().copyTo(reader.buffer(), 1);
        notifyPending(CopyResult.COMPLETED);
        reader.onCopyDone(CopyResult.COMPLETED);
      }
    }

    @Override
    public void write(Copier writer) {
      Copier reader = pending;
      if (isDropped()) {
        writer.onCopyDone(CopyResult.DROPPED);
      } else if (reader == null) {
        setPending(writer, false);
      } else {
        checkInstance(writer, reader);
        writer.buffer().copyTo(reader.buffer(), 1);
        notifyPending(CopyResult.COMPLETED);
        writer.onCopyDone(CopyResult.COMPLETED);
      }
    }
  }
}
