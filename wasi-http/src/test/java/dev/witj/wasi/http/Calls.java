package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.http.Types.ErrorCode;
import dev.witj.wasi.http.internal.HttpSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Calls as guests make them, and what they gave. */
final class Calls {
  private Calls() {}

  /** What a call gave that succeeded. */
  static <T> T ok(Result<T, ?> result) {
    return switch (result) {
      case Result.Ok(T value) -> value;
      case Result.Err(Object error) -> throw new AssertionError(String.valueOf(error));
    };
  }

  /** That a call succeeded which gives nothing. */
  static void done(Result<?, ?> result) {
    assertInstanceOf(Result.Ok.class, result);
  }

  /** That a call failed which does not say why. */
  static void refused(Result<?, ?> result) {
    assertInstanceOf(Result.Err.class, result);
  }

  /** The error of a call, which must be of this kind. */
  static <E> E err(Class<E> kind, Result<?, ?> result) {
    return assertInstanceOf(kind, assertInstanceOf(Result.Err.class, result).error());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A request by {@code http} that was not sent yet. */
  static Types.OutgoingRequest request(
      HttpSession http, String authority, String path, List<Tuple2<String, byte[]>> headers) {
    Types.OutgoingRequest request =
        http.outgoingRequest().create(ok(http.fields().fromList(headers)));
    done(request.setScheme(Optional.of(new Types.Scheme.Http())));
    done(request.setAuthority(Optional.of(authority)));
    done(request.setPathWithQuery(Optional.of(path)));
    return request;
  }

  /** The answer of a future, which gives it once. */
  static Result<Types.IncomingResponse, ErrorCode> await(Types.FutureIncomingResponse future) {
    try (var pollable = future.subscribe()) {
      pollable.block();
    }
    Result<Types.IncomingResponse, ErrorCode> answer = ok(future.get().orElseThrow());
    refused(future.get().orElseThrow());
    return answer;
  }
}
