package dev.witj.wasi.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.Trailers;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;

/** A server that answers as the JSON of a test says; one that is closed listens nowhere. */
final class Fixture implements AutoCloseable {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final int port;

  Fixture(JsonNode specification) throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Endpoints(specification.path("endpoints")));
    server.start();
    port = connector.getLocalPort();
    if (specification.path("kind").asText().equals("closed")) {
      server.stop();
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Endpoints extends Handler.Abstract {
    private final JsonNode endpoints;

    Endpoints(JsonNode endpoints) {
      this.endpoints = endpoints;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      for (JsonNode endpoint : endpoints) {
        if (endpoint.path("method").asText().equals(request.getMethod())
            && endpoint.path("path").asText().equals(Request.getPathInContext(request))) {
          answer(endpoint, request, response);
          callback.succeeded();
          return true;
        }
      }
      return false;
    }

    private static void answer(JsonNode endpoint, Request request, Response response)
        throws Exception {
      StringBuilder body = new StringBuilder();
      HttpFields trailers = read(request, body);
      switch (endpoint.path("mode").asText()) {
        case "echo-body" -> write(response, true, body.toString());
        case "echo-headers" -> {
          response.getHeaders().add("x-request-method", request.getMethod());
          for (HttpField field : request.getHeaders()) {
            response.getHeaders().add("x-echo-" + lower(field), field.getValue());
          }
          for (HttpField field : trailers) {
            response.getHeaders().add("x-trailer-" + lower(field), field.getValue());
          }
          write(response, true, "");
        }
        default -> script(endpoint.path("response"), response);
      }
    }

    private static String lower(HttpField field) {
      return field.getName().toLowerCase(Locale.ROOT);
    }

    private static void script(JsonNode script, Response response) throws Exception {
      response.setStatus(script.path("status").asInt(200));
      HttpFields.Mutable behind = HttpFields.build();
      TestsuiteTest.texts(script.path("trailers")).forEach(behind::add);
      if (behind.size() > 0) {
        response.setTrailersSupplier(() -> behind);
      }
      for (JsonNode chunk : script.path("chunks")) {
        write(response, false, chunk.asText());
      }
      write(response, true, script.path("body").asText());
    }

    private static HttpFields read(Request request, StringBuilder body) throws Exception {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          try (Blocker.Runnable blocker = Blocker.runnable()) {
            request.demand(blocker);
            blocker.block();
          }
          continue;
        }
        if (Content.Chunk.isFailure(chunk)) {
          throw new java.io.IOException(chunk.getFailure());
        }
        if (chunk instanceof Trailers trailers) {
          return trailers.getTrailers();
        }
        body.append(StandardCharsets.UTF_8.decode(chunk.getByteBuffer()));
        chunk.release();
        if (chunk.isLast()) {
          return HttpFields.EMPTY;
        }
      }
    }

    private static void write(Response response, boolean last, String text) throws Exception {
      try (Blocker.Callback blocker = Blocker.callback()) {
        response.write(last, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), blocker);
        blocker.block();
      }
    }
  }
}
