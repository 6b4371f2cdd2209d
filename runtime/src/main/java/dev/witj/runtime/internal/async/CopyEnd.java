package dev.witj.runtime.internal.async;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.binary.component.DefinedType;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An end of a stream or a future in the table of an instance.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#stream-state">CopyEnd</a>
 */
public final class CopyEnd extends Waitable implements Copier {
  /** How far a copy has come. */
  public enum State {
    IDLE,
    SYNC_COPYING,
    ASYNC_COPYING,
    CANCELLING,
    DONE
  }

  private final Shared shared;
  private final DefinedType type;
  private final boolean readable;
  private final Object owner;
  private State state = State.IDLE;
  private @Nullable Buffer buffer;
  private CopyResult result = CopyResult.COMPLETED;
  private boolean partial;

  /**
   * An end that copies nothing.
   *
   * @param type the stream or future, as the instance knows it
   * @param readable which end
   * @param owner the instance
   */
  public CopyEnd(
      Scheduler scheduler, Shared shared, DefinedType type, boolean readable, Object owner) {
    super(scheduler);
    this.shared = shared;
    this.type = type;
    this.readable = readable;
    this.owner = owner;
  }

  /** What it shares with the other end. */
  public Shared shared() {
    return shared;
  }

  /** The stream or future. */
  public DefinedType type() {
    return type;
  }

  /** Whether it is the end that is read. */
  public boolean isReadable() {
    return readable;
  }

  /** How far its copy has come. */
  public State state() {
    return state;
  }

  /** Says how far its copy has come. */
  public void setState(State now) {
    state = now;
  }

  private boolean isFuture() {
    return shared instanceof Shared.OfFuture;
  }

  private String noun() {
    return isFuture() ? "future" : "stream";
  }

  private TrapCode code() {
    return isFuture() ? TrapCode.FUTURE_INVALID : TrapCode.STREAM_INVALID;
  }

  private TrapException invalid(String message) {
    return new TrapException(code(), message);
  }

  /**
   * Checks that a copy may begin.
   *
   * @throws TrapException if one is under way, or the end is done
   */
  public void checkIdle() {
    switch (state) {
      case IDLE -> {}
      case DONE -> throw invalid("cannot " + (readable ? "read from " : "write to ") + done());
      case SYNC_COPYING, ASYNC_COPYING, CANCELLING ->
          throw new TrapException(TrapCode.CONCURRENT_COPY);
    }
  }

  private String done() {
    if (!isFuture()) {
      return "stream after being notified that the "
          + (readable ? "writable" : "readable")
          + " end dropped";
    }
    return readable
        ? "future after previous read succeeded"
        : "future after previous write succeeded or readable end dropped";
  }

  /**
   * Checks that the readable end may be given away.
   *
   * @throws TrapException if it is in use or done
   */
  public void checkTransfer() {
    if (!readable) {
      throw invalid("cannot lift the writable end of a " + noun());
    }
    if (isInSet()) {
      throw invalid("cannot lift " + noun() + " while it's in a waitable set");
    }
    switch (state) {
      case IDLE -> {}
      case DONE -> throw invalid("cannot lift " + done());
      case SYNC_COPYING, ASYNC_COPYING, CANCELLING -> throw invalid("cannot remove busy " + noun());
    }
  }

  /** Begins a copy. */
  public void copy(Buffer from) {
    buffer = from;
    if (readable) {
      shared.read(this);
    } else {
      shared.write(this);
    }
  }

  @Override
  public Buffer buffer() {
    return Objects.requireNonNull(buffer);
  }

  @Override
  public Object owner() {
    return owner;
  }

  @Override
  public void onCopy() {
    result = CopyResult.COMPLETED;
    partial = true;
    setPendingEvent();
  }

  @Override
  public void onCopyDone(CopyResult how) {
    result = how;
    partial = false;
    setPendingEvent();
  }

  @Override
  protected Event event() {
    if (partial) {
      shared.reclaim();
      partial = false;
    }
    boolean over = result == CopyResult.DROPPED || (isFuture() && result == CopyResult.COMPLETED);
    state = over ? State.DONE : State.IDLE;
    int progress = progress();
    buffer = null;
    return new Event(code(readable), index(), result.ordinal() | progress << 4);
  }

  private int progress() {
    return isFuture() || !(buffer instanceof Counting counted) ? 0 : counted.progress();
  }

  /** A buffer that knows how much of it was copied. */
  public interface Counting extends Buffer {
    /** How many values were copied. */
    int progress();
  }

  private int code(boolean reads) {
    if (isFuture()) {
      return reads ? Event.FUTURE_READ : Event.FUTURE_WRITE;
    }
    return reads ? Event.STREAM_READ : Event.STREAM_WRITE;
  }

  /**
   * Gives the end up.
   *
   * @throws TrapException if a copy is under way, or a future was not written
   */
  public void drop() {
    if (isFuture() && !readable && state != State.DONE) {
      throw invalid("cannot drop future write end without first writing a value");
    }
    if (state != State.IDLE && state != State.DONE) {
      throw invalid("cannot " + (readable ? "remove" : "drop") + " busy " + noun());
    }
    trapIf(hasPendingEvent(), code());
    shared.drop(readable);
    join(null);
  }
}
