package dev.witj.cli;

/**
 * An address to listen at.
 *
 * @param host a name or an address, without brackets
 * @param port 0 for any
 */
record HostAndPort(String host, int port) {
  /** Reads {@code 127.0.0.1:8080}, {@code [::1]:8080}, {@code :8080} or {@code 8080}. */
  static HostAndPort parse(String option, String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      port = "";
    }
    if (!port.matches("\\d{1,5}")
        || Integer.parseInt(port) > 65535
        || !host.matches("[A-Za-z0-9.:_%-]*")) {
      throw CliCode.BAD_ADDRESS
          .error(text, option)
          .help("write `127.0.0.1:8080`, `[::1]:8080`, or `0.0.0.0:80` for all interfaces")
          .toException();
    }
    return new HostAndPort(host.isEmpty() ? "127.0.0.1" : host, Integer.parseInt(port));
  }

  /** Where a client finds what listens here. */
  String url(String scheme) {
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/";
  }
}
