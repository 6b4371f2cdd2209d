package dev.witj.wasi.net;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Suggestions;
import dev.witj.wasi.WasiCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Some hosts and ports for some protocols.
 *
 * @param protocols what may be spoken
 * @param host with whom
 * @param ports at which ports
 */
record NetworkRule(Set<Protocol> protocols, HostPattern host, PortRange ports) {
  private static final String FORM =
      "write `PROTOCOL://HOST:PORT`, as `https://api.example.com`, `tcp://10.0.0.0/8:5432`,"
          + " `udp://[::1]:5353` or `*://*.example.com:8000-8999`";

  NetworkRule {
    protocols = Set.copyOf(protocols);
  }

  /** Reads a rule. */
  static NetworkRule parse(String text) {
    int colons = text.indexOf("://");
    Set<Protocol> protocols =
        colons < 0 ? EnumSet.allOf(Protocol.class) : protocols(text, text.substring(0, colons));
    String rest = text.substring(colons < 0 ? 0 : colons + 3);
    if (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    int end = rest.startsWith("[") ? rest.indexOf(']') + 1 : 0;
    int colon = rest.indexOf(':', end);
    if (!rest.startsWith("[") && colon != rest.lastIndexOf(':')) {
      throw bad(WasiCode.BARE_IPV6, text).toException();
    }
    String hostText = colon < 0 ? rest : rest.substring(0, colon);
    int slash = hostText.indexOf('/');
    boolean prefix = slash < 0 || hostText.substring(slash + 1).matches("\\d{1,3}");
    if (!prefix || rest.indexOf('/', Math.max(colon, hostText.length())) >= 0) {
      throw bad(WasiCode.RULE_WITH_PATH, text).toException();
    }
    HostPattern host =
        HostPattern.parse(hostText)
            .orElseThrow(() -> bad(WasiCode.BAD_NETWORK_RULE, text, hostText).toException());
    PortRange ports;
    if (colon < 0) {
      Optional<PortRange> usual =
          protocols.size() == 1 ? protocols.iterator().next().usualPort() : Optional.empty();
      ports = usual.orElseThrow(() -> bad(WasiCode.RULE_WITHOUT_PORT, text).toException());
    } else {
      String portText = rest.substring(colon + 1);
      ports =
          PortRange.parse(portText)
              .orElseThrow(() -> bad(WasiCode.BAD_PORT, text, portText).toException());
    }
    return new NetworkRule(protocols, host, ports);
  }

  private static Set<Protocol> protocols(String text, String scheme) {
    if (scheme.equals("*")) {
      return EnumSet.allOf(Protocol.class);
    }
    for (Protocol protocol : Protocol.values()) {
      if (protocol.scheme().equals(scheme.toLowerCase(Locale.ROOT))) {
        return EnumSet.of(protocol);
      }
    }
    List<String> known = List.of("tcp", "udp", "http", "https", "*");
    Diagnostic unknown = WasiCode.UNKNOWN_PROTOCOL.error(scheme, text);
    throw unknown
        .help(
            Suggestions.didYouMean(scheme, known)
                .orElse("there are tcp, udp, http, https, and * for all of them"))
        .toException();
  }

  private static Diagnostic bad(WasiCode code, Object... facts) {
    return code.error(facts).help(FORM);
  }

  /** What is said of a text that is no name to look up. */
  static Diagnostic badName(String text) {
    return WasiCode.BAD_HOST_NAME
        .error(text)
        .help("write `db.example.com`, `*.example.com`, or `*` for all names");
  }

  boolean covers(Protocol protocol, int port) {
    return protocols.contains(protocol) && ports.contains(port);
  }
}
