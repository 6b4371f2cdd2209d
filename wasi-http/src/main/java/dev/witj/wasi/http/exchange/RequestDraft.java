package dev.witj.wasi.http.exchange;

import java.util.List;
import java.util.Optional;

/**
 * What a guest says of a request before it sends it. Setters answer whether the value can stand
 * there; if not, the one before stays.
 */
public final class RequestDraft {
  private static final String SCHEME = "[A-Za-z][A-Za-z0-9+.-]*";
  private static final String AUTHORITY =
      "([A-Za-z0-9._~%!$&'()*+,;=:-]*@)?(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~%!$&'()*+,;=-]+)(:\\d{0,5})?";

  private static final int MAX_PORT = 65535;

  private String method = "GET";
  private Optional<String> path = Optional.empty();
  private Optional<String> scheme = Optional.empty();
  private Optional<String> authority = Optional.empty();

  /** That of a request which came: its path is as it was sent, be it one that no guest may say. */
  public static RequestDraft of(RequestHead head) {
    RequestDraft draft = new RequestDraft();
    boolean _ = draft.setMethod(head.method());
    boolean _ = draft.setScheme(Optional.of(head.scheme()));
    boolean _ = draft.setAuthority(Optional.of(head.authority()));
    draft.path = Optional.of(head.pathWithQuery());
    return draft;
  }

  /** As it is written; {@code GET} unless something else was set. */
  public String method() {
    return method;
  }

  /** See {@link #method}. */
  public boolean setMethod(String value) {
    boolean right = Field.isToken(value);
    method = right ? value : method;
    return right;
  }

  /** What is asked for. */
  public Optional<String> pathWithQuery() {
    return path;
  }

  /** See {@link #pathWithQuery}. */
  public boolean setPathWithQuery(Optional<String> value) {
    boolean right = value.filter(text -> !isPath(text)).isEmpty();
    path = right ? value : path;
    return right;
  }

  /** Whether a request can ask for it: it is made of signs that may stand in a path and query. */
  public static boolean isPath(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#' && c != '\\' && c != '"');
  }

  /** As {@code http}, in the spelling that was given; nothing means {@code https}. */
  public Optional<String> scheme() {
    return scheme;
  }

  /** See {@link #scheme}. */
  public boolean setScheme(Optional<String> value) {
    boolean right = value.filter(text -> !text.matches(SCHEME)).isEmpty();
    scheme = right ? value : scheme;
    return right;
  }

  /** Host and port. */
  public Optional<String> authority() {
    return authority;
  }

  /** See {@link #authority}. */
  public boolean setAuthority(Optional<String> value) {
    boolean right = value.filter(text -> !isAuthority(text)).isEmpty();
    authority = right ? value : authority;
    return right;
  }

  private static boolean isAuthority(String text) {
    if (!text.matches(AUTHORITY)) {
      return false;
    }
    String port = text.substring(text.lastIndexOf(':') + 1);
    return !port.matches("\\d+") || Integer.parseInt(port) <= MAX_PORT;
  }

  /**
   * What stands before the body.
   *
   * @throws HttpFailure if it cannot be sent at all
   */
  public RequestHead head(List<Field> headers) throws HttpFailure {
    String written = scheme.orElse("https").toLowerCase(java.util.Locale.ROOT);
    if (!written.equals("http") && !written.equals("https")) {
      throw HttpProblem.PROTOCOL_ERROR.failure();
    }
    String target = authority.orElseThrow(HttpProblem.REQUEST_URI_INVALID::failure);
    String asked = path.filter(text -> !text.isEmpty()).orElse("/");
    if (!isPath(asked)) {
      throw HttpProblem.REQUEST_URI_INVALID.failure();
    }
    return new RequestHead(
        method, written, target, asked.startsWith("?") ? "/" + asked : asked, headers);
  }
}
