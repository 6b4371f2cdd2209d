package dev.witj.testdata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** The JDK's own client of HTTP/1.1, which asks one server for texts. */
public final class TestClient implements AutoCloseable {
  private final String root;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * A client.
   *
   * @param root the server, without a path, as {@code http://127.0.0.1:8080}
   */
  public TestClient(String root) {
    this.root = root;
  }

  /** Where the server has a path. */
  public URI uri(String path) {
    return URI.create(root + path);
  }

  /** What is answered to {@code GET}. */
  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  /** What is answered to {@code POST}. */
  public HttpResponse<String> post(String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /**
   * What is answered.
   *
   * @throws UncheckedIOException if that is nothing, or not all
   */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What will be answered to {@code GET}. */
  public CompletableFuture<HttpResponse<String>> later(String path) {
    return later(HttpRequest.newBuilder(uri(path)).build());
  }

  /** What will be answered. */
  public CompletableFuture<HttpResponse<String>> later(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  /** Waits for no answer any more. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
