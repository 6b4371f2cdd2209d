package dev.witj.wasi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.witj.runtime.Component;
import dev.witj.runtime.StoreLimits;
import dev.witj.wasi.Wasi;
import dev.witj.wasi.net.NetworkRights;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A component that is served while a test asks of it what an operation says. */
final class ServiceTrial implements AutoCloseable {
  private final List<Fixture> fixtures = new ArrayList<>();
  private final ConcurrentLinkedQueue<HttpEvent> events = new ConcurrentLinkedQueue<>();
  private final Capture err = new Capture();
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final class Capture extends java.io.ByteArrayOutputStream {
    String text() {
      return toString(java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  ServiceTrial(Component component, JsonNode servers) throws Exception {
    Wasi.Builder builder = Wasi.builder().network(NetworkRights.all()).stdout(err).stderr(err);
    for (JsonNode each : servers) {
      Fixture fixture = new Fixture(each);
      fixtures.add(fixture);
      String name = each.path("name").asText().toUpperCase(Locale.ROOT);
      builder.env("HTTP_SERVER_" + name, fixture.address());
    }
    Wasi wasi = builder.build();
    HttpComponent linked = HttpComponent.link(component, wasi);
    HttpApp app = new HttpApp(linked, StoreLimits.defaults(), Reuse.usual(linked), _ -> wasi);
    server = HttpServer.start(HttpRoutes.all(app), HttpServerOptions.defaults(), events::add);
  }

  void perform(JsonNode operation) throws Exception {
    switch (operation.path("type").asText()) {
      case "run", "kill", "wait" -> {}
      case "request" -> request(operation);
      default -> throw new AssertionError("what is `" + operation + "`?");
    }
  }

  private void request(JsonNode operation) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + server.address().getPort() + operation.path("path").asText());
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(uri)
            .method(
                operation.path("method").asText(),
                operation.has("body")
                    ? BodyPublishers.ofString(operation.path("body").asText())
                    : BodyPublishers.noBody());
    TestsuiteTest.texts(operation.path("headers")).forEach(request::header);
    java.net.http.HttpResponse<String> response =
        client.send(request.build(), BodyHandlers.ofString());
    JsonNode expected = operation.path("response");
    assertEquals(expected.path("status").asInt(200), response.statusCode(), this::story);
    TestsuiteTest.texts(expected.path("headers"))
        .forEach(
            (name, value) ->
                assertEquals(value, response.headers().firstValue(name).orElse(""), name));
    if (expected.has("body")) {
      assertEquals(expected.path("body").asText(), response.body());
    }
  }

  private String story() {
    return events + "\n" + err.text();
  }

  @Override
  public void close() {
    client.close();
    server.close();
    for (Fixture fixture : fixtures) {
      fixture.close();
    }
  }
}
