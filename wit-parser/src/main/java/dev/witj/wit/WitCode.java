package dev.witj.wit;

import dev.witj.diagnostics.Code;

/** What can be wrong with WIT. */
public enum WitCode implements Code {
  /** A transformed world would have the name of another item, or two items of one name. */
  TRANSFORM_NAME_TAKEN,
  /** A transformation was asked for an import that the world does not have. */
  TRANSFORM_IMPORT_NOT_FOUND,
  /** A newer version of an interface cannot stand in for an older one. */
  VERSIONS_NOT_COMPATIBLE,
  /** What an export uses as an import uses an export itself. */
  EXPORT_USED_AS_IMPORT,
  /** A world was asked for that does not exist. */
  WORLD_NOT_FOUND,
  /** A world has to be chosen and more than one fits. */
  WORLD_AMBIGUOUS,
}
