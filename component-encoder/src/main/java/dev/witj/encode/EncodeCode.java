package dev.witj.encode;

import dev.witj.diagnostics.Code;

/** What can be wrong between WIT and binaries. */
public enum EncodeCode implements Code {
  /** Not a component, such as a core module. */
  NOT_A_COMPONENT,
  /** A component where an encoded WIT package is needed. */
  NOT_A_WIT_PACKAGE,
  /** A component that WIT cannot describe. */
  NOT_EXPRESSIBLE,
  /** Documentation in a custom section that cannot be read. */
  MALFORMED_DOCS,
  /** Text where there is nothing that reads text. */
  TEXT_NOT_SUPPORTED,
  /** Not a core module, such as a component. */
  NOT_A_MODULE,
  /** A core module that is not valid. */
  INVALID_MODULE,
  /** A core module that says nothing of the world it is for. */
  NO_WORLD,
  /** Metadata of a world that cannot be read. */
  MALFORMED_METADATA,
  /** An import of a core module that the world does not have. */
  UNKNOWN_IMPORT,
  /** An export of a core module that seems to be for the world, which does not have it. */
  UNKNOWN_EXPORT,
  /** Two exports of a core module of which only one can be taken. */
  AMBIGUOUS_EXPORT,
  /** An export of the world that the core module lacks. */
  MISSING_EXPORT,
  /** An import or export of a core module that has another type than the world's function. */
  SIGNATURE_MISMATCH,
  /** Names without prefix where they are not allowed. */
  LEGACY_NAME,
  /** Values go through memory, and the core module exports none. */
  MISSING_MEMORY,
  /** Memory must be allocated, and the core module exports nothing that does. */
  MISSING_REALLOC,
  /** Two adapters of one name, or one that cannot be used. */
  BAD_ADAPTER,
  /** A module where a dynamic library is needed. */
  NOT_A_LIBRARY,
  /** A dynamic library that cannot be linked, or not together with the others. */
  BAD_LIBRARY,
  /** A dynamic library that another one needs and that is not there. */
  MISSING_LIBRARY,
  /** A symbol that a dynamic library needs and none exports. */
  UNRESOLVED_SYMBOL,
  /** A component that does not fit a world. */
  NOT_OF_WORLD,
  /** Something that the chosen names of core functions cannot say. */
  NAMES_NOT_SUPPORTED
}
