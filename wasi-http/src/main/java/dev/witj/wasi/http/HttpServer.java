package dev.witj.wasi.http;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.wasi.http.jetty.WatchedEndPoint;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A server for guests: HTTP/1.1 and HTTP/2 at one port, in the clear or over TLS.
 *
 * {@snippet class="dev.witj.wasi.http.ExampleTest" region="serve"}
 */
public final class HttpServer implements AutoCloseable {
  private static final long LOOK_MILLIS = 250;

  /**
   * Whatever RFC 3986 lets stand in a path. Routes and guests get it as it was written, so that
   * none can be read in two ways: to them {@code %2F} is no {@code /}, nor is {@code //} one.
   */
  private static final UriCompliance PATHS =
      UriCompliance.RFC3986.with(
          "as they are written",
          Violation.AMBIGUOUS_PATH_SEGMENT,
          Violation.AMBIGUOUS_EMPTY_SEGMENT,
          Violation.AMBIGUOUS_PATH_SEPARATOR,
          Violation.AMBIGUOUS_PATH_PARAMETER,
          Violation.AMBIGUOUS_PATH_ENCODING,
          Violation.SUSPICIOUS_PATH_CHARACTERS,
          Violation.BAD_UTF8_ENCODING,
          Violation.TRUNCATED_UTF8_ENCODING);

  private static final String OWN_ADDRESS =
      "an address of this machine is needed, as 127.0.0.1 or 0.0.0.0";

  /** How long clients have to close connections in which nothing is under way. */
  private static final long CLOSING_MILLIS = 2000;

  private final Server server;
  private final ServerConnector connector;
  private final InetSocketAddress address;
  private final HttpGuestHandler handler;

  private HttpServer(Server server, ServerConnector connector, HttpGuestHandler handler) {
    this.server = server;
    this.connector = connector;
    this.address = new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    this.handler = handler;
  }

  /**
   * Begins to serve.
   *
   * @param events told of each request after it
   * @throws dev.witj.diagnostics.DiagnosticException if the address or the certificate cannot be
   *     used
   */
  public static HttpServer start(
      HttpRoutes routes, HttpServerOptions options, Consumer<? super HttpEvent> events) {
    HttpGuestHandler handler = new HttpGuestHandler(routes, options, events);
    QueuedThreadPool threads = new QueuedThreadPool(64, 2);
    threads.setName("wit-j http");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("guest ", 1).factory()));
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(true);
    configuration.setRequestHeaderSize(options.maxHeaders());
    configuration.setUriCompliance(PATHS);
    ServerConnector connector =
        options.tls().isPresent()
            ? secure(server, configuration, options.tls().get())
            : new WatchedConnector(
                server,
                new HttpConnectionFactory(configuration),
                new HTTP2CServerConnectionFactory(configuration));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(options.idle().toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(options.maxConnections(), connector));
    server.setHandler(handler);
    server.setErrorHandler(HttpServer::sayStatus);
    try {
      server.start();
    } catch (Exception e) {
      stopQuietly(server);
      throw failed(options, e).toException();
    }
    lookForAbandoned(connector.getScheduler(), server, handler);
    return new HttpServer(server, connector, handler);
  }

  private static void lookForAbandoned(
      Scheduler scheduler, Server server, HttpGuestHandler handler) {
    Scheduler.Task _ =
        scheduler.schedule(
            () -> {
              // A server that drains closes its own side, which looks alike.
              if (server.isRunning()) {
                handler.callOffAbandoned();
                lookForAbandoned(scheduler, server, handler);
              }
            },
            LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** Makes connections that can be asked whether their clients are still there. */
  private static final class WatchedConnector extends ServerConnector {
    WatchedConnector(Server server, ConnectionFactory... factories) {
      super(server, 1, 1, factories);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key) {
      WatchedEndPoint end =
          new WatchedEndPoint(channel, selector, key, getScheduler(), getExecutor());
      end.setIdleTimeout(getIdleTimeout());
      return end;
    }
  }

  /** What clients learn of an error: its status, and nothing of how it came to be. */
  private static boolean sayStatus(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    Content.Sink.write(
        response, true, HttpStatus.getMessage(response.getStatus()) + "\n", callback);
    return true;
  }

  private static ServerConnector secure(
      Server server, HttpConfiguration configuration, HttpServerOptions.Tls tls) {
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol("http/1.1");
    ConnectionFactory first = new SslConnectionFactory(TlsFiles.load(tls), alpn.getProtocol());
    return new WatchedConnector(
        server,
        first,
        alpn,
        new HTTP2ServerConnectionFactory(configuration),
        new HttpConnectionFactory(configuration));
  }

  private static Diagnostic failed(HttpServerOptions options, Exception failure) {
    String address = options.host() + ":" + options.port();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof BindException bind) {
        boolean taken = String.valueOf(bind.getMessage()).contains("in use");
        return taken
            ? HttpCode.ADDRESS_TAKEN
                .error(address)
                .help(
                    "choose another port, as "
                        + (options.port() == 65535 ? 8080 : options.port() + 1)
                        + ", or 0 for any that is free")
            : HttpCode.ADDRESS.error(address, String.valueOf(bind.getMessage())).help(OWN_ADDRESS);
      }
      if (each instanceof UnresolvedAddressException) {
        return HttpCode.ADDRESS.error(address, "the name is not known").help(OWN_ADDRESS);
      }
    }
    return HttpCode.ADDRESS.error(address, String.valueOf(failure.getMessage()));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** What answers, to be asked and to be changed. */
  public HttpGuestHandler handler() {
    return handler;
  }

  /**
   * Takes no more connections, and waits for the requests under way. Those that still come in
   * connections that are open already are answered, and told that they were the last.
   *
   * @return whether all of them ended in time
   */
  public boolean drain(Duration patience) {
    // What counts connections would let them in again.
    for (NetworkConnectionLimit limit : server.getBeans(NetworkConnectionLimit.class)) {
      LifeCycle.stop(limit);
    }
    connector.setAccepting(false);
    connector.close();
    // First the requests, then the connections: of these HTTP/2 would end those that are silent for
    // a second, with all that is under way in them.
    boolean drained = handler.drain(patience);
    server.setStopTimeout(drained ? CLOSING_MILLIS : 0);
    try {
      server.stop();
      return drained;
    } catch (Exception e) {
      return false;
    }
  }

  /** Ends at once. */
  @Override
  public void close() {
    server.setStopTimeout(0);
    stopQuietly(server);
  }

  private static void stopQuietly(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      // It was never up, or is down as far as it can be.
    }
  }
}
