package dev.witj.wast;

import dev.witj.diagnostics.Code;

/** What can be wrong with a script that is well-formed. */
public enum WastCode implements Code {
  /** What a directive says is not so. */
  ASSERTION_FAILED,
  /** Nothing could be said of a directive. */
  SKIPPED,
  /** An argument is not of the parameter's type. */
  BAD_ARGUMENT,
  /** There is no instance, definition or export of a name. */
  UNKNOWN_NAME
}
