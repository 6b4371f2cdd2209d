package dev.witj.wit;

import dev.witj.diagnostics.Code;

/** What can be wrong with WIT. */
public enum WitCode implements Code {
  // Files

  /** A file or folder cannot be read. */
  UNREADABLE("`{}` cannot be read"),
  /** A file or folder that is not there. */
  FILE_NOT_FOUND("`{}` does not exist"),
  /** A file is too large to be WIT. */
  FILE_TOO_LARGE("the file `{}` is larger than {} MiB"),
  /** A file is not UTF-8. */
  NOT_UTF8("the file is not UTF-8: no character has the byte 0x{} here"),
  /** A file in UTF-16. */
  IS_UTF16("the file is UTF-16, not UTF-8"),
  /** An encoded package is given and nothing is there to decode it. */
  NO_DECODER("`{}` is an encoded package, and nothing here can decode one"),
  /** A folder holds no WIT. */
  NO_WIT_FILES("there is no `.wit` file in the folder `{}`"),

  // Syntax

  /** A character that is allowed nowhere, not even in comments. */
  FORBIDDEN_CHARACTER("{} (U+{}) is allowed nowhere in a WIT file"),
  /** A block comment that does not end. */
  UNTERMINATED_COMMENT("this comment does not end"),
  /** A token that does not fit. */
  SYNTAX("expected {}, found {}"),
  /** Types or packages inside each other past the limit. */
  NESTING_TOO_DEEP("{} nest too deep: at most {} levels are allowed"),
  /** Input that is nested so deeply that the stack ended. */
  INPUT_TOO_DEEP("the input nests too deep"),
  /** A file that is nested so deeply that the stack ended. */
  FILE_TOO_DEEP("this file nests too deep"),
  /** A name that breaks the rules for names. */
  INVALID_NAME("`{}` is not a name: {}"),
  /** A name for a new world that breaks the rules for names. */
  INVALID_WORLD_NAME("`{}` is not a name for a world"),
  /** A package or namespace with an acronym in its name. */
  INVALID_PACKAGE_NAME("`{}` is no name for a package or namespace: it is all lower case"),
  /** A version that is not a semantic version. */
  INVALID_VERSION("`{}` is not a semantic version"),
  /** A string with a wrong escape. */
  INVALID_STRING(
      "this is no valid escape; there are \\t \\n"
          + " \\r"
          + " \\\" \\' \\\\ \\hh and \\u{hhhh}, which together have to give UTF-8"),
  /** A list length that is no positive 32-bit number. */
  INVALID_LENGTH("the length of a list is a number from 1 to 4294967295"),
  /** A {@code package} line that is not the first item of its file. */
  PACKAGE_LINE_NOT_FIRST("the `package` line has to be the first item of the file"),
  /** A second {@code package} line in a file. */
  SECOND_PACKAGE_LINE("a file has one `package` line, and this is another"),
  /** A package written inside another. */
  NESTED_PACKAGE("a package cannot stand in another"),
  /** An attribute that does not exist. */
  UNKNOWN_ATTRIBUTE("there is no attribute `@{}`"),
  /** An attribute with the wrong argument. */
  INVALID_ATTRIBUTE("this is written `{}`"),
  /** An attribute with more than one argument. */
  TOO_MANY_ARGUMENTS("`@{}` takes one argument"),
  /** An attribute with an argument of another name. */
  WRONG_ARGUMENT("expected `{}`, found `{}`"),
  /** Attributes that do not go together. */
  ATTRIBUTE_CONFLICT("`@since` and `@unstable` exclude each other"),
  /** {@code @deprecated} without the attribute that it goes with. */
  DEPRECATED_ALONE("`@deprecated` needs a `@since` or `@unstable` beside it"),
  /** One attribute twice. */
  DUPLICATE_ATTRIBUTE("`@{}` stands here twice"),
  /** An attribute where it means nothing. */
  ATTRIBUTE_NOT_ALLOWED("attributes are not allowed on {}"),
  /** An external id where it means nothing. */
  EXTERNAL_ID_NOT_ALLOWED("`@external-id` is not allowed on {}"),

  // Packages

  /** No file says which package this is. */
  MISSING_PACKAGE_LINE("no file of `{}` names its package"),
  /** The files of one folder name different packages. */
  PACKAGE_MISMATCH("this file is of the package `{}`, and the others of `{}`"),
  /** Two files of one package document it. */
  DUPLICATE_PACKAGE_DOCS("the package is documented in two files"),
  /** A package is defined in two places. */
  DUPLICATE_PACKAGE("the package `{}` is defined in two places"),
  /** A package that no source holds. */
  PACKAGE_NOT_FOUND("the package `{}` is not there"),
  /** Packages that depend on each other. */
  PACKAGE_CYCLE("the package `{}` depends on itself"),
  /** Packages that depend on each other once resolves are merged. */
  MERGED_PACKAGE_CYCLE("taken together, the packages depend on each other in a circle"),

  // Names

  /** Two items of one name. */
  DUPLICATE_NAME("there are two {}s called `{}`"),
  /** A name that a {@code use} of the file has taken. */
  NAME_TAKEN("the name `{}` is taken in this file"),
  /** Two functions of one name in a resource. */
  DUPLICATE_FUNCTION("the resource `{}` has two functions called `{}`"),
  /** Two items of one name in two files of a package. */
  DUPLICATE_ITEM("the package `{}` has two items called `{}`"),
  /** A parameter of a method called as the one that it has by itself. */
  DUPLICATE_SELF("a method has a parameter `self` already: the resource it is called on"),
  /** An included item with two new names. */
  RENAMED_TWICE("`{}` is given two new names"),
  /** An interface or world that does not exist. */
  INTERFACE_NOT_FOUND("there is no {} `{}` in the package `{}`"),
  /** An item of the package itself that does not exist. */
  ITEM_NOT_FOUND("there is no interface or world `{}` in the package `{}`"),
  /** A world where an interface should be. */
  NOT_AN_INTERFACE("`{}` is a world, not an interface"),
  /** A world of another package where an interface should be. */
  FOREIGN_WORLD("`{}` is a world, and of other packages only interfaces can be brought in here"),
  /** An interface where a world should be. */
  NOT_A_WORLD("`{}` is an interface, not a world"),
  /** Interfaces or worlds that need each other. */
  INTERFACE_CYCLE("the {} `{}` depends on itself"),
  /** Interfaces that need each other once resolves are merged. */
  MERGED_INTERFACE_CYCLE("taken together, the interfaces depend on each other in a circle"),
  /** A type that does not exist. */
  TYPE_NOT_FOUND("there is no type `{}` here"),
  /** A type in a {@code use} that its interface does not have. */
  USED_TYPE_NOT_FOUND("there is no type `{}` in the interface `{}`"),
  /** A name that stands for something other than a type. */
  NOT_A_TYPE("`{}` is a function, not a type"),
  /** A function in a {@code use}. */
  FUNCTION_USED("`{}` is a function of the interface `{}`; only types can be used"),
  /** Types that contain each other. */
  TYPE_CYCLE("the type `{}` contains itself"),

  // Types and functions

  /** A handle to something that is no resource. */
  NOT_A_RESOURCE("`{}` is not a resource, so there are no handles to it"),
  /** An enum without a case. */
  EMPTY_ENUM("the enum `{}` needs at least one case"),
  /** A variant without a case. */
  EMPTY_VARIANT("the variant `{}` needs at least one case"),
  /** A map key of a type that cannot be one. */
  INVALID_MAP_KEY("a map key is a `bool`, an integer, a `char` or a `string`"),
  /** A function that returns a borrowed handle. */
  BORROW_IN_RESULT("the function `{}` returns a type that holds a `borrow`"),
  /** A constructor that returns something other than its resource. */
  INVALID_CONSTRUCTOR_RESULT("a constructor of `{}` returns `{}` or a `result` of it"),
  /** A constructor that returns something else, found in the resolved types. */
  CONSTRUCTOR_OF_ANOTHER("the constructor of `{}` returns something else"),
  /** Two constructors of one resource. */
  DUPLICATE_CONSTRUCTOR("the resource `{}` has two constructors"),

  // What no component can express

  /** A record, flags or tuple without parts, or another type of that kind. */
  EMPTY_TYPE("{} has no {}"),
  /** More flags, fields, cases or parameters than fit. */
  TOO_MANY_PARTS("{} has {} {}"),
  /** A type whose values take too much memory. */
  VALUE_TOO_LARGE("{} takes {} bytes in memory"),
  /** A type that is made of too many others, one within the other. */
  TYPE_TOO_DEEP("{} is nested {} deep"),
  /** A type or function with too many parts. */
  TYPE_TOO_COMPLEX("{} has more than {} parts, written out"),
  /** A stream or future of something that holds a borrowed handle. */
  BORROW_SENT("a {} cannot hold a `borrow`"),
  /** A stream of what cannot be sent yet. */
  INVALID_STREAM_ELEMENT("a stream cannot be of `char`"),
  /** Two names that bindings could not tell apart. */
  NAMES_ALIKE("the {} `{}` is too much like `{}`"),

  // Gates

  /** A feature is enabled that nothing waits for, and one of nearly its name is not. */
  UNKNOWN_FEATURE("no gate names the feature `{}`"),
  /** A reference to an item whose feature is not enabled. */
  GATED_REFERENCE("the {} `{}` is left out because its feature `{}` is not enabled"),
  /** A reference to an item that a newer version of its package brought. */
  LATER_REFERENCE("the {} `{}` is left out because it came only with version {}"),
  /** An item that mentions a type whose feature is not enabled. */
  GATED_MENTION(
      "`{}` refers to the type `{}`, which is left out because its feature `{}` is not enabled"),
  /** An item that mentions a type that a newer version of its package brought. */
  LATER_MENTION(
      "`{}` refers to the type `{}`, which is left out because it came only with version {}"),
  /** {@code @since} with a version the package has not reached. */
  UNRELEASED_VERSION("`@since(version = {})` is newer than the package `{}`"),
  /** {@code @since} in a package without a version. */
  GATE_WITHOUT_VERSION("`@since` needs a package with a version, and `{}` has none"),
  /** One item with two contradicting gates. */
  STABILITY_MISMATCH("the same item has two different gates"),
  /** An interface that is included twice, with two contradicting gates. */
  INCLUDED_STABILITY_MISMATCH("the interface `{}` comes with two different gates"),

  // Worlds

  /** Two imports or exports under one name. */
  WORLD_NAME_CONFLICT("the world {}s `{}`, and {} of the same name already stands here"),
  /** An included item under a name that is taken. */
  INCLUDED_NAME_CONFLICT("the included {} `{}` has the name of {}"),
  /** Two worlds to be merged with different items under one name. */
  MERGED_WORLDS_CONFLICT("worlds `{}` and `{}` cannot be merged: each has its own {} `{}`"),
  /** Two imports or exports whose names differ only in case. */
  WORLD_NAMES_ALIKE("the {}s `{}` and `{}` have the same name"),
  /** An interface imported or exported twice under its own name. */
  DUPLICATE_WORLD_INTERFACE("the world `{}` {}s the interface `{}` twice"),
  /** A renamed item that the included world does not have. */
  INCLUDE_NAME_NOT_FOUND("the world `{}` has no import or export `{}` to rename"),
  /** Worlds that become too large by what they include. */
  WORLD_TOO_LARGE(
      "the worlds become too large: with all that they include and use, they have more than {}"
          + " items"),
  /** An export that needs an interface both as an import and as an export. */
  INCOMPATIBLE_DEPENDENCY("the export `{}` needs an interface both as an import and as an export"),

  // Whole resolves

  /** A world was asked for that does not exist. */
  WORLD_NOT_FOUND("there is no world `{}`"),
  /** A world has to be chosen and none is there. */
  NO_WORLD("there is no world to choose"),
  /** Several packages have a world of the name that was asked for. */
  WORLD_NAME_AMBIGUOUS("more than one world is called `{}`"),
  /** A world has to be chosen and more than one fits. */
  WORLD_AMBIGUOUS("there is more than one world; one has to be named"),
  /** Two resolves that hold different things under one name. */
  MERGE_CONFLICT("the {} `{}` comes in two forms"),
  /** Two resolves with one world, in which only one has an import or export. */
  MERGE_WORLD_CONFLICT(
      "the world `{}` of the package `{}` comes in two forms: only one has the {} `{}`"),
  /** A transformed world would have the name of another item, or two items of one name. */
  TRANSFORM_NAME_TAKEN("package `{}` already has an item `{}`"),
  /** A transformed world would export under the name of one of its types. */
  TRANSFORM_EXPORT_TAKEN("the export `{}` of world `{}` has the name of a type of the world"),
  /** A transformation was asked for an import that the world does not have. */
  TRANSFORM_IMPORT_NOT_FOUND("world `{}` has no import `{}`"),
  /** A newer version of an interface cannot stand in for an older one. */
  VERSIONS_NOT_COMPATIBLE("`{}` cannot stand in for `{}`: it has no type `{}`"),
  /** Newest versions of interfaces that would need each other. */
  VERSIONS_CYCLE("the newest versions of the imports would use each other in a circle");

  private final String template;

  WitCode(String template) {
    this.template = template;
  }

  @Override
  public String template() {
    return template;
  }
}
