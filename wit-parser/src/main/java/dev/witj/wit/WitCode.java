package dev.witj.wit;

import dev.witj.diagnostics.Code;

/** What can be wrong with WIT. */
public enum WitCode implements Code {
  // Files

  /** A file or folder cannot be read. */
  UNREADABLE,
  /** A file is too large to be WIT. */
  FILE_TOO_LARGE,
  /** A file is not UTF-8. */
  NOT_UTF8,
  /** An encoded package is given and nothing is there to decode it. */
  NO_DECODER,
  /** A folder holds no WIT. */
  NO_WIT_FILES,

  // Syntax

  /** A character that is allowed nowhere, not even in comments. */
  FORBIDDEN_CHARACTER,
  /** A block comment that does not end. */
  UNTERMINATED_COMMENT,
  /** A token that does not fit. */
  SYNTAX,
  /** Types or packages inside each other past the limit. */
  NESTING_TOO_DEEP,
  /** A name that breaks the rules for names. */
  INVALID_NAME,
  /** A version that is not a semantic version. */
  INVALID_VERSION,
  /** A string with a wrong escape. */
  INVALID_STRING,
  /** A list length that is no positive 32-bit number. */
  INVALID_LENGTH,
  /** A {@code package} line that is not the first item of its file. */
  PACKAGE_LINE_NOT_FIRST,
  /** A package written inside another. */
  NESTED_PACKAGE,
  /** An attribute that does not exist. */
  UNKNOWN_ATTRIBUTE,
  /** An attribute with the wrong argument. */
  INVALID_ATTRIBUTE,
  /** Attributes that do not go together. */
  ATTRIBUTE_CONFLICT,
  /** An attribute where it means nothing. */
  ATTRIBUTE_NOT_ALLOWED,

  // Packages

  /** No file says which package this is. */
  MISSING_PACKAGE_LINE,
  /** The files of one folder name different packages. */
  PACKAGE_MISMATCH,
  /** Two files of one package document it. */
  DUPLICATE_PACKAGE_DOCS,
  /** A package is defined in two places. */
  DUPLICATE_PACKAGE,
  /** A package that no source holds. */
  PACKAGE_NOT_FOUND,
  /** Packages that depend on each other. */
  PACKAGE_CYCLE,

  // Names

  /** Two items of one name. */
  DUPLICATE_NAME,
  /** An interface or world that does not exist. */
  INTERFACE_NOT_FOUND,
  /** A world where an interface should be. */
  NOT_AN_INTERFACE,
  /** An interface where a world should be. */
  NOT_A_WORLD,
  /** Interfaces or worlds that need each other. */
  INTERFACE_CYCLE,
  /** A type that does not exist. */
  TYPE_NOT_FOUND,
  /** A name that stands for something other than a type. */
  NOT_A_TYPE,
  /** Types that contain each other. */
  TYPE_CYCLE,

  // Types and functions

  /** A handle to something that is no resource. */
  NOT_A_RESOURCE,
  /** An enum without a case. */
  EMPTY_ENUM,
  /** A variant without a case. */
  EMPTY_VARIANT,
  /** A map key of a type that cannot be one. */
  INVALID_MAP_KEY,
  /** A function that returns a borrowed handle. */
  BORROW_IN_RESULT,
  /** A constructor that returns something other than its resource. */
  INVALID_CONSTRUCTOR_RESULT,
  /** Two constructors of one resource. */
  DUPLICATE_CONSTRUCTOR,

  // What no component can express

  /** A record, flags or tuple without parts, or another type of that kind. */
  EMPTY_TYPE,
  /** More flags than fit. */
  TOO_MANY_FLAGS,
  /** A stream or future of something that holds a borrowed handle. */
  BORROW_SENT,
  /** A stream of what cannot be sent yet. */
  INVALID_STREAM_ELEMENT,
  /** Two names that bindings could not tell apart. */
  NAMES_ALIKE,

  // Gates

  /** A feature is enabled that nothing waits for, and one of nearly its name is not. */
  UNKNOWN_FEATURE,
  /** A reference to an item whose feature is not enabled. */
  GATED_REFERENCE,
  /** {@code @since} with a version the package has not reached. */
  UNRELEASED_VERSION,
  /** {@code @since} in a package without a version. */
  GATE_WITHOUT_VERSION,
  /** One item with two contradicting gates. */
  STABILITY_MISMATCH,

  // Worlds

  /** Two imports or exports under one name. */
  WORLD_NAME_CONFLICT,
  /** An interface imported or exported twice under its own name. */
  DUPLICATE_WORLD_INTERFACE,
  /** A renamed item that the included world does not have. */
  INCLUDE_NAME_NOT_FOUND,
  /** Worlds that become too large by what they include. */
  WORLD_TOO_LARGE,
  /** An export that needs an interface both as an import and as an export. */
  INCOMPATIBLE_DEPENDENCY,

  // Whole resolves

  /** A world was asked for that does not exist. */
  WORLD_NOT_FOUND,
  /** A world has to be chosen and more than one fits. */
  WORLD_AMBIGUOUS,
  /** Two resolves that hold different things under one name. */
  MERGE_CONFLICT,
  /** A transformed world would have the name of another item, or two items of one name. */
  TRANSFORM_NAME_TAKEN,
  /** A transformation was asked for an import that the world does not have. */
  TRANSFORM_IMPORT_NOT_FOUND,
  /** A newer version of an interface cannot stand in for an older one. */
  VERSIONS_NOT_COMPATIBLE,
}
