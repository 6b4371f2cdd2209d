package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.ComponentPart;
import dev.witj.runtime.StoreLimits;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.net.NetworkRights;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gate in front of a service, each with rights of its own. */
@Timeout(60)
final class ComponentRightsTest {
  private final ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();

  private Wasi.Builder nothing(String path) {
    return Wasi.builder().onRefusal(refusal -> refusals.add(path + " " + refusal.grant()));
  }

  private Wasi everything(String path, Path folder, int port) {
    return nothing(path)
        .env("A", "1")
        .preopen(folder, "/data", true)
        .network(NetworkRights.builder().allowOutbound("http://127.0.0.1:" + port).build())
        .build();
  }

  private static Served serve(Map<String, Wasi> rights) {
    Wasi wasi = Wasi.byComponent(path -> rights.getOrDefault(path, Wasi.builder().build()));
    return Served.start(
        Served.app(Served.gatedProbe(), StoreLimits.defaults(), 1, wasi),
        HttpServerOptions.defaults());
  }

  @Test
  void areThoseOfTheOneThatAsks(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("note.txt"), "for the probe");
    Set<String> paths =
        Served.gatedProbe().parts().stream().map(ComponentPart::path).collect(Collectors.toSet());
    assertEquals(Set.of("gate", "probe"), paths);
    var other = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    other.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(204, -1);
          }
        });
    other.start();
    int port = other.getAddress().getPort();
    String fetch = "/fetch/127.0.0.1:" + port;
    try {
      Map<String, Wasi> toTheProbe =
          Map.of("probe", everything("probe", folder, port), "gate", nothing("gate").build());
      try (Served served = serve(toTheProbe)) {
        assertEquals("204", served.get(fetch).body().strip());
        assertEquals("A=1", served.get("/env").body().strip());
        assertEquals("/data=for the probe", served.get("/file").body().strip());
        assertEquals("ok\n", served.get("/gate/health").body());
      }
      assertEquals(List.of(), List.copyOf(refusals));
      Map<String, Wasi> toTheGate =
          Map.of("gate", everything("gate", folder, port), "probe", nothing("probe").build());
      try (Served served = serve(toTheGate)) {
        String refused = served.get(fetch).body().strip();
        assertTrue(!refused.equals("204") && !refused.isEmpty(), refused);
        assertEquals("", served.get("/env").body().strip());
        assertEquals("", served.get("/file").body().strip());
        assertEquals("ok\n", served.get("/gate/health").body());
      }
      assertEquals(
          List.of("probe --allow-outbound http://127.0.0.1:" + port), List.copyOf(refusals));
    } finally {
      other.stop(0);
    }
  }

  /** Whoever calls is asked for when it first does, in each instance anew. */
  @Test
  void areAskedForOnceInEachStore() {
    ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    Wasi wasi =
        Wasi.byComponent(
            path -> {
              asked.add(path);
              return Wasi.builder().env("WHO", path).build();
            });
    try (Served served =
        Served.start(
            Served.app(Served.gatedProbe(), StoreLimits.defaults(), 1, wasi),
            HttpServerOptions.defaults())) {
      assertEquals("WHO=probe", served.get("/env").body().strip());
      assertEquals(1, asked.stream().filter("probe"::equals).count());
      assertEquals("WHO=probe", served.get("/env").body().strip());
      assertEquals(2, asked.stream().filter("probe"::equals).count());
    }
  }
}
