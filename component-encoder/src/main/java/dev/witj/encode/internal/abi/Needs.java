package dev.witj.encode.internal.abi;

/**
 * The options that a canonical definition cannot do without.
 *
 * @param memory values go through memory
 * @param realloc memory must be allocated for values
 * @param encoding there are strings among them
 * @param async the calling convention is asynchronous
 */
public record Needs(boolean memory, boolean realloc, boolean encoding, boolean async) {
  /** No options. */
  public static final Needs NONE = new Needs(false, false, false, false);

  /** Memory alone. */
  public static final Needs MEMORY = new Needs(true, false, false, false);

  /** Whether nothing of the instance is needed, so that the definition can precede it. */
  public boolean isFree() {
    return !memory && !realloc;
  }

  /** These and others. */
  public Needs and(Needs other) {
    return new Needs(
        memory || other.memory,
        realloc || other.realloc,
        encoding || other.encoding,
        async || other.async);
  }
}
