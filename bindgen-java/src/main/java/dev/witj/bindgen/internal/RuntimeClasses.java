package dev.witj.bindgen.internal;

import com.palantir.javapoet.ClassName;

/** The classes of the runtime that generated code mentions. */
final class RuntimeClasses {
  private static final String RUNTIME = "dev.witj.runtime";
  private static final String VALUE = "dev.witj.runtime.value";
  private static final String ASYNC = "dev.witj.runtime.async";
  private static final String BIND = "dev.witj.runtime.bind";

  static final ClassName COMPONENT = ClassName.get(RUNTIME, "Component");
  static final ClassName LINKER = ClassName.get(RUNTIME, "Linker");
  static final ClassName STORE = ClassName.get(RUNTIME, "Store");
  static final ClassName RESULT = ClassName.get(VALUE, "Result");
  static final ClassName TUPLE_N = ClassName.get(VALUE, "TupleN");
  static final ClassName STREAM_READER = ClassName.get(ASYNC, "StreamReader");
  static final ClassName WIT_FUTURE = ClassName.get(ASYNC, "WitFuture");
  static final ClassName ERROR_CONTEXT = ClassName.get(ASYNC, "ErrorContext");
  static final ClassName ASYNC_CALL = ClassName.get(ASYNC, "AsyncCall");
  static final ClassName HOST_INTERFACE = ClassName.get(BIND, "HostInterface");
  static final ClassName WORLD_PRE = ClassName.get(BIND, "WorldPre");
  static final ClassName WIT_INTERFACE = ClassName.get(BIND, "WitInterface");
  static final ClassName WIT_NAME = ClassName.get(BIND, "WitName");
  static final ClassName U8 = ClassName.get(BIND, "U8");
  static final ClassName U16 = ClassName.get(BIND, "U16");
  static final ClassName U32 = ClassName.get(BIND, "U32");
  static final ClassName U64 = ClassName.get(BIND, "U64");
  static final ClassName CHAR = ClassName.get(BIND, "Char");
  static final ClassName NULLABLE = ClassName.get("org.jspecify.annotations", "Nullable");
  static final ClassName NULL_MARKED = ClassName.get("org.jspecify.annotations", "NullMarked");

  /** The longest tuple that has a class of its own. */
  static final int MAX_TUPLE = 16;

  private RuntimeClasses() {}

  static ClassName tuple(int length) {
    return ClassName.get(VALUE, "Tuple" + length);
  }
}
