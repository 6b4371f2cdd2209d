package dev.witj.wasi.http.jetty;

import dev.witj.wasi.http.exchange.BodyPipe;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Callback;

/**
 * Takes a body from its pipe to whoever sends it, one piece at a time, on whichever thread had the
 * last word: the guest's while the sender is idle, Jetty's while it is busy.
 */
final class Carrying {
  /** Sends pieces. */
  interface Sender {
    /** Sends one; the callback tells when the next may follow. */
    void send(BodyPipe.Next next, Callback callback);

    /** The last piece is sent. */
    void done();

    /** The guest broke off, or the peer did. */
    void broken(Throwable reason);
  }

  private final BodyPipe pipe;
  private final Sender sender;
  private final AtomicInteger wanted = new AtomicInteger();
  private volatile boolean sending;
  private volatile boolean over;

  private Carrying(BodyPipe pipe, Sender sender) {
    this.pipe = pipe;
    this.sender = sender;
  }

  static void start(BodyPipe pipe, Sender sender) {
    Carrying carrying = new Carrying(pipe, sender);
    pipe.carry(carrying::next);
  }

  /** One thread at a time works; what others want meanwhile is done by that one. */
  private void next() {
    if (wanted.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      step();
      seen = wanted.addAndGet(-seen);
    } while (seen > 0);
  }

  private void step() {
    if (over || sending) {
      return;
    }
    if (pipe.isAborted()) {
      over = true;
      sender.broken(pipe.reason());
      return;
    }
    BodyPipe.Next piece = pipe.take();
    if (piece == null) {
      return;
    }
    sending = true;
    sender.send(
        piece,
        new Callback() {
          @Override
          public void succeeded() {
            pipe.sent();
            sending = false;
            if (piece.last()) {
              over = true;
              sender.done();
            } else {
              next();
            }
          }

          @Override
          public void failed(Throwable reason) {
            over = true;
            pipe.fail(Failures.of(reason));
            sender.broken(reason);
          }

          @Override
          public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
          }
        });
  }

  static ByteBuffer buffer(BodyPipe.Next next) {
    return ByteBuffer.wrap(next.bytes());
  }
}
