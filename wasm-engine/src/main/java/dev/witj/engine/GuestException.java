package dev.witj.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception that a guest has thrown. It is what an {@code exnref} refers to, so one that is
 * caught and thrown again stays the same. It has no stack trace.
 */
public final class GuestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Tag tag;
  private final transient @Nullable Object[] payload;

  /**
   * An exception.
   *
   * @param payload a value for each parameter of the tag, as {@link Func#call} takes them
   */
  public GuestException(Tag tag, @Nullable Object... payload) {
    super("a guest's exception", null, false, false);
    this.tag = tag;
    this.payload = payload;
  }

  /** What kind of exception it is. */
  public Tag tag() {
    return tag;
  }

  /** One of the values that it carries. */
  public @Nullable Object payload(int index) {
    return payload[index];
  }

  /** What it carries. */
  public List<@Nullable Object> payload() {
    return java.util.Arrays.asList(payload.clone());
  }
}
