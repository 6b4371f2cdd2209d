package dev.witj.wast;

import dev.witj.diagnostics.Code;

/** What can be wrong with a script that is well-formed. */
public enum WastCode implements Code {
  /** What a directive says is not so. */
  ASSERTION_FAILED
}
