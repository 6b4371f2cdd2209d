package dev.witj.runtime;

import dev.witj.diagnostics.Code;

/** What can be wrong with a component that is to run, and how it is said. */
public enum RuntimeCode implements Code {
  /** A file is not there. */
  FILE_NOT_FOUND("there is no file `{}`"),
  /** A file cannot be read. */
  UNREADABLE("cannot read `{}`: {}"),
  /** The file is a core module. */
  NOT_A_COMPONENT("`{}` is a core module, not a component"),
  /** The file is nothing of WebAssembly. */
  NOT_WEBASSEMBLY("`{}` is no WebAssembly binary, not a component"),
  /** The component uses something that cannot be run yet. */
  UNSUPPORTED("this component uses {}, which cannot be run yet"),
  /** Nothing satisfies an import. */
  MISSING_IMPORT("{}: nothing satisfies the import `{}`"),
  /** Nothing satisfies imports of functions. */
  MISSING_FUNCTIONS("{}: nothing satisfies the imported {}"),
  /** What is given for an import lacks functions. */
  INCOMPLETE_IMPORT("{}: the import `{}` is satisfied without its {}"),
  /** An import of something that no host can give. */
  IMPOSSIBLE_IMPORT("{}: nothing satisfies the import of the {}"),
  /** What is given for an import has another type. */
  IMPORT_MISMATCH("the component imports `{}` with another type than the host's"),
  /** An instance has no export of the name. */
  UNKNOWN_EXPORT("`{}` exports no {} `{}`"),
  /** A component lacks an export that a binding asks for. */
  NO_EXPORT("the component exports no {} `{}`"),
  /** An exported interface lacks a function that a binding asks for. */
  NO_FUNCTION("the component's `{}` has no function `{}`"),
  /** The types of a binding are not those of the component. */
  TYPE_MISMATCH("{} does not fit `{}.{}`"),
  /** A limit of the store forbids the instance. */
  LIMIT_EXCEEDED("{} cannot be instantiated: {}"),
  /** A component with more instances than one may make. */
  TOO_MANY_INSTANCES("the component makes more than {} instances of components"),
  /** A component whose instances nest deeper than they may. */
  TOO_DEEP("the component makes instances within instances, more than {} deep"),
  /** A component whose instances are too much together. */
  TOO_LARGE("the component is too large with all the instances that it makes"),
  /** A Java value does not have the form its type asks for. */
  VALUE_MISMATCH("`{}` does not fit: {}"),
  /** A number is outside the range of its type. */
  VALUE_OUT_OF_RANGE("`{}` does not fit: {}"),
  /** A Java string holds a lone surrogate, which a component cannot have. */
  LONE_SURROGATE("`{}` does not fit: {}"),
  /** A Java value that is to be written as text does not have the form of its type. */
  VALUE_FORM("the value does not have the form of its type: {}"),
  /** The number of arguments differs from that of the parameters. */
  ARGUMENT_COUNT("the function takes {} arguments, found {}");

  private final String template;

  RuntimeCode(String template) {
    this.template = template;
  }

  @Override
  public String template() {
    return template;
  }
}
