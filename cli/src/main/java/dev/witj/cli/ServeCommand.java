package dev.witj.cli;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.Component;
import dev.witj.runtime.StoreLimits;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.HttpApp;
import dev.witj.wasi.http.HttpComponent;
import dev.witj.wasi.http.HttpRoutes;
import dev.witj.wasi.http.HttpServer;
import dev.witj.wasi.http.HttpServerOptions;
import dev.witj.wasi.http.Reuse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongFunction;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wit-j serve app.wasm}. */
@CommandLine.Command(
    description = {
      "Serves a component that answers HTTP requests, each in an instance of its own; one of WASI"
          + " 0.3 in instances that answer several.",
      "HTTP/1.1 and HTTP/2 share one port. Ctrl-C lets the requests under way end; a second one"
          + " ends at once.",
    },
    footer = {
      "",
      "Examples:",
      "  wit-j serve app.wasm",
      "  wit-j serve --addr 0.0.0.0:80 --timeout 10s --max-body 10m app.wasm",
      "  wit-j serve --route /api/users/...=users.wasm --route /...=site.wasm",
      "  wit-j serve --watch --allow-outbound https://api.example.com app.wasm",
      "  wit-j serve --policy policy.toml composed.wasm",
      "  wit-j serve spin.toml",
    })
final class ServeCommand extends Command {
  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final long WATCH_MILLIS = 300;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "COMPONENT",
      description =
          "A component that exports wasi:http/incoming-handler or wasi:http/handler; or a Spin"
              + " manifest (spin.toml) that says which components answer what.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = {"-S", "--addr"},
      paramLabel = "HOST:PORT",
      description = "Where to listen (default: 127.0.0.1:8080); port 0 takes any that is free.")
  private String address = "127.0.0.1:8080";

  @Option(
      names = "--route",
      paramLabel = "PATH=COMPONENT",
      description =
          "Let a component answer a path, `/path` alone or `/path/...` with all below it;"
              + " repeatable.")
  private List<String> routes = List.of();

  @Option(
      names = "--reuse",
      paramLabel = "N",
      description =
          "Let one instance answer up to N requests (default: 1, or 128 for components of WASI"
              + " 0.3). Only for components that allow it.")
  private Optional<Integer> reuse = Optional.empty();

  @Option(
      names = "--reuse-concurrent",
      paramLabel = "N",
      description =
          "How many of them at a time, for components of WASI 0.3 (default: 16); the others answer"
              + " one after another.")
  private Optional<Integer> reuseConcurrent = Optional.empty();

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description =
          "How many connections clients have at a time; others wait (default: 10000, or a quarter"
              + " of the files that the process may have open).")
  private Optional<Integer> maxConnections = Optional.empty();

  @Option(
      names = "--max-concurrent",
      paramLabel = "N",
      description = "How many requests are answered at a time; others wait (default: 1000).")
  private int maxConcurrent = 1000;

  @Option(
      names = "--max-body",
      paramLabel = "SIZE",
      converter = GuestOptions.Size.class,
      description = "The longest body of a request; longer ones are answered 413.")
  private Optional<Long> maxBody = Optional.empty();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Speak TLS with this certificate: a PEM file, or a key store.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The key of the certificate, a PEM file.")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--tls-password",
      paramLabel = "VARIABLE",
      description = "The environment variable that holds the password of the key store.")
  private Optional<String> password = Optional.empty();

  @Option(
      names = "--access-log",
      paramLabel = "FORMAT",
      description = "Say each request on standard error: ${COMPLETION-CANDIDATES}.")
  private Optional<AccessLog.Format> accessLog = Optional.empty();

  @Option(
      names = "--management",
      paramLabel = "HOST:PORT",
      description = "Answer /health and /metrics (Prometheus) at an address of their own.")
  private Optional<String> management = Optional.empty();

  @Option(
      names = "--watch",
      description = "Take a component anew when its file changes; no request is lost.")
  private boolean watch;

  @Mixin private final GuestOptions guest = new GuestOptions();

  ServeCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    // Nothing but our own words may stand on standard error.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    // A guest that computes for ever must not keep the others from the processors they share.
    int threads = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());
    if (System.getProperty("jdk.virtualThreadScheduler.parallelism") == null) {
      System.setProperty("jdk.virtualThreadScheduler.parallelism", String.valueOf(threads));
      System.setProperty("jdk.virtualThreadScheduler.maxPoolSize", String.valueOf(threads + 256));
    }
    try (guest) {
      return serve(wanted(), options());
    }
  }

  private int serve(Map<String, ServedPart> wanted, HttpServerOptions options) {
    Metrics metrics = new Metrics();
    AccessLog log = new AccessLog(streams.err(), accessLog);
    CountDownLatch stopped = new CountDownLatch(1);
    try (HttpServer server =
            HttpServer.start(
                load(wanted),
                options,
                event -> {
                  metrics.count(event);
                  log.say(event);
                });
        Management other = Management.start(management, metrics, server);
        Interrupts _ = Interrupts.onFirst(stopped::countDown)) {
      String scheme = options.tls().isPresent() ? "https" : "http";
      String url = new HostAndPort(options.host(), server.address().getPort()).url(scheme);
      String besides = other.url().map(each -> " with health and metrics at " + each).orElse("");
      streams.err().println("Serving " + url + besides + " (Ctrl-C to stop)");
      streams.err().flush();
      Optional<Thread> watcher = watch ? Optional.of(startWatching(server)) : Optional.empty();
      try {
        stopped.await();
      } finally {
        watcher.ifPresent(Thread::interrupt);
      }
      server.drain(DRAIN);
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private HttpServerOptions options() {
    HostAndPort at = argument(() -> HostAndPort.parse("--addr", address));
    management.ifPresent(other -> argument(() -> HostAndPort.parse("--management", other)));
    HttpServerOptions options =
        HttpServerOptions.defaults().at(at.host(), at.port()).withMaxConcurrent(maxConcurrent);
    if (maxConnections.isPresent()) {
      options = options.withMaxConnections(maxConnections.get());
    }
    if (maxBody.isPresent()) {
      options = options.withMaxBody(maxBody.get());
    }
    needs("--tls-key", key.isPresent(), "--tls-cert", certificate.isPresent());
    needs("--tls-password", password.isPresent(), "--tls-cert", certificate.isPresent());
    if (certificate.isPresent()) {
      options = options.withTls(new HttpServerOptions.Tls(certificate.get(), key, secret()));
    }
    reuse.ifPresent(times -> atLeast(1, "--reuse", times));
    reuseConcurrent.ifPresent(times -> atLeast(1, "--reuse-concurrent", times));
    maxConnections.ifPresent(most -> atLeast(1, "--max-connections", most));
    atLeast(1, "--max-concurrent", maxConcurrent);
    guest.check(this);
    return options;
  }

  /** Nobody means an empty password by a variable that is not set. */
  private String secret() {
    if (password.isEmpty()) {
      return "";
    }
    String name = password.get();
    return streams
        .variable(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> usage(CliCode.NO_PASSWORD.error(name)));
  }

  private Map<String, ServedPart> wanted() {
    Map<String, ServedPart> wanted = new LinkedHashMap<>();
    for (String route : routes) {
      int equals = route.indexOf('=');
      if (equals < 0 || equals == route.length() - 1) {
        throw usage(CliCode.ROUTE_WITHOUT_FILE.error(route));
      }
      String path = argument(() -> HttpRoutes.check(route.substring(0, equals)));
      if (wanted.putIfAbsent(path, ServedPart.of(Path.of(route.substring(equals + 1)))) != null) {
        throw usage(CliCode.ROUTE_TAKEN.error(path));
      }
    }
    if (file.isPresent()) {
      Path all = file.get();
      Map<String, ServedPart> more =
          SpinManifest.isManifest(all)
              ? SpinManifest.read(streams, all)
              : Map.of("/...", ServedPart.of(all, guest.policy()));
      more.forEach(
          (route, part) -> {
            if (wanted.putIfAbsent(route, part) != null) {
              throw usage(CliCode.ROUTE_TAKEN_BY_FILE.error(all, route));
            }
          });
    }
    boolean isOne =
        routes.isEmpty() && file.filter(all -> !SpinManifest.isManifest(all)).isPresent();
    if (guest.policy().isPresent() && !isOne) {
      throw usage(CliCode.POLICY_OF_SEVERAL.error());
    }
    if (wanted.isEmpty()) {
      throw usage(CliCode.NOTHING_TO_SERVE.error());
    }
    return wanted;
  }

  private HttpRoutes load(Map<String, ServedPart> wanted) {
    Map<ServedPart, HttpApp> apps = new LinkedHashMap<>();
    Map<String, HttpApp> served = new LinkedHashMap<>();
    wanted.forEach((route, part) -> served.put(route, apps.computeIfAbsent(part, this::load)));
    return HttpRoutes.of(served);
  }

  private HttpApp load(ServedPart part) {
    if (part.policy().isPresent()) {
      return load(part.source(), part.policy().get());
    }
    Wasi wasi = give(part).build();
    say(wasi.warnings());
    return app(
        guest.load(streams, part.source()),
        wasi,
        number -> {
          PolicyGrants.Output output = output(number);
          return wasi.withOutput(
              output.stdout(),
              output.stderr(),
              guest.extras().logTo(streams.err(), output.logPrefix()));
        });
  }

  private HttpApp load(Path source, Path policy) {
    Component component = guest.load(streams, source);
    PolicyGrants grants = guest.grants(this, policy, component, PolicyGrants.Host.server(streams));
    say(grants.warnings());
    return app(component, grants.to(output(0)), number -> grants.to(output(number)));
  }

  private PolicyGrants.Output output(long number) {
    return new PolicyGrants.Output(
        new PrefixedOutput(streams.err(), "stdout [" + number + "] :: "),
        new PrefixedOutput(streams.err(), "stderr [" + number + "] :: "),
        streams.err(),
        "log [" + number + "] :: ");
  }

  private HttpApp app(Component loaded, Wasi wasi, LongFunction<Wasi> given) {
    HttpComponent component = HttpComponent.link(loaded, wasi);
    StoreLimits limits = guest.limits();
    Reuse usual = Reuse.usual(component);
    return new HttpApp(
        component,
        limits,
        new Reuse(reuse.orElse(usual.times()), reuseConcurrent.orElse(usual.atOnce())),
        given);
  }

  private Wasi.Builder give(ServedPart part) {
    Wasi.Builder builder = guest.give(Wasi.builder(), this, part.outbound());
    builder.env(part.environment());
    part.stores().forEach(each -> builder.keyValue(each, guest.extras().store(each)));
    part.folders().forEach(each -> builder.preopen(each.host(), each.guest(), true));
    return builder;
  }

  private Thread startWatching(HttpServer server) {
    return Thread.ofPlatform().daemon().name("watch").start(() -> keepWatching(server));
  }

  private void keepWatching(HttpServer server) {
    List<Object> before = stamps();
    try {
      while (true) {
        Thread.sleep(WATCH_MILLIS);
        List<Object> now = stamps();
        if (now.equals(before)) {
          continue;
        }
        before = now;
        try {
          server.handler().swap(load(wanted()));
          say(List.of(CliCode.RELOADED.note()));
        } catch (DiagnosticException e) {
          // Half written, perhaps; the one before stays.
          say(e.diagnostics());
        } catch (UsageException e) {
          say(List.of(e.diagnostic()));
        } catch (RuntimeException | Error e) {
          // As where there is no memory for both of them: what changes next is looked at all the
          // same.
          say(List.of(CliCode.INTERNAL.error(e)));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** When each file that matters was written; a manifest may name others by now. */
  private List<Object> stamps() {
    Set<Path> files = new LinkedHashSet<>(file.stream().toList());
    try {
      wanted()
          .values()
          .forEach(
              part -> {
                files.add(part.source());
                part.policy().ifPresent(files::add);
              });
    } catch (DiagnosticException | UsageException e) {
      // Half written, or wrong; its own stamp tells when it is worth reading again.
    }
    List<Object> stamps = new ArrayList<>();
    for (Path each : files) {
      try {
        stamps.add(List.of(each, Files.getLastModifiedTime(each), Files.size(each)));
      } catch (IOException e) {
        stamps.add(each);
      }
    }
    return stamps;
  }
}
