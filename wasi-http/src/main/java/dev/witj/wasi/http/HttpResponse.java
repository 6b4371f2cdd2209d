package dev.witj.wasi.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a component answered.
 *
 * @param status as 200
 * @param headers by name in lower case
 * @param body its bytes
 * @param trailers the fields behind the body, by name in lower case
 * @param complete whether the body was finished, or broken off
 */
public record HttpResponse(
    int status,
    Map<String, List<String>> headers,
    byte[] body,
    Map<String, List<String>> trailers,
    boolean complete) {
  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
