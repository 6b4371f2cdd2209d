package dev.witj.runtime.internal;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.ComponentValidator;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.runtime.EngineConfig;
import dev.witj.runtime.internal.core.endive.CodeCache;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Validates components. Where there is a code cache it remembers which were found valid: the bodies
 * of their functions, which are most of the work, are not looked at again. What everything is and
 * of what type is worked out every time.
 */
public final class Validation {
  /** Raised when the rules for function bodies change. */
  private static final String FORMAT = "valid-1";

  private final Features features;
  private final Optional<CodeCache> cache;

  /** Validates as an engine is configured. */
  public Validation(EngineConfig config) {
    this.features = config.features();
    this.cache =
        switch (config.execution()) {
          case COMPILED -> config.cache().map(folder -> new CodeCache(folder, FORMAT));
          case INTERPRETED -> Optional.empty();
        };
  }

  /**
   * Validates a component.
   *
   * @throws dev.witj.diagnostics.DiagnosticException with the first error, if it is not valid
   */
  public ValidatedComponent validate(ByteSlice component) {
    if (cache.isEmpty()) {
      return ComponentValidator.validate(component, features);
    }
    byte[] sha256 = sha256(component);
    if (cache.get().isValid(sha256)) {
      return ComponentValidator.validateTypes(component, features);
    }
    ValidatedComponent valid = ComponentValidator.validate(component, features);
    cache.get().putValid(sha256);
    return valid;
  }

  private byte[] sha256(ByteSlice component) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(features.toString().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(component.array(), component.start(), component.size());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
