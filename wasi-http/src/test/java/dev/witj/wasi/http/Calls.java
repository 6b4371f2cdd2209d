package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.runtime.Engine;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.Types.ErrorCode;
import dev.witj.wasi.http.internal.HttpSession;
import dev.witj.wasi.net.NetworkRights;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls as guests make them, and what they gave. */
final class Calls {
  private Calls() {}

  /** The host of a guest that may reach everything. */
  static HttpSession session() {
    return WasiHttp.session(
        Wasi.builder().network(NetworkRights.all()).build(), Store.create(Engine.create()));
  }

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

  /** Sends a request by {@code http} without a body, which gives its answer later. */
  static Types.FutureIncomingResponse send(
      HttpSession http, String authority, String path, Optional<Types.RequestOptions> options) {
    return ok(http.outgoingHandler().handle(request(http, authority, path, List.of()), options));
  }

  /** An answer that was not sent yet, with the names and values of its headers in turn. */
  static Types.OutgoingResponse response(HttpSession http, String... headers) {
    List<Tuple2<String, byte[]>> fields = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      fields.add(new Tuple2<>(headers[i], bytes(headers[i + 1])));
    }
    return http.outgoingResponse().create(ok(http.fields().fromList(fields)));
  }

  /** That a call traps, as it breaks a rule of the host. */
  static void traps(Runnable act) {
    assertEquals(TrapCode.HOST_RULE, assertThrows(TrapException.class, act::run).code());
  }
}
