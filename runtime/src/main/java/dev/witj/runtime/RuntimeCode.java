package dev.witj.runtime;

import dev.witj.diagnostics.Code;

/** What can be wrong with a component that is to run. */
public enum RuntimeCode implements Code {
  /** A file cannot be read. */
  UNREADABLE,
  /** The file is something other than a component. */
  NOT_A_COMPONENT,
  /** A core module uses a feature that the core engine lacks. */
  CORE_FEATURE_UNSUPPORTED,
  /** The core engine refuses a module for another reason. */
  CORE_ENGINE_REFUSED,
  /** The component uses something that cannot be run yet. */
  UNSUPPORTED,
  /** Nothing satisfies an import. */
  MISSING_IMPORT,
  /** What is given for an import has another type. */
  IMPORT_MISMATCH,
  /** There is no export of the name. */
  UNKNOWN_EXPORT,
  /** The types of a binding are not those of the component. */
  TYPE_MISMATCH,
  /** A limit of the store forbids the instance. */
  LIMIT_EXCEEDED,
  /** A Java value does not have the form its type asks for. */
  VALUE_MISMATCH,
  /** A number is outside the range of its type. */
  VALUE_OUT_OF_RANGE,
  /** A Java string holds a lone surrogate, which a component cannot have. */
  LONE_SURROGATE,
  /** The number of arguments differs from that of the parameters. */
  ARGUMENT_COUNT,
  /** A text is no WAVE value or call. */
  WAVE_SYNTAX,
  /** A WAVE value is not of the type that is expected. */
  WAVE_TYPE,
  /** A WAVE call names no function. */
  WAVE_UNKNOWN_FUNCTION
}
