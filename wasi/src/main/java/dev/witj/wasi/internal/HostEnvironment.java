package dev.witj.wasi.internal;

import dev.witj.runtime.value.Tuple2;
import dev.witj.wasi.cli.Environment;
import java.util.List;
import java.util.Optional;

/** {@code wasi:cli/environment} of both versions. */
public record HostEnvironment(Settings settings)
    implements Environment, dev.witj.wasi.cli.v0_3.Environment {
  @Override
  public List<Tuple2<String, String>> getEnvironment() {
    return settings.environment().entrySet().stream()
        .map(each -> new Tuple2<>(each.getKey(), each.getValue()))
        .toList();
  }

  @Override
  public List<String> getArguments() {
    return settings.arguments();
  }

  /** None: the host's folders have no order among them that would make one the first. */
  @Override
  public Optional<String> initialCwd() {
    return Optional.empty();
  }

  @Override
  public Optional<String> getInitialCwd() {
    return initialCwd();
  }
}
