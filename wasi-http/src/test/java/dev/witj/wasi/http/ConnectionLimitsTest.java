package dev.witj.wasi.http;

import static dev.witj.wasi.http.Calls.await;
import static dev.witj.wasi.http.Calls.bytes;
import static dev.witj.wasi.http.Calls.err;
import static dev.witj.wasi.http.Calls.ok;
import static dev.witj.wasi.http.Calls.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.runtime.Engine;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.runtime.value.Result;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.Types.ErrorCode;
import dev.witj.wasi.http.internal.HttpSession;
import dev.witj.wasi.http.jetty.JettySender;
import dev.witj.wasi.internal.SessionAccess;
import dev.witj.wasi.net.NetworkRights;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Neither clients nor guests take all the connections that the process may have. */
@Timeout(60)
final class ConnectionLimitsTest {
  private static void ask(Socket socket) throws IOException {
    socket.getOutputStream().write(bytes("GET /well HTTP/1.1\r\nHost: x\r\n\r\n"));
  }

  @Test
  void clientsWaitWhileOthersHaveAllConnections() throws IOException {
    try (Served served =
            Served.start(
                Served.app(Served.probe(), StoreLimits.defaults(), 1, wasi -> wasi),
                HttpServerOptions.defaults().withMaxConnections(2));
        Socket first = new Socket("127.0.0.1", served.port());
        Socket second = new Socket("127.0.0.1", served.port())) {
      for (Socket each : new Socket[] {first, second}) {
        ask(each);
        assertEquals('H', each.getInputStream().read());
      }
      try (Socket third = new Socket("127.0.0.1", served.port())) {
        ask(third);
        third.setSoTimeout(500);
        var _ = assertThrows(SocketTimeoutException.class, () -> third.getInputStream().read());
        first.shutdownOutput();
        third.setSoTimeout(0);
        assertEquals('H', third.getInputStream().read());
      }
    }
  }

  @Test
  void guestsGetAnErrorWhileOthersHaveAllConnections() throws Exception {
    Wasi wasi = Wasi.builder().network(NetworkRights.all()).build();
    CountDownLatch over = new CountDownLatch(1);
    try (Store store = Store.create(Engine.create());
        JettySender sender = JettySender.start(Duration.ofSeconds(30), 1);
        Peer first =
            new Peer(
                out -> {
                  out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
                  over.await();
                });
        Peer second = new Peer(out -> out.write(bytes("HTTP/1.1 204 No Content\r\n\r\n")))) {
      HttpSession http = new HttpSession(SessionAccess.session(wasi, store), sender);
      Types.IncomingResponse held = ok(await(send(http, first.authority(), "/", Optional.empty())));
      var _ =
          err(
              ErrorCode.ConnectionLimitReached.class,
              await(send(http, second.authority(), "/", Optional.empty())));
      over.countDown();
      held.close();
      Result<Types.IncomingResponse, ErrorCode> next;
      do {
        // Until Jetty has noticed that the first is closed.
        next = await(send(http, second.authority(), "/", Optional.empty()));
      } while (next instanceof Result.Err);
      assertEquals(204, ok(next).status());
    }
  }
}
