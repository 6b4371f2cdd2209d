package dev.witj.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.http.HttpApp;
import dev.witj.wasi.http.HttpComponent;
import dev.witj.wasi.http.HttpRequest;
import dev.witj.wasi.http.HttpRoutes;
import dev.witj.wasi.http.HttpServer;
import dev.witj.wasi.http.HttpServerOptions;
import dev.witj.wasi.http.Reuse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/**
 * What {@link Serving} measures, in a process of its own, so that the time it takes of the
 * processors is told apart from its client's.
 */
public final class ServingProcess {
  private static final int WARM_UP = 30_000;
  private static final int ROUND = 2_000;
  private static final int ROUNDS = 15;

  private ServingProcess() {}

  /**
   * Does one of these, as the first argument says.
   *
   * <ul>
   *   <li>{@code jetty}: serves without a guest;
   *   <li>{@code serve COMPONENT TIMES}: serves, each instance so many requests, 0 for as many as
   *       is usual;
   *   <li>{@code instances COMPONENT}: prints what an instance takes;
   *   <li>{@code idle COMPONENT COUNT}: prints what so many applications take that answered once.
   * </ul>
   *
   * <p>A server prints its port, and for each line that it reads the nanoseconds that the process
   * had of the processors; it ends with the input.
   */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "jetty" -> untilToldOtherwise(jetty());
      case "serve" -> untilToldOtherwise(serve(arguments[1], Integer.parseInt(arguments[2])));
      case "instances" -> instances(Path.of(arguments[1]));
      default -> idle(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    }
    System.exit(0);
  }

  private static void untilToldOtherwise(int port) throws IOException {
    System.out.println(port);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      System.out.println(system.getProcessCpuTime());
    }
  }

  private static int jetty() throws Exception {
    Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "Hello from plain Java code!\n", callback);
            return true;
          }
        });
    server.start();
    return ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
  }

  private static int serve(String component, int times) {
    HttpServer server =
        HttpServer.start(
            HttpRoutes.all(app(Engine.create(), Path.of(component), times)),
            HttpServerOptions.defaults().at("127.0.0.1", 0),
            _ -> {});
    return server.address().getPort();
  }

  private static HttpApp app(Engine engine, Path component, int times) {
    Wasi wasi = Wasi.builder().build();
    HttpComponent linked = HttpComponent.link(Component.load(engine, component), wasi);
    Reuse reuse = times == 0 ? Reuse.usual(linked) : new Reuse(times, 1);
    return new HttpApp(linked, StoreLimits.defaults(), reuse, _ -> wasi);
  }

  /** Prints nanoseconds of the processor and bytes for an instance that is made and let go. */
  private static void instances(Path file) {
    Engine engine = Engine.create();
    HttpComponent linked = HttpComponent.link(Component.load(engine, file), Wasi.builder().build());
    make(linked, WARM_UP);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] nanos = new long[ROUNDS];
    long allocated = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      long start = threads.getCurrentThreadCpuTime();
      make(linked, ROUND);
      nanos[i] = (threads.getCurrentThreadCpuTime() - start) / ROUND;
    }
    allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
    Arrays.sort(nanos);
    System.out.println(nanos[ROUNDS / 2] + " " + allocated / ((long) ROUNDS * ROUND));
  }

  private static void make(HttpComponent component, int times) {
    for (int i = 0; i < times; i++) {
      try (Store store =
          Store.createBrief(component.component().engine(), StoreLimits.defaults())) {
        var _ = component.instantiate(store);
      }
    }
  }

  /** Prints how many bytes of the heap, and of classes and code, applications take. */
  private static void idle(Path file, int count) {
    Engine engine = Engine.create();
    long heapBefore = heap();
    long otherBefore = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed();
    List<HttpComponent> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      HttpComponent each = HttpComponent.link(Component.load(engine, file), Wasi.builder().build());
      try (Store store = Store.createBrief(engine, StoreLimits.defaults())) {
        if (each.call(store, HttpRequest.get("/")).status() != 200) {
          throw new IllegalStateException("no answer");
        }
      }
      all.add(each);
    }
    long heap = heap() - heapBefore;
    long other =
        ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed() - otherBefore;
    // Saying how many there are keeps them until here.
    System.out.println(heap + " " + other + " " + all.size());
  }

  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
