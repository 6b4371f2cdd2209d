package dev.witj.wasi.http.jetty;

import dev.witj.wasi.http.exchange.BodySource;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.http.exchange.HttpProblem;
import dev.witj.wasi.internal.io.Watchers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.Trailers;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/** A body that Jetty receives. It is read from the network only as the guest reads it. */
final class JettyBody implements BodySource {
  private static final byte[] NOTHING = new byte[0];

  private final Content.Source source;
  private final Supplier<@Nullable HttpFields> late;
  private final long max;
  private final long patience;
  private final Watchers watchers = new Watchers();
  private final Invocable.Task wake =
      Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::wake);
  private byte[] bytes = NOTHING;
  private int next;
  private long total;
  private long waitingSince;
  private boolean demanding;
  private boolean ended;
  private List<Field> trailers = List.of();
  private @Nullable HttpFailure failure;
  private boolean dropped;

  /**
   * A body.
   *
   * @param late where the trailers are, if they do not come as a piece of the body
   * @param max how long it may be
   * @param patience how long to wait for each piece
   */
  JettyBody(
      Content.Source source, Supplier<@Nullable HttpFields> late, long max, Duration patience) {
    this.source = source;
    this.late = late;
    this.max = max;
    this.patience = patience.toNanos();
  }

  private void wake() {
    synchronized (this) {
      demanding = false;
    }
    watchers.wake();
  }

  @Override
  public synchronized boolean ready() {
    while (next == bytes.length && !ended && failure == null) {
      if (demanding) {
        if (System.nanoTime() - waitingSince < patience) {
          return false;
        }
        failure = HttpProblem.CONNECTION_READ_TIMEOUT.failure();
        source.fail(failure);
        return true;
      }
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        demanding = true;
        waitingSince = System.nanoTime();
        source.demand(wake);
        return false;
      }
      take(chunk);
    }
    return true;
  }

  private void take(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) {
      failure = Failures.of(chunk.getFailure());
      return;
    }
    if (chunk instanceof Trailers those) {
      trailers = fields(those.getTrailers());
    }
    ended = chunk.isLast();
    if (chunk.hasRemaining()) {
      bytes = new byte[chunk.remaining()];
      chunk.getByteBuffer().get(bytes);
      next = 0;
      total += bytes.length;
    }
    chunk.release();
    if (total > max) {
      bytes = NOTHING;
      next = 0;
      ended = false;
      failure = HttpProblem.REQUEST_TOO_LARGE.failure();
      source.fail(failure);
    }
  }

  @Override
  public synchronized byte @Nullable [] read(int most) throws IOException {
    if (!ready()) {
      return NOTHING;
    }
    if (next < bytes.length) {
      int end = next + Math.min(most, bytes.length - next);
      byte[] part = next == 0 && end == bytes.length ? bytes : Arrays.copyOfRange(bytes, next, end);
      next = end;
      return part;
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  /** Why it cannot be read to its end, as far as it was read. */
  synchronized Optional<HttpProblem> problem() {
    return dropped ? Optional.empty() : Optional.ofNullable(failure).map(HttpFailure::problem);
  }

  @Override
  public synchronized List<Field> trailers() {
    HttpFields known = trailers.isEmpty() && ended ? late.get() : null;
    return known == null ? trailers : fields(known);
  }

  /** Jetty's fields, without those that are not a guest's business. */
  static List<Field> fields(HttpFields fields) {
    List<Field> known = new ArrayList<>(fields.size());
    for (HttpField field : fields) {
      if (!Field.isForbidden(field.getName())) {
        known.add(Field.of(field.getName(), field.getValue() == null ? "" : field.getValue()));
      }
    }
    return known;
  }

  @Override
  public synchronized long nanosToWait() {
    return demanding ? Math.max(1, patience - (System.nanoTime() - waitingSince)) : Long.MAX_VALUE;
  }

  @Override
  public void watch(Thread thread) {
    watchers.add(thread);
  }

  @Override
  public void unwatch(Thread thread) {
    watchers.remove(thread);
  }

  @Override
  public synchronized void close() {
    if (!ended && failure == null) {
      dropped = true;
      failure = HttpProblem.CONNECTION_TERMINATED.failure();
      onClose.run();
    }
  }

  private Runnable onClose = () -> {};

  /** Does something when the guest drops the body before its end. */
  JettyBody onClose(Runnable action) {
    onClose = action;
    return this;
  }
}
