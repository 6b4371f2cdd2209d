package dev.witj.wasi.http.jetty;

import dev.witj.wasi.http.exchange.BodyPipe;
import dev.witj.wasi.http.exchange.Field;
import dev.witj.wasi.http.exchange.HttpFailure;
import dev.witj.wasi.http.exchange.HttpProblem;
import dev.witj.wasi.http.exchange.RequestHead;
import dev.witj.wasi.http.exchange.RequestSender;
import dev.witj.wasi.internal.io.Descriptors;
import dev.witj.wasi.internal.io.Watchers;
import dev.witj.wasi.internal.net.Names;
import dev.witj.wasi.internal.net.NetGate;
import dev.witj.wasi.net.Addresses;
import dev.witj.wasi.net.NetworkRights;
import dev.witj.wasi.net.Protocol;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests of guests with Jetty's client. It adds nothing and follows nothing: no redirects,
 * no cookies, no decoding. Connections are shared only by guests with the same rights.
 */
public final class JettySender implements RequestSender, AutoCloseable {
  private final HttpClient client;
  private final Duration silence;

  private JettySender(HttpClient client, Duration silence) {
    this.client = client;
    this.silence = silence;
  }

  /** The one of this process; guarded by the class. */
  private static @Nullable JettySender ofProcess;

  /** The one of this process, which starts with the first request. */
  public static RequestSender shared() {
    return (head, body, timeouts, gate) -> ofProcess().send(head, body, timeouts, gate);
  }

  /** It is started anew until that succeeds: files may be few now, and many later. */
  private static synchronized JettySender ofProcess() {
    JettySender known = ofProcess;
    if (known == null) {
      known = start(Duration.ofSeconds(30));
      ofProcess = known;
    }
    return known;
  }

  /** One of its own, which has an eighth of what the process may have open. */
  public static JettySender start(Duration silence) {
    return start(silence, Descriptors.share(8, Integer.MAX_VALUE));
  }

  /**
   * One of its own.
   *
   * @param silence how long a connection stays open that nobody uses
   * @param connections how many are open at a time
   */
  public static JettySender start(Duration silence, int connections) {
    QueuedThreadPool threads = new QueuedThreadPool(200, 1);
    threads.setName("wit-j http client");
    threads.setDaemon(true);
    ClientConnector connector = new BoundedConnector(connections);
    connector.setSelectors(1);
    HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    client.setExecutor(threads);
    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setMaxConnectionsPerDestination(256);
    client.setMaxRequestsQueuedPerDestination(4096);
    client.setConnectTimeout(USUAL_TIMEOUT.toMillis());
    client.setIdleTimeout(silence.toMillis());
    client.setAddressResolutionTimeout(USUAL_TIMEOUT.toMillis());
    client.setSocketAddressResolver(new Resolver());
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    client.getContentDecoderFactories().clear();
    client.getProtocolHandlers().clear();
    client.getProtocolHandlers().put(new ContinueProtocolHandler());
    return new JettySender(client, silence);
  }

  /** Breaks off what is under way, and sends nothing any more. */
  @Override
  public void close() {
    LifeCycle.stop(client);
  }

  /** Opens so many connections, with those that nobody uses at the moment. */
  private static final class BoundedConnector extends ClientConnector {
    private final int most;

    BoundedConnector(int most) {
      this.most = most;
    }

    @Override
    public void connect(SocketAddress address, Map<String, Object> context) {
      if (getSelectorManager().getTotalKeys() >= most) {
        connectFailed(null, address, HttpProblem.CONNECTION_LIMIT_REACHED.failure(), context);
      } else {
        super.connect(address, context);
      }
    }
  }

  /** Looks up a host, and leaves out the addresses that the guest may not reach. */
  private static final class Resolver implements SocketAddressResolver {
    @Override
    public void resolve(
        String host,
        int port,
        Map<String, Object> context,
        Promise<List<InetSocketAddress>> promise) {
      Destination destination =
          Objects.requireNonNull((Destination) context.get(Destination.CONTEXT_KEY));
      Thread _ =
          Thread.ofVirtual()
              .name("lookup")
              .start(
                  () -> {
                    try {
                      promise.succeeded(allowed(host, port, destination));
                    } catch (Throwable e) {
                      // Whatever it was: a guest waits for an answer.
                      promise.failed(e);
                    }
                  });
    }

    private static List<InetSocketAddress> allowed(String host, int port, Destination destination)
        throws HttpFailure {
      NetworkRights rights = (NetworkRights) destination.getOrigin().getTag();
      Protocol protocol = protocol(destination.getOrigin().getScheme());
      try {
        List<InetSocketAddress> all =
            Names.OF_REQUESTS.all(host).stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        List<InetSocketAddress> allowed =
            all.stream().filter(each -> rights.mayReach(protocol, each, Set.of(host))).toList();
        if (allowed.isEmpty()) {
          throw HttpProblem.DESTINATION_IP_PROHIBITED.failure();
        }
        return allowed;
      } catch (UnknownHostException e) {
        throw HttpProblem.DNS_ERROR.failure();
      }
    }
  }

  private static Protocol protocol(String scheme) {
    return scheme.equalsIgnoreCase("https") ? Protocol.HTTPS : Protocol.HTTP;
  }

  @Override
  public Pending send(RequestHead head, BodyPipe body, Timeouts timeouts, NetGate gate) {
    Exchange exchange = new Exchange(timeouts, body);
    String authority = head.authority().substring(head.authority().lastIndexOf('@') + 1);
    int colon = authority.lastIndexOf(':');
    boolean ported = colon > authority.lastIndexOf(']') && colon + 1 < authority.length();
    Protocol protocol = protocol(head.scheme());
    String host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    int port =
        ported
            ? Integer.parseInt(authority.substring(colon + 1))
            : protocol == Protocol.HTTPS ? 443 : 80;
    if (host.isEmpty() || port == 0 || port > 65535) {
      exchange.fail(HttpProblem.REQUEST_URI_INVALID.failure());
      return exchange;
    }
    if (!gate.rights().mayRequest(protocol, host, port)) {
      gate.refuse(NetworkRights.refusedOutbound(protocol, host, port));
      exchange.fail(
          (Addresses.literal(host).isPresent()
                  ? HttpProblem.DESTINATION_IP_PROHIBITED
                  : HttpProblem.REQUEST_DENIED)
              .failure());
      return exchange;
    }
    try {
      Request request =
          client
              .newRequest(host, port)
              .scheme(head.scheme())
              .method(head.method())
              .path(head.pathWithQuery())
              .tag(gate.rights())
              // While it is used, a guest's own patience is what bounds it.
              .idleTimeout(silence.plus(timeouts.longest()).toMillis(), TimeUnit.MILLISECONDS)
              .headers(
                  fields -> head.headers().forEach(each -> fields.add(each.name(), each.text())));
      exchange.onProhibited =
          () -> gate.refuse(NetworkRights.refusedOutbound(protocol, host, port));
      exchange.start(request);
    } catch (IllegalArgumentException e) {
      exchange.fail(HttpProblem.REQUEST_URI_INVALID.failure());
    }
    return exchange;
  }

  private static final class Exchange implements Pending, Carrying.Sender {
    private final Timeouts timeouts;
    private final BodyPipe body;
    private final Watchers watchers = new Watchers();
    private final AsyncRequestContent content = new AsyncRequestContent();
    private @Nullable Request request;
    private long since = System.nanoTime();
    private boolean begun;
    private @Nullable Answer answer;
    private @Nullable HttpFailure failure;
    private Runnable onProhibited = () -> {};

    Exchange(Timeouts timeouts, BodyPipe body) {
      this.timeouts = timeouts;
      this.body = body;
    }

    void start(Request sending) {
      request = sending;
      if (!body.isEmptyAlready()) {
        sending.body(content);
        sending.trailersSupplier(
            () -> {
              List<Field> behind = body.trailers();
              if (behind.isEmpty()) {
                return null;
              }
              HttpFields.Mutable fields = HttpFields.build();
              behind.forEach(each -> fields.add(each.name(), each.text()));
              return fields;
            });
      }
      sending.onRequestBegin(_ -> begin());
      sending.onResponseContentSource(
          (response, source) ->
              answered(
                  new Answer(
                      response.getStatus(),
                      JettyBody.fields(response.getHeaders()),
                      new JettyBody(
                              source,
                              response::getTrailers,
                              Long.MAX_VALUE,
                              timeouts.betweenBytes())
                          .onClose(this::cancel))));
      sending.send(this::completed);
      Carrying.start(body, this);
    }

    private void begin() {
      synchronized (this) {
        begun = true;
        since = System.nanoTime();
      }
      // Whoever waits waits for less from here on.
      watchers.wake();
    }

    private void answered(Answer given) {
      synchronized (this) {
        answer = given;
      }
      watchers.wake();
    }

    private void completed(Result result) {
      if (result.isFailed()) {
        fail(Failures.of(result.getFailure()));
      }
    }

    void fail(HttpFailure reason) {
      synchronized (this) {
        if (failure == null && answer == null) {
          failure = reason;
          if (reason.problem() == HttpProblem.DESTINATION_IP_PROHIBITED) {
            onProhibited.run();
          }
        }
      }
      body.fail(reason);
      watchers.wake();
    }

    @Override
    public void send(BodyPipe.Next next, Callback sent) {
      if (next.bytes().length > 0) {
        content.write(Carrying.buffer(next), sent);
      } else {
        sent.succeeded();
      }
    }

    @Override
    public void done() {
      content.close();
    }

    @Override
    public void broken(Throwable reason) {
      content.fail(reason);
      cancel();
    }

    @Override
    public synchronized boolean ready() {
      if (answer != null || failure != null) {
        return true;
      }
      if (left() > 0) {
        return false;
      }
      failure =
          (begun ? HttpProblem.CONNECTION_READ_TIMEOUT : HttpProblem.CONNECTION_TIMEOUT).failure();
      body.fail(failure);
      cancel();
      return true;
    }

    private long left() {
      long patience = (begun ? timeouts.firstByte() : timeouts.connect()).toNanos();
      return patience - (System.nanoTime() - since);
    }

    @Override
    public synchronized long nanosToWait() {
      return Math.max(1, left());
    }

    @Override
    public synchronized Optional<Answer> answer() throws HttpFailure {
      if (!ready()) {
        return Optional.empty();
      }
      if (failure != null) {
        throw failure;
      }
      return Optional.ofNullable(answer);
    }

    @Override
    public void cancel() {
      Request sending = request;
      if (sending != null) {
        var _ = sending.abort(HttpProblem.CONNECTION_TERMINATED.failure());
      }
    }

    @Override
    public void watch(Thread thread) {
      watchers.add(thread);
    }

    @Override
    public void unwatch(Thread thread) {
      watchers.remove(thread);
    }
  }
}
