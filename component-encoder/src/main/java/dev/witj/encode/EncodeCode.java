package dev.witj.encode;

import dev.witj.diagnostics.Code;

/** What can be wrong between WIT and binaries. */
public enum EncodeCode implements Code {
  /** Not a component, such as a core module. */
  NOT_A_COMPONENT("`{}` is a core module, not a component, and says no world that it is for"),
  /** An encoded WIT package where a component is needed. */
  ONLY_WIT("`{}` holds WIT, but is no component that implements it"),
  /** A component where an encoded WIT package is needed. */
  NOT_A_WIT_PACKAGE("`{}` is a component, not an encoded WIT package"),
  /** A component that WIT cannot describe. */
  NOT_EXPRESSIBLE("{} of `{}` is a {}, which WIT has no way to say"),
  /** A type that is used outside of the unnamed interface it is from. */
  TYPE_OF_UNNAMED("type `{}` is that of an interface without a name, which WIT has no way to say"),
  /** A component that uses a type without giving it a name. */
  UNNAMED_TYPE("a type has no name where it is used, which WIT has no way to say: {}"),
  /** A component that uses a resource without giving it a name. */
  UNNAMED_RESOURCE("a resource has no name where it is used, which WIT has no way to say"),
  /** A function with the name of a method, but without its resource. */
  RESOURCE_NOT_THERE("function `{}` belongs to resource `{}`, which is not there"),
  /** A component with a name that WIT cannot say. */
  NAME_NOT_EXPRESSIBLE("{} `{}` of `{}` has a name that WIT has no way to say"),
  /** A component that encodes more than one package on its outermost level. */
  TWO_PACKAGES("`{}` encodes two packages, `{}` and `{}`"),
  /** An encoded package in which something has no name of an interface or a world. */
  NOT_A_WIT_NAME("`{}` in `{}` is not the name of an interface or a world"),
  /** Documentation in a custom section that cannot be read. */
  MALFORMED_DOCS("the section `{}` cannot be read: {}"),
  /** Text where there is nothing that reads text. */
  TEXT_NOT_SUPPORTED("`{}` is text, and only binaries can be read here"),
  /** Not a core module, such as a component. */
  NOT_A_MODULE("`{}` is a component, not a core module"),
  /** A component where an adapter is needed. */
  ADAPTER_IS_COMPONENT("`{}` is a component already, not a core module, which an adapter is"),
  /** A component that is to be made into a component. */
  ALREADY_A_COMPONENT("`{}` is a component already, not a core module"),
  /** A core module that is not valid. */
  INVALID_MODULE("`{}` mentions what it does not define"),
  /** A core module that exports what it does not define. */
  UNDEFINED_EXPORT("`{}` exports `{}`, which it does not define"),
  /** A core module with a function of a type that it does not define. */
  UNDEFINED_TYPE("`{}` has a function of a type that it does not define"),
  /** A core module that says nothing of the world it is for. */
  NO_WORLD("`{}` does not say which world it is for"),
  /** Dynamic libraries of which none says anything of the world they are for. */
  NO_WORLD_IN_LIBRARIES("none of the libraries says which world the component is for"),
  /** Metadata of a world that cannot be read. */
  MALFORMED_METADATA("the section `{}` cannot be read: {}"),
  /** An import of a core module that the world does not have. */
  UNKNOWN_IMPORT("`{}` imports `{}` from `{}`, which its world does not import"),
  /** An import of a core module that only another core module could give. */
  IMPORT_OF_NO_FUNCTION(
      "`{}` imports the {} `{}` from `{}`, but a component can give it only functions"),
  /** An import of a core module from what it exports itself that is no built-in. */
  UNKNOWN_BUILT_IN("`{}` imports `{}` from `{}`, which is no built-in of what its world exports"),
  /** An import of a core module that the world's interface does not have. */
  UNKNOWN_FUNCTION("`{}` imports `{}` from `{}`, which has no such function"),
  /** An import of a core module that is no function of the world itself. */
  UNKNOWN_WORLD_FUNCTION("`{}` imports `{}`, but its world imports no function of that name"),
  /** An import of an interface that only another module's world has. */
  UNSAID_IMPORT("`{}` imports `{}` from `{}`, which only the world of another module has"),
  /** An import that only another module's world has. */
  UNSAID_WORLD_IMPORT("`{}` imports `{}`, which only the world of another module has"),
  /** An export of a core module that seems to be for the world, which does not have it. */
  UNKNOWN_EXPORT("`{}` exports `{}`, which its world does not export"),
  /** Two exports of a core module of which only one can be taken. */
  AMBIGUOUS_EXPORT("`{}` exports both `{}` and `{}`, of which a component takes one"),
  /** A dynamic library with two functions that are to be called first. */
  TWO_INITIALIZERS(
      "the library `{}` exports both `__wasm_call_ctors` and `_initialize`, of which one is"
          + " called"),
  /** An export of the world that the core module lacks. */
  MISSING_EXPORT("`{}` does not export `{}`, which its world does"),
  /** A core module that starts threads and does not export where their functions are. */
  MISSING_THREAD_TABLE("`{}` starts threads, but does not export the table with their functions"),
  /** An asynchronous export of a core module without its callback. */
  MISSING_CALLBACK("`{}` exports `[async-lift]{}` without the callback for its events"),
  /** An import or export of a core module that has another type than the world's function. */
  SIGNATURE_MISMATCH("`{}` has the {} `{}` with another type than its world asks for"),
  /** Dynamic libraries that disagree on the type of a function. */
  SYMBOL_TYPE_MISMATCH("the libraries `{}` and `{}` have different types for the function `{}`"),
  /** An adapter's function has another type than its importer wants. */
  ADAPTER_TYPE_MISMATCH("the adapter `{}` has another type for `{}` than `{}` imports"),
  /** Modules that keep words of different sizes for each thread. */
  ADDRESS_SIZE_MISMATCH("the words that threads keep have one size in a component"),
  /**
   * An import of a core module that has another type than the function of the world's interface.
   */
  IMPORT_SIGNATURE_MISMATCH(
      "`{}` has the {} `{}` from `{}` with another type than its world asks for"),
  /** Names without prefix where they are not allowed. */
  LEGACY_NAME("`{}` has the {} `{}`, whose name lacks the prefix `cm32p2`"),
  /** Values go through memory, and the core module exports none. */
  MISSING_MEMORY("`{}` exports no memory, but values of `{}` go through memory"),
  /** A module of the component imports the memory, and the main module exports none. */
  MISSING_MEMORY_IMPORT("`{}` imports the memory `{}` from `{}`, but the main module exports none"),
  /** Memory must be allocated, and the core module exports nothing that does. */
  MISSING_REALLOC(
      "`{}` exports no function that allocates memory, which `{}` needs for its values"),
  /** Two adapters of one name, or one that cannot be used. */
  BAD_ADAPTER("there are two adapters for the module name `{}`"),
  /** An adapter imports from the main module what that does not export. */
  ADAPTER_NEEDS_EXPORT(
      "the adapter `{}` needs the export `{}` of the main module, which is not there"),
  /** An adapter with a stack and no memory to put it in. */
  ADAPTER_WITHOUT_MEMORY("the adapter `{}` needs a stack, but imports no memory for it"),
  /** An export of the world that two modules have. */
  EXPORTED_TWICE("both `{}` and the {} `{}` are to give the export `{}`"),
  /** An import for which there is an adapter that does not have it. */
  ADAPTER_LACKS_EXPORT("`{}` imports `{}` from `{}`, which the adapter `{}` does not export"),
  /** A module where a dynamic library is needed. */
  NOT_A_LIBRARY("`{}` is no dynamic library: it has no section `dylink.0`"),
  /** A dynamic library that cannot be linked, or not together with the others. */
  BAD_LIBRARY("the library `{}` imports the {} `{}` from `env`, which no linker gives"),
  /** A library imports an address in a form that no linker gives. */
  LIBRARY_VARIABLE("the library `{}` imports `{}` from `{}`, but not as a variable of 32 bits"),
  /** A library imports its memory or table with a type that no linker gives. */
  LIBRARY_IMPORT_TYPE("the library `{}` imports the {} `{}` with a type that no linker gives"),
  /** A library with addresses of 64 bits. */
  WIDE_LIBRARY("the library `{}` has addresses of 64 bits; libraries are linked with 32 bits"),
  /** A library exports under a linker's name something that no linker makes. */
  LIBRARY_EXPORT_TYPE("the library `{}` exports `{}` as something else than {}"),
  /** A library whose data or functions are to be aligned more than anything can be. */
  LIBRARY_ALIGNMENT("the library `{}` asks in `dylink.0` for an alignment of 2^{}"),
  /** Libraries that are too large together. */
  NO_ROOM(
      "there is no room for the library `{}`: the data of all libraries and the stack exceed a"
          + " memory of 4 GiB, or their functions a table"),
  /** Two libraries of one name. */
  DUPLICATE_LIBRARY("there are two libraries called `{}`"),
  /** A library under the name of an adapter or of a module that the linker makes. */
  LIBRARY_NAME_TAKEN("a library cannot be called `{}`: another module of the component is"),
  /** A dynamic library that another one needs and that is not there. */
  MISSING_LIBRARY("the library `{}` needs `{}`, which is not given"),
  /** A symbol that a dynamic library needs and none exports. */
  UNRESOLVED_SYMBOL("no library exports the {} `{}`, which {} needs"),
  /** A symbol that dynamic libraries need and none exports. */
  UNRESOLVED_SYMBOL_OF_SEVERAL("no library exports the {} `{}`, which {} need"),
  /** A function that a dynamic library needs and none exports. */
  UNRESOLVED_FUNCTION("no library exports the {} `{}`, which {} needs with type {}"),
  /** A function that dynamic libraries need and none exports. */
  UNRESOLVED_FUNCTION_OF_SEVERAL("no library exports the {} `{}`, which {} need with type {}"),
  /** A component that does not fit a world. */
  NOT_OF_WORLD("`{}` has the {}, which world `{}` has not"),
  /** A component that does not export what a world does. */
  LACKS_EXPORT("`{}` lacks the {} of world `{}`"),
  /** A component that has something with another type than a world. */
  DIFFERS_FROM_WORLD("the {} of `{}` differs from that of world `{}`"),
  /** Something that the chosen names of core functions cannot say. */
  NAMES_NOT_SUPPORTED("the names `cm32p2` cannot say yet what is asynchronous");

  private final String template;

  EncodeCode(String template) {
    this.template = template;
  }

  @Override
  public String template() {
    return template;
  }
}
