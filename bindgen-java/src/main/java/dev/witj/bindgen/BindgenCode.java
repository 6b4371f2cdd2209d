package dev.witj.bindgen;

import dev.witj.diagnostics.Code;

/** What can be wrong when bindings are generated. */
public enum BindgenCode implements Code {
  /** A type whose Java name has too many parts. */
  TYPE_TOO_LARGE,
  /** More parameters than a Java method can have. */
  TOO_MANY_PARAMETERS,
  /** More cases than a Java enum can have. */
  TOO_MANY_CONSTANTS,
  /** A package base that is no Java package name. */
  INVALID_PACKAGE,
  /** A file that cannot be written. */
  CANNOT_WRITE
}
