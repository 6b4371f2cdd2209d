package dev.witj.runtime;

import dev.witj.diagnostics.Code;

/** The diagnostics of this module. */
public enum RuntimeCode implements Code {
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
