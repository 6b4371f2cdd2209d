package dev.witj.runtime.internal;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.binary.internal.ValidationRules;
import dev.witj.diagnostics.PrivateFiles;
import dev.witj.runtime.EngineConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Validates components. Where there is a code cache it remembers which were found valid: the bodies
 * of their functions, which are most of the work, are not looked at again. What everything is and
 * of what type is worked out every time.
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
   * Validates a component.
   *
   * @throws dev.witj.diagnostics.DiagnosticException with the first error, if it is not valid
   */
  public ValidatedComponent validate(ByteSlice component) {
    if (rules.isEmpty()) {
      return ComponentValidator.validate(component, features);
    }
    String name = HexFormat.of().formatHex(sha256(component, rules.get()));
    PrivateFiles known = marks.orElseThrow();
    if (known.get(name).isPresent()) {
      return ComponentValidator.validateTypes(component, features);
    }
    ValidatedComponent valid = ComponentValidator.validate(component, features);
    known.put(name, _ -> {});
    return valid;
  }

  /** Of the component, and by what it was judged: other rules may judge otherwise. */
  private static byte[] sha256(ByteSlice component, String rules) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(rules.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(component.array(), component.start(), component.size());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
