package dev.witj.wasi.http.jetty;

import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.http.exchange.HttpProblem;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;

/** What Jetty's exceptions mean. */
final class Failures {
  private Failures() {}

  static HttpFailure of(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof HttpFailure known) {
        return known;
      }
    }
    return problem(failure).failure();
  }

  private static HttpProblem problem(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> HttpProblem.INTERNAL_ERROR;
      case SocketTimeoutException _ -> HttpProblem.CONNECTION_TIMEOUT;
      case NoRouteToHostException _ -> HttpProblem.DESTINATION_UNAVAILABLE;
      case ConnectException _ -> HttpProblem.CONNECTION_REFUSED;
      case UnknownHostException _ -> HttpProblem.DNS_ERROR;
      case UnresolvedAddressException _ -> HttpProblem.DNS_ERROR;
      case CertificateException _ -> HttpProblem.TLS_CERTIFICATE_ERROR;
      case SSLException tls ->
          problem(tls.getCause()) == HttpProblem.TLS_CERTIFICATE_ERROR
              ? HttpProblem.TLS_CERTIFICATE_ERROR
              : HttpProblem.TLS_PROTOCOL_ERROR;
      case TimeoutException _ -> HttpProblem.CONNECTION_READ_TIMEOUT;
      case EofException _ -> HttpProblem.CONNECTION_TERMINATED;
      case EOFException _ -> HttpProblem.CONNECTION_TERMINATED;
      case ClosedChannelException _ -> HttpProblem.CONNECTION_TERMINATED;
      case HttpException _ -> HttpProblem.PROTOCOL_ERROR;
      default -> {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("reset") || text.contains("Broken pipe")) {
          yield HttpProblem.CONNECTION_TERMINATED;
        }
        yield failure.getCause() == null ? HttpProblem.INTERNAL_ERROR : problem(failure.getCause());
      }
    };
  }
}
