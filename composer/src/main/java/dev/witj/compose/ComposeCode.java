package dev.witj.compose;

import dev.witj.diagnostics.Code;

/** What can be wrong with, or worth saying of, a composition. */
public enum ComposeCode implements Code {
  /** A file that is no component, such as a core module. */
  NOT_A_COMPONENT,
  /** A WIT package, which describes interfaces, where an implementation of them is needed. */
  WIT_PACKAGE,
  /** Something of the right name and the wrong type. */
  TYPE_MISMATCH,
  /** Components that would need each other before either exists. */
  CYCLE,
  /** No import at all found a component that exports it. */
  NOTHING_SATISFIED,
  /** An import that no component satisfies, where none may be left. */
  UNSATISFIED_IMPORT,
  /** An import that something nearly satisfies. */
  NEAR_MISS,
  /** An import satisfied by another version. */
  VERSION_MATCH,
  /** An import that a component could serve only by needing itself. */
  CYCLE_AVOIDED,
  /** Imports of one name and different types. */
  IMPORT_CONFLICT,
  /** Imports of one track of versions that cannot be one import. */
  VERSIONS_KEPT_APART,
  /** An import left over that needs a resource which is provided inside the composition. */
  RESOURCE_PROVIDED_INSIDE,
  /** Two providers of what must be one resource. */
  RESOURCE_MISMATCH,
  /** A name that a component does not import. */
  UNKNOWN_IMPORT,
  /** A name that an instance does not export. */
  UNKNOWN_EXPORT,
  /** A name given twice. */
  DUPLICATE_NAME,
  /** A result that is not valid; a bug. */
  INTERNAL
}
