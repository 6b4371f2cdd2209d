package dev.witj.wasi.http.jetty;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Tells clients that their connection takes no more requests after those it has. */
public final class Leaving {
  private Leaving() {}

  /** Tells whoever sent a request, before it is answered. */
  public static void tell(Request request, Response response) {
    if (request.getConnectionMetaData().getConnection() instanceof HTTP2Connection connection) {
      CompletableFuture<Void> _ = connection.getSession().shutdown();
    } else {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
  }
}
