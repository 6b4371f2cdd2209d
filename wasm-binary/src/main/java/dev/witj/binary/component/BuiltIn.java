package dev.witj.binary.component;

import java.util.Optional;

/** The core functions that the component model itself provides. */
public enum BuiltIn {
  /** Makes a handle. */
  RESOURCE_NEW(0x02, "resource.new", Immediates.TYPE),
  /** Drops a handle. */
  RESOURCE_DROP(0x03, "resource.drop", Immediates.TYPE),
  /** What a handle represents. */
  RESOURCE_REP(0x04, "resource.rep", Immediates.TYPE),
  /** Cancels the current task. */
  TASK_CANCEL(0x05, "task.cancel", Immediates.NONE),
  /** Calls off a subtask. */
  SUBTASK_CANCEL(0x06, "subtask.cancel", Immediates.ASYNC),
  /** Delivers the result of the current task. */
  TASK_RETURN(0x09, "task.return", Immediates.RESULT_AND_OPTIONS),
  /** Reads a slot of the thread's storage. */
  CONTEXT_GET(0x0a, "context.get", Immediates.SLOT),
  /** Writes a slot of the thread's storage. */
  CONTEXT_SET(0x0b, "context.set", Immediates.SLOT),
  /** Lets others run. */
  THREAD_YIELD(0x0c, "thread.yield", Immediates.CANCELLABLE),
  /** Forgets a subtask. */
  SUBTASK_DROP(0x0d, "subtask.drop", Immediates.NONE),
  /** Makes the two ends of a stream. */
  STREAM_NEW(0x0e, "stream.new", Immediates.TYPE),
  /** Reads elements. */
  STREAM_READ(0x0f, "stream.read", Immediates.TYPE_AND_OPTIONS),
  /** Writes elements. */
  STREAM_WRITE(0x10, "stream.write", Immediates.TYPE_AND_OPTIONS),
  /** Calls off a read. */
  STREAM_CANCEL_READ(0x11, "stream.cancel-read", Immediates.TYPE_AND_ASYNC),
  /** Calls off a write. */
  STREAM_CANCEL_WRITE(0x12, "stream.cancel-write", Immediates.TYPE_AND_ASYNC),
  /** Drops the readable end. */
  STREAM_DROP_READABLE(0x13, "stream.drop-readable", Immediates.TYPE),
  /** Drops the writable end. */
  STREAM_DROP_WRITABLE(0x14, "stream.drop-writable", Immediates.TYPE),
  /** Makes the two ends of a future. */
  FUTURE_NEW(0x15, "future.new", Immediates.TYPE),
  /** Reads the value. */
  FUTURE_READ(0x16, "future.read", Immediates.TYPE_AND_OPTIONS),
  /** Writes the value. */
  FUTURE_WRITE(0x17, "future.write", Immediates.TYPE_AND_OPTIONS),
  /** Calls off a read. */
  FUTURE_CANCEL_READ(0x18, "future.cancel-read", Immediates.TYPE_AND_ASYNC),
  /** Calls off a write. */
  FUTURE_CANCEL_WRITE(0x19, "future.cancel-write", Immediates.TYPE_AND_ASYNC),
  /** Drops the readable end. */
  FUTURE_DROP_READABLE(0x1a, "future.drop-readable", Immediates.TYPE),
  /** Drops the writable end. */
  FUTURE_DROP_WRITABLE(0x1b, "future.drop-writable", Immediates.TYPE),
  /** Makes an error context from a message. */
  ERROR_CONTEXT_NEW(0x1c, "error-context.new", Immediates.OPTIONS),
  /** The message of an error context. */
  ERROR_CONTEXT_DEBUG_MESSAGE(0x1d, "error-context.debug-message", Immediates.OPTIONS),
  /** Forgets an error context. */
  ERROR_CONTEXT_DROP(0x1e, "error-context.drop", Immediates.NONE),
  /** Makes a set of waitables. */
  WAITABLE_SET_NEW(0x1f, "waitable-set.new", Immediates.NONE),
  /** Blocks until there is an event. */
  WAITABLE_SET_WAIT(0x20, "waitable-set.wait", Immediates.CANCELLABLE_AND_MEMORY),
  /** Takes an event if there is one. */
  WAITABLE_SET_POLL(0x21, "waitable-set.poll", Immediates.CANCELLABLE_AND_MEMORY),
  /** Forgets a set of waitables. */
  WAITABLE_SET_DROP(0x22, "waitable-set.drop", Immediates.NONE),
  /** Puts a waitable into a set. */
  WAITABLE_JOIN(0x23, "waitable.join", Immediates.NONE),
  /** Holds back new tasks. */
  BACKPRESSURE_INC(0x24, "backpressure.inc", Immediates.NONE),
  /** Lets new tasks in again. */
  BACKPRESSURE_DEC(0x25, "backpressure.dec", Immediates.NONE),
  /** Which thread is running. */
  THREAD_INDEX(0x26, "thread.index", Immediates.NONE),
  /** Makes a thread that runs a function of a table. */
  THREAD_NEW_INDIRECT(0x27, "thread.new-indirect", Immediates.CORE_TYPE_AND_TABLE),
  /** Makes a thread ready to run. */
  THREAD_RESUME_LATER(0x28, "thread.resume-later", Immediates.NONE),
  /** Stops until resumed. */
  THREAD_SUSPEND(0x29, "thread.suspend", Immediates.CANCELLABLE),
  /** Stops until resumed and runs another thread. */
  THREAD_SUSPEND_THEN_RESUME(0x2a, "thread.suspend-then-resume", Immediates.CANCELLABLE),
  /** Lets others run, a given one first. */
  THREAD_YIELD_THEN_RESUME(0x2b, "thread.yield-then-resume", Immediates.CANCELLABLE),
  /** Stops until resumed and prefers another thread. */
  THREAD_SUSPEND_THEN_PROMOTE(0x2c, "thread.suspend-then-promote", Immediates.CANCELLABLE),
  /** Lets others run and prefers one. */
  THREAD_YIELD_THEN_PROMOTE(0x2d, "thread.yield-then-promote", Immediates.CANCELLABLE),
  /** Starts a parallel thread that runs a function. */
  THREAD_SPAWN_REF(0x40, "thread.spawn-ref", Immediates.CORE_TYPE),
  /** Starts a parallel thread that runs a function of a table. */
  THREAD_SPAWN_INDIRECT(0x41, "thread.spawn-indirect", Immediates.CORE_TYPE_AND_TABLE),
  /** How many threads can run at a time. */
  THREAD_AVAILABLE_PARALLELISM(0x42, "thread.available-parallelism", Immediates.NONE);

  private static final BuiltIn[] BY_CODE = new BuiltIn[0x43];

  static {
    for (BuiltIn builtIn : values()) {
      BY_CODE[builtIn.code] = builtIn;
    }
  }

  private final int code;
  private final String text;
  private final Immediates immediates;

  BuiltIn(int code, String text, Immediates immediates) {
    this.code = code;
    this.text = text;
    this.immediates = immediates;
  }

  /** The one with an opcode. */
  public static Optional<BuiltIn> of(int code) {
    return code < BY_CODE.length ? Optional.ofNullable(BY_CODE[code]) : Optional.empty();
  }

  /** The opcode. */
  public int code() {
    return code;
  }

  /** What follows the opcode. */
  public Immediates immediates() {
    return immediates;
  }

  /** The text form, as {@code stream.new}. */
  @Override
  public String toString() {
    return text;
  }

  /** What follows an opcode; each is a record of {@link Canon}. */
  public enum Immediates {
    /** {@link Canon.Plain}. */
    NONE,
    /** {@link Canon.OfType}. */
    TYPE,
    /** {@link Canon.OfTypeWithOptions}. */
    TYPE_AND_OPTIONS,
    /** {@link Canon.OfTypeMaybeAsync}. */
    TYPE_AND_ASYNC,
    /** {@link Canon.MaybeAsync}. */
    ASYNC,
    /** {@link Canon.Cancellable}. */
    CANCELLABLE,
    /** {@link Canon.Waiting}. */
    CANCELLABLE_AND_MEMORY,
    /** {@link Canon.WithOptions}. */
    OPTIONS,
    /** {@link Canon.TaskReturn}. */
    RESULT_AND_OPTIONS,
    /** {@link Canon.Context}. */
    SLOT,
    /** {@link Canon.ThreadOfRef}. */
    CORE_TYPE,
    /** {@link Canon.ThreadOfTable}. */
    CORE_TYPE_AND_TABLE
  }
}
