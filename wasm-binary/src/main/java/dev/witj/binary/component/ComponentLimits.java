package dev.witj.binary.component;

import dev.witj.types.TypeLimits;

/**
 * The most of everything that is accepted in a component. Engines have agreed on most of these
 * numbers, so a component within them runs everywhere. How large a type can be is in {@link
 * TypeLimits}.
 */
public final class ComponentLimits {
  /** Core modules, components, instances and values, of each, in one component. */
  public static final int MAX_DEFINITIONS = 1_000;

  /** Types of a component, core types included. */
  public static final int MAX_TYPES = 1_000_000;

  /** Functions, of each kind, in one component. */
  public static final int MAX_FUNCTIONS = 1_000_000;

  /** Imports of a component. */
  public static final int MAX_IMPORTS = 1_000_000;

  /** Exports of a component. */
  public static final int MAX_EXPORTS = 1_000_000;

  /** Arguments of one instantiation. */
  public static final int MAX_ARGUMENTS = 100_000;

  /** Exports of an instance that is put together. */
  public static final int MAX_INLINE_EXPORTS = 100_000;

  /** Declarations of a component, instance or module type. */
  public static final int MAX_DECLARATIONS = 1_000_000;

  /** Labels of a flags type that are read; fewer are valid. */
  public static final int MAX_FLAG_LABELS = 1_000;

  /** Options of a canonical definition. */
  public static final int MAX_OPTIONS = 10;

  /** Attributes of a name. */
  public static final int MAX_ATTRIBUTES = 10;

  /** Types within types, and components within components. */
  public static final int MAX_NESTING = 100;

  private ComponentLimits() {}
}
