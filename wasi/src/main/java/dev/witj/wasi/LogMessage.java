package dev.witj.wasi;

import java.util.Objects;

/**
 * What a guest says by {@code wasi:logging}.
 *
 * @param level how grave it is
 * @param context what it belongs to, in the guest's words
 * @param message in the guest's words, with whatever characters it has
 */
public record LogMessage(Level level, String context, String message) {
  /** Refuses nulls. */
  public LogMessage {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(message, "message");
  }

  /** How grave a message is, least first. */
  public enum Level {
    /** Every step. */
    TRACE,
    /** For those who look for a fault. */
    DEBUG,
    /** What happens. */
    INFO,
    /** What may become a fault. */
    WARN,
    /** A fault. */
    ERROR,
    /** A fault after which it cannot go on. */
    CRITICAL
  }
}
