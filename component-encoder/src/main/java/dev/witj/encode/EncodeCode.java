package dev.witj.encode;

import dev.witj.diagnostics.Code;

/** What can be wrong with a binary that is read as WIT. */
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
  TEXT_NOT_SUPPORTED
}
