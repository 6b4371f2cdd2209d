package dev.witj.wasi.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What of the network guests may use; nothing unless it is named. Immutable.
 *
 * <p>Rules for what goes out are checked where it counts: on the address that is connected to. A
 * rule with a name or a wildcard never reaches an address that is not public, whatever the name
 * resolves to; such an address must be named itself, alone or in a range.
 */
public final class NetworkRights {
  private static final NetworkRights NONE = builder().build();
  private static final NetworkRights ALL = builder().inherit().build();

  private final boolean inherited;
  private final List<NetworkRule> outbound;
  private final List<NetworkRule> inbound;
  private final List<HostPattern> names;

  private NetworkRights(Builder builder) {
    this.inherited = builder.inherited;
    this.outbound = List.copyOf(builder.outbound);
    this.inbound = List.copyOf(builder.inbound);
    this.names = List.copyOf(builder.names);
  }

  /** No network. */
  public static NetworkRights none() {
    return NONE;
  }

  /** All of the network that this process has. */
  public static NetworkRights all() {
    return ALL;
  }

  /** Begins with nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether nothing at all is allowed. */
  public boolean isEmpty() {
    return !inherited && outbound.isEmpty() && inbound.isEmpty() && names.isEmpty();
  }

  /** Whether there is anything that a socket could be good for. */
  public boolean mayCreate(Protocol protocol) {
    return inherited
        || outbound.stream().anyMatch(rule -> rule.protocols().contains(protocol))
        || inbound.stream().anyMatch(rule -> rule.protocols().contains(protocol));
  }

  /**
   * Whether a socket may take a local address. Whoever may go out may do so from any port that the
   * system chooses.
   */
  public boolean mayBind(Protocol protocol, InetSocketAddress local) {
    return mayListen(protocol, local)
        || (local.getPort() == 0
            && outbound.stream().anyMatch(rule -> rule.protocols().contains(protocol)));
  }

  /** Whether others may be let in at a local address; port 0 leaves the choice to the system. */
  public boolean mayListen(Protocol protocol, InetSocketAddress local) {
    return inherited
        || inbound.stream()
            .anyMatch(
                rule ->
                    rule.covers(protocol, local.getPort())
                        && (rule.host() instanceof HostPattern.Any
                            || rule.host().names(local.getAddress())));
  }

  /**
   * Whether something may go to an address.
   *
   * @param known the names that are known to lead there
   */
  public boolean mayReach(Protocol protocol, InetSocketAddress remote, Set<String> known) {
    if (inherited) {
      return true;
    }
    boolean named = false;
    boolean byName = false;
    for (NetworkRule rule : outbound) {
      if (rule.covers(protocol, remote.getPort())) {
        named |= rule.host().names(remote.getAddress());
        byName |= rule.host() instanceof HostPattern.Any;
        byName |= known.stream().anyMatch(name -> rule.host().matchesName(canonical(name)));
      }
    }
    return named || (byName && Addresses.isPublic(remote.getAddress()));
  }

  /**
   * Whether a request may be sent to a host, as far as its name tells; {@link #mayReach} must be
   * asked of the address, too.
   */
  public boolean mayRequest(Protocol protocol, String host, int port) {
    if (inherited) {
      return true;
    }
    Optional<InetAddress> address = Addresses.literal(host);
    if (address.isPresent()) {
      return mayReach(protocol, new InetSocketAddress(address.get(), port), Set.of());
    }
    return outbound.stream()
        .anyMatch(rule -> rule.covers(protocol, port) && rule.host().matchesName(canonical(host)));
  }

  /** Whether the addresses of a host may be looked up: those of every host that may be reached. */
  public boolean mayResolve(String host) {
    String name = canonical(host);
    return inherited
        || names.stream().anyMatch(pattern -> pattern.matchesName(name))
        || outbound.stream().anyMatch(rule -> rule.host().matchesName(name));
  }

  /** Names have no case, and may end in the dot of the root. */
  private static String canonical(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** What would have to be given for something to go out. */
  public static Refusal refusedOutbound(Protocol protocol, String host, int port) {
    String target = protocol.scheme() + "://" + bracketed(host) + ":" + port;
    return new Refusal("to reach " + target, "allow-outbound", target);
  }

  /** What would have to be given for others to come in. */
  public static Refusal refusedInbound(Protocol protocol, InetSocketAddress local) {
    String target =
        protocol.scheme()
            + "://"
            + (local.getAddress().isAnyLocalAddress()
                ? "*:" + local.getPort()
                : Addresses.text(local.getAddress(), local.getPort()));
    return new Refusal("to listen at " + target, "allow-inbound", target);
  }

  /** What would have to be given for a name to be looked up. */
  public static Refusal refusedName(String host) {
    return new Refusal("to look up " + host, "allow-resolve", host);
  }

  private static String bracketed(String host) {
    return Addresses.literal(host).filter(Inet6Address.class::isInstance).isPresent()
            && !host.startsWith("[")
        ? "[" + host + "]"
        : host;
  }

  /** Names what is allowed. */
  public static final class Builder {
    private boolean inherited;
    private final List<NetworkRule> outbound = new ArrayList<>();
    private final List<NetworkRule> inbound = new ArrayList<>();
    private final List<HostPattern> names = new ArrayList<>();

    private Builder() {}

    /** All of the network that this process has. */
    public Builder inherit() {
      inherited = true;
      return this;
    }

    /**
     * Something may go out to these hosts and ports.
     *
     * @param rule as {@code https://api.example.com}, {@code tcp://10.0.0.0/8:5432} or {@code
     *     *://*.example.com:8000-8999}; without a protocol, all of them
     * @throws dev.witj.diagnostics.DiagnosticException if it is no rule
     */
    public Builder allowOutbound(String rule) {
      outbound.add(NetworkRule.parse(Objects.requireNonNull(rule, "rule")));
      return this;
    }

    /**
     * Others may come in at these addresses of this machine, as {@code tcp://127.0.0.1:8080} or
     * {@code udp://*:5353}.
     *
     * @throws dev.witj.diagnostics.DiagnosticException if it is no rule
     */
    public Builder allowInbound(String rule) {
      inbound.add(NetworkRule.parse(Objects.requireNonNull(rule, "rule")));
      return this;
    }

    /**
     * These names may be looked up: {@code example.com}, {@code *.example.com} or {@code *}.
     *
     * @throws dev.witj.diagnostics.DiagnosticException if it is no name
     */
    public Builder allowResolve(String name) {
      names.add(
          HostPattern.parse(name)
              .filter(pattern -> !(pattern instanceof HostPattern.Range))
              .orElseThrow(() -> NetworkRule.badName(name).toException()));
      return this;
    }

    /** What was named so far. */
    public NetworkRights build() {
      return new NetworkRights(this);
    }
  }
}
