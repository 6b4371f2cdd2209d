package dev.witj.encode.internal.names;

import dev.witj.binary.component.Flattening.Convention;
import dev.witj.wit.Function;
import dev.witj.wit.TypeId;

/** What an export of a core module gives. */
public sealed interface ModuleExport {
  /** A function that the world exports. */
  record Lifted(Owner owner, Function function, Convention convention) implements ModuleExport {}

  /** What is called on events of a function. */
  record Callback(Owner owner, Function function) implements ModuleExport {}

  /** What is called when the result of a function has been read. */
  record PostReturn(Owner owner, Function function) implements ModuleExport {}

  /** What is called when a resource is dropped. */
  record Destructor(TypeId resource) implements ModuleExport {}

  /** What serves the module as a whole. */
  enum Service implements ModuleExport {
    /** The memory. */
    MEMORY,
    /** Allocates. */
    REALLOC,
    /** Allocates for results of imports. */
    IMPORT_REALLOC,
    /** Allocates for parameters of exports. */
    EXPORT_REALLOC,
    /** Allocates for adapters. */
    ADAPTER_REALLOC,
    /** Is called once before all else. */
    INITIALIZE,
    /** Is called before and after each call into the module. */
    TASK_HOOK,
    /** The table of functions. */
    TABLE
  }
}
