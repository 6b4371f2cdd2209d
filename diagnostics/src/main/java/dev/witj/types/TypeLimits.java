package dev.witj.types;

/**
 * How large a type can be. What is specified comes from <i>Explainer.md</i> and
 * <i>CanonicalABI.md</i>; engines have agreed on the rest, so types within these limits work
 * everywhere.
 */
public final class TypeLimits {
  /** Labels of flags (specified). */
  public static final int MAX_FLAGS = 32;

  /** Bytes that a value takes in a memory (specified). */
  public static final long MAX_VALUE_SIZE = (1L << 28) - 1;

  /** Fields of a record, cases of a variant or enum, members of a tuple. */
  public static final int MAX_FIELDS = 10_000;

  /** Parameters of a function. */
  public static final int MAX_PARAMS = 1_000;

  /** How deep a type may be made of others. */
  public static final int MAX_DEPTH = 100;

  /** Nodes of a type, written out. */
  public static final int MAX_SIZE = 1_000_000;

  private TypeLimits() {}
}
