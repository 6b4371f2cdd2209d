package dev.witj.wasi.http.exchange;

import java.util.List;

/**
 * What stands before the body of a request.
 *
 * @param method as it is written
 * @param scheme {@code http} or {@code https}
 * @param authority host and port
 * @param pathWithQuery what is asked for
 * @param headers all other fields that are a guest's business: none is {@link Field#isForbidden}
 */
public record RequestHead(
    String method, String scheme, String authority, String pathWithQuery, List<Field> headers) {
  public RequestHead {
    headers = List.copyOf(headers);
  }
}
