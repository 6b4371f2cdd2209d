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

  /**
   * Reads a rule.
   *
   * @param option what the messages call the place where it is written
   */
  static NetworkRule parse(String option, String text) {
    int colons = text.indexOf("://");
    Set<Protocol> protocols =
        colons < 0 ? EnumSet.allOf(Protocol.class) : protocols(option, text.substring(0, colons));
    String rest = text.substring(colons < 0 ? 0 : colons + 3);
    if (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    int end = rest.startsWith("[") ? rest.indexOf(']') + 1 : 0;
    int colon = rest.indexOf(':', end);
    if (!rest.startsWith("[") && colon != rest.lastIndexOf(':')) {
      throw bad(option, text, "an address of IPv6 stands in brackets").toException();
    }
    String hostText = colon < 0 ? rest : rest.substring(0, colon);
    int slash = hostText.indexOf('/');
    boolean prefix = slash < 0 || hostText.substring(slash + 1).matches("\\d{1,3}");
    if (!prefix || rest.indexOf('/', Math.max(colon, hostText.length())) >= 0) {
      throw bad(option, text, "rights are given by host and port, not by path").toException();
    }
    HostPattern host =
        HostPattern.parse(hostText)
            .orElseThrow(() -> bad(option, text, "`" + hostText + "` is no host").toException());
    PortRange ports;
    if (colon < 0) {
      Optional<PortRange> usual =
          protocols.size() == 1 ? protocols.iterator().next().usualPort() : Optional.empty();
      ports = usual.orElseThrow(() -> bad(option, text, "it names no port").toException());
    } else {
      String portText = rest.substring(colon + 1);
      ports =
          PortRange.parse(portText)
              .orElseThrow(() -> bad(option, text, "`" + portText + "` is no port").toException());
    }
    return new NetworkRule(protocols, host, ports);
  }

  private static Set<Protocol> protocols(String option, String scheme) {
    if (scheme.equals("*")) {
      return EnumSet.allOf(Protocol.class);
    }
    for (Protocol protocol : Protocol.values()) {
      if (protocol.scheme().equals(scheme.toLowerCase(Locale.ROOT))) {
        return EnumSet.of(protocol);
      }
    }
    List<String> known = List.of("tcp", "udp", "http", "https", "*");
    Diagnostic unknown =
        Diagnostic.error(
            WasiCode.BAD_NETWORK_RULE,
            "`" + scheme + "` in " + option + " is no protocol that a guest can be given");
    throw unknown
        .help(
            Suggestions.closest(scheme, known)
                .map(name -> "did you mean `" + name + "`?")
                .orElse("there are tcp, udp, http, https, and * for all of them"))
        .toException();
  }

  private static Diagnostic bad(String option, String text, String why) {
    return Diagnostic.error(
            WasiCode.BAD_NETWORK_RULE, "`" + text + "` cannot stand for " + option + ": " + why)
        .help(FORM);
  }

  /** What is said of a text that is no name to look up. */
  static Diagnostic badName(String text) {
    return Diagnostic.error(
            WasiCode.BAD_NETWORK_RULE,
            "`" + text + "` cannot stand for --allow-resolve: it is no name of a host")
        .help("write `db.example.com`, `*.example.com`, or `*` for all names");
  }

  boolean covers(Protocol protocol, int port) {
    return protocols.contains(protocol) && ports.contains(port);
  }
}
