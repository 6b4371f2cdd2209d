package dev.witj.compose;

import dev.witj.diagnostics.Code;

/** What can be wrong with, or worth saying of, a composition, and how that is said. */
public enum ComposeCode implements Code {
  /** A file that is no component, such as a core module. */
  NOT_A_COMPONENT("`{}` is a core module, not a component"),
  /** A WIT package, which describes interfaces, where an implementation of them is needed. */
  WIT_PACKAGE("`{}` is a WIT package: it describes interfaces, but implements none"),
  /** An export of the right name and the wrong type. */
  TYPE_MISMATCH("`{}` exports `{}`, but with other types than `{}` imports"),
  /** Something given for an import that is not of its type. */
  ARGUMENT_MISMATCH("{} does not fit import `{}` of `{}`"),
  /** Components that would need each other before either exists. */
  CYCLE("the components need each other in a cycle: {}"),
  /** A component that needs nothing. */
  NOTHING_TO_COMPOSE("`{}` does not import anything, so there is nothing to compose"),
  /** No import at all found a component that exports it. */
  NOTHING_SATISFIED("no definition satisfies an import of `{}`"),
  /** Imports that no component satisfies, where none may be left. */
  UNSATISFIED_IMPORT("nothing satisfies {}, and none may be left"),
  /** An import that something nearly satisfies. */
  NEAR_MISS("nothing satisfies import `{}` of `{}`"),
  /** An import satisfied by another version. */
  VERSION_MATCH("import `{}` of `{}` is satisfied by `{}` of `{}`, another version"),
  /** Imports of one name and different types. */
  IMPORT_CONFLICT("`{}` and `{}` import `{}` with different types"),
  /** Imports whose types need each other. */
  IMPORT_CYCLE("the types of imports that are left need each other: {}"),
  /** Imports of one track of versions that are one import. */
  VERSIONS_MERGED("imports of different versions became one: {}"),
  /** Imports of one track of versions that cannot be one import. */
  VERSIONS_KEPT_APART("imports `{}` and `{}` stay two imports, as their types differ: {}"),
  /** An import left over that needs a resource which is provided inside the composition. */
  RESOURCE_PROVIDED_INSIDE("nothing satisfies import `{}` of `{}`"),
  /** Two providers of what must be one resource. */
  RESOURCE_MISMATCH(
      "`{}` gets two resources where it needs one: `{}` of import `{}` is not that of import `{}`"),
  /** A name that a component does not import. */
  UNKNOWN_IMPORT("`{}` does not import `{}`"),
  /** A name that an instance does not export. */
  UNKNOWN_EXPORT("{} does not export `{}`"),
  /** An import that is given something twice. */
  ALREADY_SATISFIED("import `{}` of `{}` is already satisfied"),
  /** A name that is exported twice. */
  DUPLICATE_NAME("the composition already exports `{}`"),
  /** A result that is not valid; a bug. */
  INTERNAL("the composition is not valid, which is a bug of wit-j");

  private final String template;

  ComposeCode(String template) {
    this.template = template;
  }

  @Override
  public String template() {
    return template;
  }
}
