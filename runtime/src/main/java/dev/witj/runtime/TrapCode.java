package dev.witj.runtime;

/** Why a guest was stopped. The texts are those the reference implementations print. */
public enum TrapCode {
  // Core WebAssembly.
  UNREACHABLE("wasm `unreachable` instruction executed"),
  MEMORY_OUT_OF_BOUNDS("out of bounds memory access"),
  TABLE_OUT_OF_BOUNDS("out of bounds table access"),
  UNINITIALIZED_ELEMENT("uninitialized element"),
  INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
  INTEGER_OVERFLOW("integer overflow"),
  INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
  INVALID_CONVERSION_TO_INTEGER("invalid conversion to integer"),
  NULL_REFERENCE("null reference"),
  CAST_FAILURE("cast failure"),
  ARRAY_OUT_OF_BOUNDS("out of bounds array access"),
  UNALIGNED_ATOMIC("unaligned atomic"),
  EXPECTED_SHARED_MEMORY("expected shared memory"),
  UNCAUGHT_EXCEPTION("thrown Wasm exception"),
  CALL_STACK_EXHAUSTED("call stack exhausted"),
  ALLOCATION_TOO_LARGE("allocation size too large"),
  UNSUPPORTED("the core engine does not support this"),
  CORE_ENGINE_FAILURE("the core engine failed"),

  // Limits and the host.
  INTERRUPTED("interrupted"),
  TIMEOUT("the time allowed to the guest is used up"),
  OUT_OF_FUEL("all fuel consumed"),
  LIMIT_EXCEEDED("a limit of the store is exceeded"),
  HOST_FAILURE("a host function failed"),
  HOST_RULE("a rule of a host interface was broken"),
  POISONED("the instance trapped before and cannot be used any more"),

  // Instances.
  CANNOT_ENTER("cannot enter component instance"),
  CANNOT_LEAVE("cannot leave component instance"),

  // Values in memory.
  POINTER_UNALIGNED("unaligned pointer"),
  POINTER_OUT_OF_BOUNDS("pointer/length out of bounds of memory"),
  STRING_UNALIGNED("string pointer not aligned to 2"),
  STRING_OUT_OF_BOUNDS("string pointer/length out of bounds of memory"),
  STRING_TOO_LONG("string too long"),
  STRING_INVALID_UTF8("invalid utf-8"),
  STRING_INVALID_UTF16("unpaired surrogate in utf-16 string"),
  LIST_UNALIGNED("list pointer is not aligned"),
  LIST_OUT_OF_BOUNDS("list pointer/length out of bounds of memory"),
  LIST_TOO_LONG("list too long"),
  REALLOC_UNALIGNED("realloc return: result not aligned"),
  REALLOC_OUT_OF_BOUNDS("realloc return: beyond end of memory"),
  LIFT_FUEL_EXHAUSTED("fuel allocated for hostcalls has been exhausted"),
  INVALID_CHAR("converted integer out of range for `char`"),
  INVALID_DISCRIMINANT("invalid variant discriminant"),

  // Handles and resources.
  UNKNOWN_HANDLE("unknown handle index"),
  HANDLE_KIND_MISMATCH("handle index used with the wrong type"),
  RESOURCE_TYPE_MISMATCH("handle index used with the wrong type"),
  HANDLE_LENT("cannot remove owned resource while borrowed"),
  HANDLE_NOT_OWNED("cannot lift own resource from a borrow"),
  BORROWS_REMAIN("borrow handles still remain at the end of the call"),
  TABLE_FULL("resource table has no free keys"),

  // Tasks.
  DEADLOCK("deadlock detected: event loop cannot make further progress"),
  CANNOT_BLOCK("cannot block a synchronous task before returning"),
  NO_RESULT("async-lifted export failed to produce a result"),
  TASK_RETURN_INVALID("invalid `task.return` signature and/or options for current task"),
  RETURNED_TWICE("`task.return` or `task.cancel` called more than once for current task"),
  TASK_CANCEL_INVALID("`task.cancel` called by task which has not been cancelled"),
  SUBTASK_CANCEL_INVALID("`subtask.cancel` called after terminal status delivered"),
  SUBTASK_NOT_RESOLVED("cannot drop a subtask which has not yet resolved"),
  CALLBACK_CODE_INVALID("unsupported callback code"),
  BACKPRESSURE_OVERFLOW("backpressure counter overflow"),

  // Waitables, streams and futures.
  WAITABLE_SET_INVALID("cannot drop waitable set with waiters"),
  WAITABLE_SYNC_USE("waitable cannot be used synchronously while added to a waitable set"),
  STREAM_INVALID("invalid use of a stream"),
  FUTURE_INVALID("invalid use of a future"),
  COPY_WITHIN_INSTANCE("cannot read from and write to intra-component future"),
  CONCURRENT_COPY("cannot have concurrent operations active on a future/stream"),
  THREAD_INVALID("invalid use of a thread");

  private final String text;

  TrapCode(String text) {
    this.text = text;
  }

  /** What happened, as a phrase. */
  public String text() {
    return text;
  }
}
