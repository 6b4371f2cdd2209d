package dev.witj.bindgen;

import dev.witj.diagnostics.Code;

/** What can be wrong when bindings are generated. */
public enum BindgenCode implements Code {
  /** A type whose Java name has too many parts. */
  TYPE_TOO_LARGE("the Java type of this has more than {} parts"),
  /** More parameters than a Java method can have. */
  TOO_MANY_PARAMETERS("`{}` has more parameters than a Java method can take"),
  /** More fields than a Java record can have. */
  TOO_MANY_FIELDS("`{}` has more fields than a Java record can have"),
  /** More cases than a Java enum can have. */
  TOO_MANY_CONSTANTS("`{}` has {} cases, more than a Java enum can have"),
  /** A package base that is no Java package name. */
  INVALID_PACKAGE("`{}` is no name of a Java package"),
  /** A package base that Java keeps for itself. */
  RESERVED_PACKAGE("`{}` lies below `java`, where Java loads no class"),
  /** A file that cannot be written. */
  CANNOT_WRITE("cannot write `{}`: {}");

  private final String template;

  BindgenCode(String template) {
    this.template = template;
  }

  @Override
  public String template() {
    return template;
  }
}
