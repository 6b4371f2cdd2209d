package dev.witj.runtime.async;

import java.util.Objects;

/**
 * Why something failed, for people who look for the reason: the value of an {@code error-context}.
 *
 * @param debugMessage what happened; programs must not depend on it
 */
public record ErrorContext(String debugMessage) {
  /** Refuses null. */
  public ErrorContext {
    Objects.requireNonNull(debugMessage, "debugMessage");
  }
}
