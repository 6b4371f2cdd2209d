package dev.witj.wasi.http.exchange;

import java.util.List;

/** A request that a guest is to answer, whoever sent it. */
public interface IncomingExchange {
  /** What stands before its body. */
  RequestHead head();

  /** Its body. */
  BodySource body();

  /**
   * Begins to answer, at most once.
   *
   * @param body what the guest writes; the answer is broken off if the guest breaks it off
   */
  void respond(int status, List<Field> headers, BodyPipe body);

  /** Sends the head of the answer if nothing was sent yet, because the guest will wait. */
  default void hurry() {}
}
