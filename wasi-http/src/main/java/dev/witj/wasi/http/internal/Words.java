package dev.witj.wasi.http.internal;

import dev.witj.wasi.http.Types;
import dev.witj.wasi.http.Types.ErrorCode;
import dev.witj.wasi.http.Types.Method;
import dev.witj.wasi.http.Types.Scheme;
import dev.witj.wasi.http.exchange.HttpFailure;
import java.util.Locale;
import java.util.Optional;

/** Methods, schemes and errors as WIT has them and as they are written. */
final class Words {
  private Words() {}

  static Method method(String text) {
    return switch (text) {
      case "GET" -> new Method.Get();
      case "HEAD" -> new Method.Head();
      case "POST" -> new Method.Post();
      case "PUT" -> new Method.Put();
      case "DELETE" -> new Method.Delete();
      case "CONNECT" -> new Method.Connect();
      case "OPTIONS" -> new Method.Options();
      case "TRACE" -> new Method.Trace();
      case "PATCH" -> new Method.Patch();
      default -> new Method.Other(text);
    };
  }

  static String text(Method method) {
    return switch (method) {
      case Method.Get _ -> "GET";
      case Method.Head _ -> "HEAD";
      case Method.Post _ -> "POST";
      case Method.Put _ -> "PUT";
      case Method.Delete _ -> "DELETE";
      case Method.Connect _ -> "CONNECT";
      case Method.Options _ -> "OPTIONS";
      case Method.Trace _ -> "TRACE";
      case Method.Patch _ -> "PATCH";
      case Method.Other(String other) -> other;
    };
  }

  static Scheme scheme(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "http" -> new Scheme.Http();
      case "https" -> new Scheme.Https();
      default -> new Scheme.Other(text);
    };
  }

  static String text(Scheme scheme) {
    return switch (scheme) {
      case Scheme.Http _ -> "http";
      case Scheme.Https _ -> "https";
      case Scheme.Other(String other) -> other;
    };
  }

  static ErrorCode code(HttpFailure failure) {
    Optional<Long> size =
        failure.size().isPresent()
            ? Optional.of(failure.size().getAsLong())
            : Optional.<Long>empty();
    return switch (failure.problem()) {
      case DNS_ERROR ->
          new ErrorCode.DnsError(
              new Types.DnsErrorPayload(Optional.of("address not available"), Optional.of(0)));
      case DESTINATION_IP_PROHIBITED -> new ErrorCode.DestinationIpProhibited();
      case DESTINATION_UNAVAILABLE -> new ErrorCode.DestinationUnavailable();
      case CONNECTION_REFUSED -> new ErrorCode.ConnectionRefused();
      case CONNECTION_LIMIT_REACHED -> new ErrorCode.ConnectionLimitReached();
      case CONNECTION_TERMINATED -> new ErrorCode.ConnectionTerminated();
      case CONNECTION_TIMEOUT -> new ErrorCode.ConnectionTimeout();
      case CONNECTION_READ_TIMEOUT -> new ErrorCode.ConnectionReadTimeout();
      case TLS_PROTOCOL_ERROR -> new ErrorCode.TlsProtocolError();
      case TLS_CERTIFICATE_ERROR -> new ErrorCode.TlsCertificateError();
      case REQUEST_DENIED -> new ErrorCode.HttpRequestDenied();
      case REQUEST_METHOD_INVALID -> new ErrorCode.HttpRequestMethodInvalid();
      case REQUEST_URI_INVALID -> new ErrorCode.HttpRequestUriInvalid();
      case REQUEST_BODY_SIZE, REQUEST_TOO_LARGE -> new ErrorCode.HttpRequestBodySize(size);
      case RESPONSE_BODY_SIZE -> new ErrorCode.HttpResponseBodySize(size);
      case RESPONSE_TIMEOUT -> new ErrorCode.HttpResponseTimeout();
      case RESPONSE_INCOMPLETE -> new ErrorCode.HttpResponseIncomplete();
      case PROTOCOL_ERROR -> new ErrorCode.HttpProtocolError();
      case INTERNAL_ERROR -> new ErrorCode.InternalError(Optional.empty());
    };
  }
}
