package dev.witj.wasi.http.internal;

import dev.witj.runtime.GuestExitException;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.value.Result;
import dev.witj.wasi.http.exchange.IncomingExchange;
import dev.witj.wasi.http.internal.v0_3.HttpSession03;
import dev.witj.wasi.http.v0_3.Types;
import dev.witj.wasi.internal.io.Waiting;
import dev.witj.wasi.serving.Service;
import java.util.Optional;

/** An instance that answers requests, in whichever version of WASI. */
@FunctionalInterface
public interface Answering {
  /** Answers a request on this thread. */
  Outcome answer(IncomingExchange exchange);

  /**
   * What came of a request.
   *
   * @param answered whether the guest began to answer
   * @param trap what ended the guest before its time
   * @param error what it gave instead of an answer
   */
  record Outcome(boolean answered, Optional<TrapException> trap, Optional<String> error) {}

  /** By {@code incoming-handler} of 0.2. */
  static Answering of(Service exports, HttpSession session) {
    return exchange -> {
      HttpSession.Outparam outparam = session.outparam(exchange);
      Waiting.before(exchange::hurry);
      try {
        exports.incomingHandler().handle(session.request(exchange), outparam);
        return new Outcome(outparam.answered(), Optional.empty(), outparam.error());
      } catch (TrapException e) {
        return new Outcome(outparam.answered(), Optional.of(e), Optional.empty());
      } catch (GuestExitException e) {
        return exited(outparam.answered(), e);
      } finally {
        Waiting.before(null);
      }
    };
  }

  /** By {@code handler} of 0.3; many threads may do so at once. */
  static Answering of(dev.witj.wasi.serving.v0_3.Service exports, HttpSession03 session) {
    return exchange -> {
      boolean answered = false;
      try {
        switch (exports.handler().handle(session.request(exchange))) {
          case Result.Ok(Types.Response response) -> {
            answered = true;
            session.answer(exchange, response);
            return new Outcome(true, Optional.empty(), Optional.empty());
          }
          case Result.Err(Types.ErrorCode code) -> {
            return new Outcome(
                false, Optional.empty(), Optional.of(code.getClass().getSimpleName()));
          }
        }
      } catch (TrapException e) {
        return new Outcome(answered, Optional.of(e), Optional.empty());
      } catch (GuestExitException e) {
        return exited(answered, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Outcome(answered, Optional.empty(), Optional.of("called off"));
      }
    };
  }

  private static Outcome exited(boolean answered, GuestExitException e) {
    return new Outcome(answered, Optional.empty(), Optional.of("exit " + e.status()));
  }
}
