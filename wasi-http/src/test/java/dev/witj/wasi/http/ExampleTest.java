package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.runtime.Component;
import dev.witj.runtime.Store;
import dev.witj.runtime.StoreLimits;
import dev.witj.wasi.Wasi;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the page of the package shows. */
class ExampleTest {
  @Test
  void answersWithoutAServer() {
    HttpResponse response = call(Served.probe());
    assertEquals(200, response.status());
    assertEquals("/hello", response.text());
  }

  private static HttpResponse call(Component component) {
    // @start region="call"
    HttpComponent app = HttpComponent.link(component, Wasi.builder().build());
    try (Store store = Store.create(component.engine())) {
      HttpResponse response = app.call(store, HttpRequest.get("/hello"));
      // @end
      return response;
    }
  }

  @Test
  void answersClients() throws IOException {
    // @start region="serve"
    Wasi wasi = Wasi.builder().build(); // no file, no variable, no network
    HttpComponent component = HttpComponent.link(Served.probe(), wasi);
    HttpApp app = new HttpApp(component, StoreLimits.defaults(), 1, number -> wasi);
    HttpServerOptions options = HttpServerOptions.defaults().at("127.0.0.1", 0);
    try (HttpServer server = HttpServer.start(HttpRoutes.all(app), options, event -> {})) {
      int port = server.address().getPort();
      // @end
      try (InputStream body =
          URI.create("http://127.0.0.1:" + port + "/hello").toURL().openStream()) {
        assertEquals("/hello", new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }
}
