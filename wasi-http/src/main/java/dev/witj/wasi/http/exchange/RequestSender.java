package dev.witj.wasi.http.exchange;

import dev.witj.wasi.internal.io.Readiness;
import dev.witj.wasi.internal.net.NetGate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sends the requests of guests. */
public interface RequestSender {
  /** How long each step may take if nobody says otherwise. */
  Duration USUAL_TIMEOUT = Duration.ofMinutes(10);

  /**
   * How long each step may take.
   *
   * @param connect until there is a connection
   * @param firstByte until the head of the answer
   * @param betweenBytes until the next piece of its body
   */
  record Timeouts(Duration connect, Duration firstByte, Duration betweenBytes) {
    /** What holds if nobody says otherwise. */
    public static final Timeouts USUAL = new Timeouts(USUAL_TIMEOUT, USUAL_TIMEOUT, USUAL_TIMEOUT);

    /** As guests say it: unsigned nanoseconds, or nothing for what is usual. */
    public static Timeouts ofNanos(
        Optional<Long> connect, Optional<Long> firstByte, Optional<Long> betweenBytes) {
      return new Timeouts(duration(connect), duration(firstByte), duration(betweenBytes));
    }

    /** How long nothing may come of it once there is a connection. */
    public Duration longest() {
      return firstByte.compareTo(betweenBytes) > 0 ? firstByte : betweenBytes;
    }

    /** Nobody waits for longer than a day. */
    private static Duration duration(Optional<Long> nanoseconds) {
      Duration most = Duration.ofDays(1);
      Duration asked = nanoseconds.map(Duration::ofNanos).orElse(USUAL_TIMEOUT);
      return asked.isNegative() || asked.compareTo(most) > 0 ? most : asked;
    }
  }

  /**
   * The head of an answer, and its body to be read.
   *
   * @param status as 200
   * @param headers without those that are no guest's business
   * @param body what follows
   */
  record Answer(int status, List<Field> headers, BodySource body) {}

  /** An answer that may come. */
  interface Pending extends Readiness {
    /**
     * The answer, once it is there.
     *
     * @throws HttpFailure if it never will be
     */
    Optional<Answer> answer() throws HttpFailure;

    /** Nobody wants it any more. */
    void cancel();
  }

  /**
   * Sends a request.
   *
   * @param gate what the guest may reach, asked of the address that is connected to
   */
  Pending send(RequestHead head, BodyPipe body, Timeouts timeouts, NetGate gate);
}
