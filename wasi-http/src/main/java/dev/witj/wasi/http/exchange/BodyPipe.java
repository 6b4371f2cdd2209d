package dev.witj.wasi.http.exchange;

import dev.witj.wasi.internal.io.ByteSink;
import dev.witj.wasi.internal.io.EndedException;
import dev.witj.wasi.internal.io.Watchers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A body that a guest writes and a carrier takes, piece by piece. What the carrier has not sent yet
 * counts as held: a guest that writes faster than its reader reads is told to wait.
 */
public final class BodyPipe implements ByteSink {
  private static final byte[] NOTHING = new byte[0];

  private final HttpProblem wrongSize;
  private final OptionalLong announced;
  private final Watchers watchers = new Watchers();
  private final ArrayDeque<byte[]> pieces = new ArrayDeque<>(2);
  private long written;
  private int held;
  private int taken;
  private boolean finished;
  private boolean aborted;
  private boolean lastTaken;
  private List<Field> trailers = List.of();
  private @Nullable IOException failure;
  private @Nullable IOException lost;
  private @Nullable Runnable onChange;

  /**
   * An open pipe.
   *
   * @param wrongSize what it is called if the guest writes more or less than it announced
   * @param announced how much it will write, if it said so
   */
  public BodyPipe(HttpProblem wrongSize, OptionalLong announced) {
    this.wrongSize = wrongSize;
    this.announced = announced;
  }

  // The guest's side.

  @Override
  public synchronized boolean ready() {
    return failure != null || finished || aborted || held < MAX_BLOCK;
  }

  @Override
  public synchronized int permit() throws IOException {
    check();
    return Math.max(0, MAX_BLOCK - held);
  }

  private void check() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (finished || aborted) {
      throw new EndedException();
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    synchronized (this) {
      check();
      if (announced.isPresent() && written + bytes.length > announced.getAsLong()) {
        failure = new HttpFailure(wrongSize, OptionalLong.of(written + bytes.length));
        aborted = true;
      } else if (bytes.length > 0) {
        written += bytes.length;
        held += bytes.length;
        pieces.add(bytes);
      }
    }
    changed();
    synchronized (this) {
      if (failure instanceof HttpFailure own && own.problem() == wrongSize) {
        throw own;
      }
    }
  }

  @Override
  public synchronized boolean flushed() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return held == 0 || onChange == null;
  }

  /**
   * That was all.
   *
   * @throws HttpFailure if it was not as much as was announced; the carrier breaks off then
   */
  public void finish(List<Field> behind) throws HttpFailure {
    HttpFailure wrong = null;
    synchronized (this) {
      if (aborted && failure instanceof HttpFailure own) {
        wrong = own;
      } else if (announced.isPresent() && written != announced.getAsLong()) {
        wrong = new HttpFailure(wrongSize, OptionalLong.of(written));
        failure = wrong;
        aborted = true;
      } else if (!aborted) {
        finished = true;
        trailers = List.copyOf(behind);
      }
    }
    changed();
    if (wrong != null) {
      throw wrong;
    }
  }

  /** The rest will never come, and whoever reads must learn it, unless it is finished. */
  public void abort() {
    synchronized (this) {
      if (finished || aborted) {
        return;
      }
      aborted = true;
    }
    changed();
  }

  @Override
  public void watch(Thread thread) {
    watchers.add(thread);
  }

  @Override
  public void unwatch(Thread thread) {
    watchers.remove(thread);
  }

  // The carrier's side.

  /**
   * What the carrier has to do next.
   *
   * @param bytes the next piece, perhaps an empty one at the end
   * @param last whether it is the last
   */
  public record Next(byte[] bytes, boolean last) {}

  /**
   * Begins to carry.
   *
   * @param change called when there may be something to {@link #take}, on any thread, holding no
   *     lock
   */
  public void carry(Runnable change) {
    synchronized (this) {
      onChange = change;
    }
    watchers.wake();
    change.run();
  }

  /** The next piece, or nothing if there is none yet or the last one was taken. */
  public synchronized @Nullable Next take() {
    if (lastTaken || aborted) {
      return null;
    }
    byte[] piece = pieces.poll();
    if (piece == null && !finished) {
      return null;
    }
    lastTaken = finished && pieces.isEmpty();
    taken = piece == null ? 0 : piece.length;
    return new Next(piece == null ? NOTHING : piece, lastTaken);
  }

  /** The piece that was taken is on its way: there is room for another. */
  public void sent() {
    synchronized (this) {
      held -= taken;
      taken = 0;
    }
    watchers.wake();
  }

  /** The peer is gone, or cannot be reached; the guest learns it when it next asks. */
  public void fail(IOException reason) {
    synchronized (this) {
      if (failure == null) {
        failure = reason;
      }
      lost = reason;
      aborted = true;
      pieces.clear();
    }
    watchers.wake();
    changed();
  }

  /** Whether the carrier must break off. */
  public synchronized boolean isAborted() {
    return aborted;
  }

  /** Why it must: what {@link #fail} was told, or that the guest broke off. */
  public synchronized IOException reason() {
    return lost == null ? HttpProblem.RESPONSE_INCOMPLETE.failure() : lost;
  }

  /** Whether it was finished without a byte or trailer, before anyone began to carry it. */
  public synchronized boolean isEmptyAlready() {
    return finished && pieces.isEmpty() && written == 0 && trailers.isEmpty();
  }

  /** The fields behind the body, once it is finished. */
  public synchronized List<Field> trailers() {
    return trailers;
  }

  private void changed() {
    Runnable change;
    synchronized (this) {
      change = onChange;
    }
    if (change != null) {
      change.run();
    }
  }
}
