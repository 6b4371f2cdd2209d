package dev.witj.runtime.internal;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.binary.internal.ValidationRules;
import dev.witj.diagnostics.PrivateFiles;
import dev.witj.runtime.EngineConfig;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;

/**
 * Validates components. Where there is a code cache it remembers which were found valid: the bodies
 * of their functions, which are most of the work, are not looked at again. What everything is and
 * of what type is worked out every time, while the digest that proves it is taken.
 */
public final class Validation {
  private final Features features;
  private final Optional<PrivateFiles> marks;
  private final Optional<String> rules;

  /** Validates as an engine is configured. */
  public Validation(EngineConfig config) {
    this.features = config.features();
    this.marks = config.cache().map(folder -> PrivateFiles.in(folder.resolve("valid")));
    this.rules = marks.isPresent() ? ValidationRules.of(features) : Optional.empty();
  }

  /**
   * A component that was found valid.
   *
   * @param component what it is made of, and of which types
   * @param fingerprint its digests, where they were asked for; they may still be on their way
   */
  public record Outcome(
      ValidatedComponent component, Optional<CompletableFuture<Fingerprint>> fingerprint) {}

  /**
   * Validates a component.
   *
   * @throws dev.witj.diagnostics.DiagnosticException with the first error, if it is not valid
   */
  public Outcome validate(ByteSlice component) {
    if (rules.isEmpty()) {
      return new Outcome(ComponentValidator.validate(component, features), Optional.empty());
    }
    PrivateFiles known = marks.orElseThrow();
    CompletableFuture<Fingerprint> fingerprint = Fingerprint.take(component, rules.get());
    String name = name(component, rules.get());
    Optional<String> mark =
        known.get(name).map(content -> new String(content, StandardCharsets.US_ASCII));
    if (mark.isPresent()) {
      ValidatedComponent types = ComponentValidator.validateTypes(component, features);
      if (mark.get().equals(fingerprint.join().whole())) {
        return new Outcome(types, Optional.of(fingerprint));
      }
    }
    ValidatedComponent valid = ComponentValidator.validate(component, features);
    byte[] content = fingerprint.join().whole().getBytes(StandardCharsets.US_ASCII);
    known.put(name, out -> out.write(content));
    return new Outcome(valid, Optional.of(fingerprint));
  }

  /**
   * Where the mark of a component would be: found at once, by a sum that tells most components from
   * each other. What proves anything is the fingerprint in it.
   */
  private static String name(ByteSlice component, String rules) {
    CRC32C sum = new CRC32C();
    sum.update(rules.getBytes(StandardCharsets.UTF_8));
    sum.update(component.array(), component.start(), component.size());
    return "%08x-%08x".formatted(component.size(), sum.getValue());
  }
}
