package dev.witj.wit;

import dev.witj.diagnostics.Code;

/** What can be wrong with WIT. */
public enum WitCode implements Code {
  /** A world was asked for that does not exist. */
  WORLD_NOT_FOUND,
  /** A world has to be chosen and more than one fits. */
  WORLD_AMBIGUOUS,
}
