package dev.witj.wasi.http.internal.v0_3;

import dev.witj.runtime.value.Result;
import dev.witj.wasi.http.exchange.RequestSender.Timeouts;
import dev.witj.wasi.http.v0_3.Types;
import dev.witj.wasi.http.v0_3.Types.RequestOptionsError;
import dev.witj.wasi.internal.HostResource;
import dev.witj.wasi.internal.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code request-options} of {@code wasi:http} 0.3; those of a request cannot be changed. */
final class HostOptions03 extends HostResource implements Types.RequestOptions {
  /**
   * What was said.
   *
   * @param connect nanoseconds until there is a connection
   * @param firstByte nanoseconds until the head of the answer
   * @param betweenBytes nanoseconds until the next piece of its body
   */
  record Said(Optional<Long> connect, Optional<Long> firstByte, Optional<Long> betweenBytes) {
    static final Said NOTHING = new Said(Optional.empty(), Optional.empty(), Optional.empty());

    Timeouts timeouts() {
      return Timeouts.ofNanos(connect, firstByte, betweenBytes);
    }
  }

  private final boolean immutable;
  private Said said;

  HostOptions03(Session session, Said said, boolean immutable) {
    super(session);
    this.said = said;
    this.immutable = immutable;
  }

  /** What was said; the resource is gone. */
  static Said take(Types.RequestOptions given) {
    HostOptions03 mine = (HostOptions03) given;
    mine.close();
    return mine.said;
  }

  private Result<@Nullable Void, RequestOptionsError> say(Said more) {
    if (immutable) {
      return Result.err(new RequestOptionsError.Immutable());
    }
    said = more;
    return Result.ok();
  }

  @Override
  public Optional<Long> getConnectTimeout() {
    return said.connect();
  }

  @Override
  public Result<@Nullable Void, RequestOptionsError> setConnectTimeout(Optional<Long> duration) {
    return say(new Said(duration, said.firstByte(), said.betweenBytes()));
  }

  @Override
  public Optional<Long> getFirstByteTimeout() {
    return said.firstByte();
  }

  @Override
  public Result<@Nullable Void, RequestOptionsError> setFirstByteTimeout(Optional<Long> duration) {
    return say(new Said(said.connect(), duration, said.betweenBytes()));
  }

  @Override
  public Optional<Long> getBetweenBytesTimeout() {
    return said.betweenBytes();
  }

  @Override
  public Result<@Nullable Void, RequestOptionsError> setBetweenBytesTimeout(
      Optional<Long> duration) {
    return say(new Said(said.connect(), said.firstByte(), duration));
  }

  @Override
  public Types.RequestOptions clone_() {
    return new HostOptions03(session(), said, false);
  }

  @Override
  protected String witName() {
    return "request-options";
  }
}
