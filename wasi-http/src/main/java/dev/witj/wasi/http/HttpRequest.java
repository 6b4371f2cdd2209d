package dev.witj.wasi.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to hand to a component directly, as tests do.
 *
 * @param method as {@code GET}
 * @param path what is asked for, with its query
 * @param headers by name
 * @param body its bytes
 */
public record HttpRequest(String method, String path, Map<String, String> headers, byte[] body) {
  public HttpRequest {
    headers = new LinkedHashMap<>(headers);
  }

  /** A request without a body. */
  public static HttpRequest get(String path) {
    return new HttpRequest("GET", path, Map.of(), new byte[0]);
  }

  /** A request with a text. */
  public static HttpRequest post(String path, String body) {
    return new HttpRequest("POST", path, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  /** This, with one more header. */
  public HttpRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpRequest(method, path, more, body);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HttpRequest it
        && method.equals(it.method)
        && path.equals(it.path)
        && headers.equals(it.headers)
        && java.util.Arrays.equals(body, it.body);
  }

  @Override
  public int hashCode() {
    return java.util.Objects.hash(method, path, headers, java.util.Arrays.hashCode(body));
  }

  @Override
  public String toString() {
    return method + " " + path + " " + headers + " (" + body.length + " bytes)";
  }
}
