package dev.witj.binary;

import java.util.Optional;

/** One extension of WebAssembly that can be turned on and off, with its name on command lines. */
public enum Feature {
  /** Imported and exported globals may be mutable. */
  MUTABLE_GLOBAL("mutable-global", "mutable globals"),
  /** Conversions that saturate instead of trapping. */
  SATURATING_FLOAT_TO_INT("saturating-float-to-int", "saturating float to int conversions"),
  /** Sign extension within an integer. */
  SIGN_EXTENSION("sign-extension", "sign extension operations"),
  /** Several tables, references as values. */
  REFERENCE_TYPES("reference-types", "reference types"),
  /** Several results, parameters of blocks. */
  MULTI_VALUE("multi-value", "multi-value"),
  /** Copying, filling and initialising memories and tables. */
  BULK_MEMORY("bulk-memory", "bulk memory"),
  /** 128-bit vectors. */
  SIMD("simd", "SIMD"),
  /** Vector operations with implementation-defined results. */
  RELAXED_SIMD("relaxed-simd", "relaxed SIMD"),
  /** Shared memories and atomic operations. */
  THREADS("threads", "threads"),
  /** Everything may be shared. */
  SHARED_EVERYTHING_THREADS("shared-everything-threads", "shared-everything-threads"),
  /** Calls that replace the caller. */
  TAIL_CALL("tail-call", "tail calls"),
  /** Floating-point numbers; turned off where results must not depend on NaN bits. */
  FLOATS("floats", "floating-point"),
  /** Several memories. */
  MULTI_MEMORY("multi-memory", "multi-memory"),
  /** Exceptions with {@code try_table}. */
  EXCEPTIONS("exceptions", "exceptions"),
  /** 64-bit memories and tables. */
  MEMORY64("memory64", "memory64"),
  /** Arithmetic in constant expressions. */
  EXTENDED_CONST("extended-const", "extended constant expressions"),
  /** Components. */
  COMPONENT_MODEL("component-model", "component model"),
  /** References to functions of a known type. */
  FUNCTION_REFERENCES("function-references", "function references"),
  /** {@code memory.discard}. */
  MEMORY_CONTROL("memory-control", "memory control"),
  /** Structs, arrays and subtyping. */
  GC("gc", "gc"),
  /** Memories with pages of one byte. */
  CUSTOM_PAGE_SIZES("custom-page-sizes", "custom page sizes"),
  /** Exceptions with {@code try} and {@code catch}. */
  LEGACY_EXCEPTIONS("legacy-exceptions", "legacy exceptions"),
  /** Types that need a garbage collector: any reference but to functions. */
  GC_TYPES("gc-types", "gc types"),
  /** Continuations. */
  STACK_SWITCHING("stack-switching", "stack switching"),
  /** 128-bit integer arithmetic. */
  WIDE_ARITHMETIC("wide-arithmetic", "wide arithmetic"),
  /** Values imported and exported by components. */
  CM_VALUES("cm-values", "component model values"),
  /** Nested namespaces and packages in names. */
  CM_NESTED_NAMES("cm-nested-names", "component model nested names"),
  /** Asynchronous functions, streams and futures. */
  CM_ASYNC("cm-async", "component model async"),
  /** Asynchronous lifting without a callback. */
  CM_ASYNC_STACKFUL("cm-async-stackful", "component model async stackful"),
  /** More forms of the asynchronous built-ins. */
  CM_MORE_ASYNC_BUILTINS("cm-more-async-builtins", "component model more async builtins"),
  /** Cooperative threads. */
  CM_THREADING("cm-threading", "component model threading"),
  /** Error contexts. */
  CM_ERROR_CONTEXT("cm-error-context", "component model error-context"),
  /** Lists whose length is part of the type. */
  CM_FIXED_LENGTH_LISTS("cm-fixed-length-lists", "component model fixed-length lists"),
  /** Canonical options for garbage-collected values. */
  CM_GC("cm-gc", "component model gc"),
  /** {@code call_indirect} with a table index that is not in its shortest form. */
  CALL_INDIRECT_OVERLONG("call-indirect-overlong", "overlong call_indirect indices"),
  /** {@code memory.copy} and {@code memory.fill}. */
  BULK_MEMORY_OPT("bulk-memory-opt", "bulk memory"),
  /** Struct types with descriptors. */
  CUSTOM_DESCRIPTORS("custom-descriptors", "custom descriptors"),
  /** Imports that share a module name or a type. */
  COMPACT_IMPORTS("compact-imports", "compact imports"),
  /** Map types. */
  CM_MAP("cm-map", "component model map"),
  /** 64-bit memories in the canonical ABI. */
  CM64("cm64", "component model memory64"),
  /** {@code implements} in names. */
  CM_IMPLEMENTS("cm-implements", "component model implements"),
  /** Canonical interface names. */
  CM_CANON_NAMES("cm-canon-names", "component model canonical names");

  private final String flag;
  private final String description;

  Feature(String flag, String description) {
    this.flag = flag;
    this.description = description;
  }

  /** Its name on command lines, as {@code cm-async}. */
  public String flag() {
    return flag;
  }

  /** What to try where it is missing. */
  public String help() {
    return "validate with the feature `" + flag() + "`";
  }

  /** What it is in messages: <i>description</i> {@code support is not enabled}. */
  public String description() {
    return description;
  }

  /** The feature with this name on command lines. */
  public static Optional<Feature> of(String flag) {
    for (Feature feature : values()) {
      if (feature.flag.equals(flag)) {
        return Optional.of(feature);
      }
    }
    return Optional.empty();
  }
}
