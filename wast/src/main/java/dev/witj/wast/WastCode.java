package dev.witj.wast;

import dev.witj.diagnostics.Code;

/** What can be wrong with a script that is well-formed. */
public enum WastCode implements Code {
  /** It returned, and something else was to be returned or to happen. */
  OTHER_RESULTS("expected {}, but it returned {}"),
  /** It trapped, and something else was to happen. */
  TRAPPED("expected {}, but it trapped: {}"),
  /** It exhausted the stack, and something else was to happen. */
  EXHAUSTED("expected {}, but it exhausted the stack: {}"),
  /** It threw an exception, and something else was to happen. */
  THREW("expected {}, but it threw an exception: {}"),
  /** It suspended, and something else was to happen. */
  SUSPENDED("expected {}, but it suspended: {}"),
  /** It does not link, and something else was to happen. */
  UNLINKABLE("expected {}, but it does not link: {}"),
  /** What must be malformed or invalid is neither. */
  NOT_REFUSED("expected the {} to be {} (\"{}\"), but it is valid"),
  /** What must be valid is not; this is what refused it says. */
  REFUSED("{}"),
  /** Nothing could be said of a directive. */
  SKIPPED("skipped: {}"),
  /** An argument is not of the parameter's type. */
  BAD_ARGUMENT("`{}` is no `{}`"),
  /** More or fewer arguments than the function has parameters. */
  BAD_ARGUMENT_COUNT("`{}` takes {} arguments, here are {}"),
  /** There is no instance, definition or export of a name. */
  UNKNOWN_NAME("there is no instance `${}`"),
  /** The script has made no instance before it uses one. */
  NO_INSTANCE("there is no instance yet"),
  /** There is no definition of a name. */
  UNKNOWN_DEFINITION("there is no definition `${}`"),
  /** The script has no definition before it uses one. */
  NO_DEFINITION("there is no definition yet"),
  /** A module has no such function. */
  NO_FUNCTION("the module exports no function `{}`"),
  /** A module has no such global. */
  NO_GLOBAL("the module exports no global `{}`"),
  /** The global of a component is asked for. */
  GLOBAL_OF_COMPONENT("components have no globals");

  private final String template;

  WastCode(String template) {
    this.template = template;
  }

  @Override
  public String template() {
    return template;
  }
}
