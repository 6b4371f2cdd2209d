package dev.witj.cli;

import dev.witj.wasi.net.NetworkRights;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that give a guest of the network. */
final class NetworkOptions {
  @Option(
      names = "--allow-outbound",
      paramLabel = "RULE",
      description =
          "Let the guest reach hosts: `https://api.example.com`, `tcp://10.0.0.0/8:5432`,"
              + " `*://*.example.com:8000-8999`; private addresses only where they are named;"
              + " repeatable.")
  private List<String> outbound = List.of();

  @Option(
      names = "--allow-inbound",
      paramLabel = "RULE",
      description = "Let the guest listen: `tcp://127.0.0.1:8080`, `udp://*:5353`; repeatable.")
  private List<String> inbound = List.of();

  @Option(
      names = "--allow-resolve",
      paramLabel = "NAME",
      description =
          "Let the guest look up a name, `*.example.com` or `*`, besides those that it may reach;"
              + " repeatable.")
  private List<String> resolved = List.of();

  @Option(
      names = "--inherit-network",
      description = "Let the guest use the network as this process can.")
  private boolean inherited;

  /** What they say, and more hosts to be reached. */
  NetworkRights rights(List<String> more) {
    NetworkRights.Builder builder = NetworkRights.builder();
    more.forEach(builder::allowOutbound);
    outbound.forEach(builder::allowOutbound);
    inbound.forEach(builder::allowInbound);
    resolved.forEach(builder::allowResolve);
    return inherited ? builder.inherit().build() : builder.build();
  }
}
