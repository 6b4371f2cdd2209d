package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.wasi.LogMessage;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.net.Refusal;
import dev.witj.wasi.store.KeyValueStore;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Gives each component of a composition what a policy says. Folders and stores are opened once, for
 * all instances.
 */
final class PolicyGrants {
  private final Policy policy;
  private final Host host;
  private final GuestOptions options;
  private final BiConsumer<String, Refusal> refusals;
  private final Map<String, Wasi> parts = new ConcurrentHashMap<>();
  private final LongSupplier clock;

  /**
   * What this process has for those who may.
   *
   * @param terminals which of its streams are terminals
   */
  record Host(
      Streams streams, List<String> arguments, InputStream stdin, List<Policy.Standard> terminals) {
    Host {
      arguments = List.copyOf(arguments);
      terminals = List.copyOf(terminals);
    }

    /** One that has no input and no arguments. */
    static Host server(Streams streams) {
      return new Host(streams, List.of(), InputStream.nullInputStream(), List.of());
    }
  }

  /**
   * Where output goes of those who may.
   *
   * @param logPrefix stands before what is logged
   */
  record Output(OutputStream stdout, OutputStream stderr, PrintStream log, String logPrefix) {}

  /**
   * Opens what a policy names.
   *
   * @param refusals is told who asked for what and did not get it
   * @throws dev.witj.diagnostics.DiagnosticException if there is no such thing
   */
  PolicyGrants(
      Policy policy, Host host, GuestOptions options, BiConsumer<String, Refusal> refusals) {
    this.policy = policy;
    this.host = host;
    this.options = options;
    this.refusals = refusals;
    long start = System.nanoTime();
    // They may tell one another what time it is.
    this.clock = () -> System.nanoTime() - start;
    policy.named().forEach(this::part);
  }

  /** What the host should know of what it gives. */
  List<Diagnostic> warnings() {
    List<Diagnostic> all = new ArrayList<>();
    policy.named().forEach(path -> all.addAll(part(path).warnings()));
    return all;
  }

  /** The policy, with a place for output. */
  Wasi to(Output output) {
    return Wasi.byComponent(
        path -> {
          Policy.Grant grant = policy.grant(path);
          return part(path)
              .withOutput(
                  output(path, grant, Policy.Standard.STDOUT, output.stdout()),
                  output(path, grant, Policy.Standard.STDERR, output.stderr()),
                  log(path, grant, output));
        });
  }

  private Wasi part(String path) {
    return parts.computeIfAbsent(path, this::make);
  }

  private Wasi make(String path) {
    Policy.Grant grant = policy.grant(path);
    Wasi.Builder builder = Wasi.builder().monotonicClock(clock).network(grant.network());
    options.allowUnsafeFolders(builder);
    if (grant.args()) {
      builder.args(host.arguments());
    }
    if (grant.stdio().contains(Policy.Standard.STDIN)) {
      builder.stdin(host.stdin());
    } else {
      builder.stdin(new Refused(path, Policy.Standard.STDIN).input());
    }
    builder.terminals(
        isTerminal(grant, Policy.Standard.STDIN),
        isTerminal(grant, Policy.Standard.STDOUT),
        isTerminal(grant, Policy.Standard.STDERR));
    for (Placed<GrantWords.Folder> folder : grant.folders()) {
      folder.use(each -> builder.preopen(each.host(), each.guest(), each.readOnly()));
    }
    grant
        .variables()
        .forEach(each -> each.in(host.streams()).ifPresent(v -> builder.env(each.name(), v)));
    grant.settings().forEach(each -> builder.config(each.name(), each.value()));
    for (Placed<GrantWords.Store> store : grant.stores()) {
      builder.keyValue(store.value().name(), store.get(each -> open(path, each)));
    }
    grant.zone().ifPresent(builder::timeZone);
    return builder.onRefusal(refusal -> refusals.accept(path, refusal)).build();
  }

  /** Files are shared by all who name them, what is in memory by nobody. */
  private KeyValueStore open(String path, GrantWords.Store store) {
    String name = policy.file() + "\n" + path + "\n" + store.name();
    ExtraOptions extras = options.extras();
    return store.file().map(extras::store).orElseGet(() -> extras.store(name));
  }

  private boolean isTerminal(Policy.Grant grant, Policy.Standard stream) {
    return grant.stdio().contains(stream) && host.terminals().contains(stream);
  }

  private OutputStream output(
      String path, Policy.Grant grant, Policy.Standard stream, OutputStream given) {
    return grant.stdio().contains(stream) ? given : new Refused(path, stream).output();
  }

  private Consumer<LogMessage> log(String path, Policy.Grant grant, Output output) {
    if (grant.log().isPresent()) {
      return ExtraOptions.logTo(output.log(), output.logPrefix(), grant.log().get());
    }
    AtomicBoolean told = new AtomicBoolean();
    return _ -> {
      if (!told.getAndSet(true)) {
        refusals.accept(path, new Refusal("to log", PolicyKey.LOG.text(), "info"));
      }
    };
  }

  /** A standard stream that a component is not given; the host is told once, if it is used. */
  private final class Refused {
    private final String path;
    private final Policy.Standard stream;
    private final AtomicBoolean told = new AtomicBoolean();

    Refused(String path, Policy.Standard stream) {
      this.path = path;
      this.stream = stream;
    }

    private void tell() {
      if (!told.getAndSet(true)) {
        String what =
            switch (stream) {
              case STDIN -> "to read standard input";
              case STDOUT -> "to write to standard output";
              case STDERR -> "to write to standard error";
            };
        refusals.accept(path, new Refusal(what, PolicyKey.STDIO.text(), stream.text()));
      }
    }

    InputStream input() {
      return new InputStream() {
        @Override
        public int read() {
          tell();
          return -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
          return length == 0 ? 0 : read();
        }
      };
    }

    OutputStream output() {
      return new OutputStream() {
        @Override
        public void write(int b) {
          tell();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
          if (length > 0) {
            tell();
          }
        }
      };
    }
  }
}
