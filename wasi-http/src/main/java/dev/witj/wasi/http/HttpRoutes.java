package dev.witj.wasi.http;

import dev.witj.wasi.http.exchange.RequestDraft;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which application answers which path: {@code /api} is this path alone, {@code /api/...} this path
 * and all below it. The longest that fits wins. Immutable.
 */
public final class HttpRoutes {
  private static final String BELOW = "/...";

  private final Map<String, HttpApp> exact;
  private final List<Map.Entry<String, HttpApp>> prefixes;

  private HttpRoutes(Map<String, HttpApp> exact, List<Map.Entry<String, HttpApp>> prefixes) {
    this.exact = exact;
    this.prefixes = prefixes;
  }

  /** One application for all paths. */
  public static HttpRoutes all(HttpApp app) {
    return of(Map.of(BELOW, app));
  }

  /**
   * Several applications.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if a route cannot be read
   */
  public static HttpRoutes of(Map<String, HttpApp> routes) {
    Map<String, HttpApp> exact = new LinkedHashMap<>();
    Map<String, HttpApp> below = new LinkedHashMap<>();
    routes.forEach(
        (route, app) -> {
          String _ = check(route);
          if (route.endsWith(BELOW)) {
            below.put(route.substring(0, route.length() - BELOW.length()), app);
          } else {
            exact.put(route, app);
          }
        });
    return new HttpRoutes(
        exact,
        below.entrySet().stream()
            .sorted(Comparator.comparingInt(each -> -each.getKey().length()))
            .toList());
  }

  /**
   * Refuses what is no route.
   *
   * @return the route
   * @throws dev.witj.diagnostics.DiagnosticException if it cannot be read
   */
  public static String check(String route) {
    String path =
        route.endsWith(BELOW) ? route.substring(0, route.length() - BELOW.length()) : route;
    if (!route.startsWith("/") || path.contains("...")) {
      throw HttpCode.BAD_ROUTE
          .error(route)
          .help("write `/path` for one path, or `/path/...` for it and all below it")
          .toException();
    }
    if (!RequestDraft.isPath(path) || path.contains("?")) {
      throw HttpCode.BAD_ROUTE
          .error(route)
          .help("no request has such a path; what is no plain sign stands in it as `%20`")
          .toException();
    }
    return route;
  }

  /** All applications, each once. */
  public List<HttpApp> apps() {
    return Stream.concat(exact.values().stream(), prefixes.stream().map(Map.Entry::getValue))
        .distinct()
        .toList();
  }

  Optional<HttpApp> find(String pathWithQuery) {
    int end = pathWithQuery.indexOf('?');
    String path = end < 0 ? pathWithQuery : pathWithQuery.substring(0, end);
    HttpApp whole = exact.get(path);
    if (whole != null) {
      return Optional.of(whole);
    }
    for (Map.Entry<String, HttpApp> prefix : prefixes) {
      String start = prefix.getKey();
      if (path.startsWith(start)
          && (path.length() == start.length() || path.charAt(start.length()) == '/')) {
        return Optional.of(prefix.getValue());
      }
    }
    return Optional.empty();
  }
}
