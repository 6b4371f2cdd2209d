package dev.witj.binary.component;

import java.util.Collection;
import java.util.Optional;

/**
 * The core functions that the component model itself provides, grouped by what follows the opcode:
 * each group has a record of {@link Canon}.
 */
public sealed interface BuiltIn {
  /** The opcode. */
  int code();

  /** The text form, as {@code stream.new}. */
  @Override
  String toString();

  /** All of them, in the order of their opcodes. */
  static Collection<BuiltIn> all() {
    return BuiltInTable.BY_CODE.values();
  }

  /** The one with an opcode. */
  static Optional<BuiltIn> of(int code) {
    return Optional.ofNullable(BuiltInTable.BY_CODE.get(code));
  }

  /** The one with a text form. */
  static Optional<BuiltIn> named(String text) {
    return Optional.ofNullable(BuiltInTable.BY_NAME.get(text));
  }

  /** Those of streams and futures. */
  sealed interface Channel extends BuiltIn {
    /** Whether it is one of streams, and not of futures. */
    default boolean ofStream() {
      return toString().startsWith("stream.");
    }

    /** Whether it is about the readable end alone. */
    default boolean readable() {
      return switch (this) {
        case OfChannel.STREAM_DROP_READABLE,
            OfChannel.FUTURE_DROP_READABLE,
            Copy.STREAM_READ,
            Copy.FUTURE_READ,
            CancelCopy.STREAM_CANCEL_READ,
            CancelCopy.FUTURE_CANCEL_READ ->
            true;
        case OfChannel.STREAM_NEW,
            OfChannel.FUTURE_NEW,
            OfChannel.STREAM_DROP_WRITABLE,
            OfChannel.FUTURE_DROP_WRITABLE,
            Copy.STREAM_WRITE,
            Copy.FUTURE_WRITE,
            CancelCopy.STREAM_CANCEL_WRITE,
            CancelCopy.FUTURE_CANCEL_WRITE ->
            false;
      };
    }
  }

  /** Those without immediates: {@link Canon.Plain}. */
  enum Plain implements BuiltIn {
    /** Cancels the current task. */
    TASK_CANCEL(0x05, "task.cancel"),
    /** Forgets a subtask. */
    SUBTASK_DROP(0x0d, "subtask.drop"),
    /** Forgets an error context. */
    ERROR_CONTEXT_DROP(0x1e, "error-context.drop"),
    /** Makes a set of waitables. */
    WAITABLE_SET_NEW(0x1f, "waitable-set.new"),
    /** Forgets a set of waitables. */
    WAITABLE_SET_DROP(0x22, "waitable-set.drop"),
    /** Puts a waitable into a set. */
    WAITABLE_JOIN(0x23, "waitable.join"),
    /** Holds back new tasks. */
    BACKPRESSURE_INC(0x24, "backpressure.inc"),
    /** Lets new tasks in again. */
    BACKPRESSURE_DEC(0x25, "backpressure.dec"),
    /** Which thread is running. */
    THREAD_INDEX(0x26, "thread.index"),
    /** Makes a thread ready to run. */
    THREAD_RESUME_LATER(0x28, "thread.resume-later"),
    /** How many threads can run at a time. */
    THREAD_AVAILABLE_PARALLELISM(0x42, "thread.available-parallelism");

    private final int code;
    private final String text;

    Plain(int code, String text) {
      this.code = code;
      this.text = text;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Those for a resource type: {@link Canon.OfResource}. */
  enum OfResource implements BuiltIn {
    /** Makes a handle. */
    RESOURCE_NEW(0x02, "resource.new"),
    /** Drops a handle. */
    RESOURCE_DROP(0x03, "resource.drop"),
    /** What a handle represents. */
    RESOURCE_REP(0x04, "resource.rep");

    private final int code;
    private final String text;

    OfResource(int code, String text) {
      this.code = code;
      this.text = text;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Those that make or drop ends: {@link Canon.OfChannel}. */
  enum OfChannel implements Channel {
    /** Makes the two ends of a stream. */
    STREAM_NEW(0x0e, "stream.new"),
    /** Drops the readable end. */
    STREAM_DROP_READABLE(0x13, "stream.drop-readable"),
    /** Drops the writable end. */
    STREAM_DROP_WRITABLE(0x14, "stream.drop-writable"),
    /** Makes the two ends of a future. */
    FUTURE_NEW(0x15, "future.new"),
    /** Drops the readable end. */
    FUTURE_DROP_READABLE(0x1a, "future.drop-readable"),
    /** Drops the writable end. */
    FUTURE_DROP_WRITABLE(0x1b, "future.drop-writable");

    private final int code;
    private final String text;

    OfChannel(int code, String text) {
      this.code = code;
      this.text = text;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Those that copy: {@link Canon.Copy}. */
  enum Copy implements Channel {
    /** Reads elements. */
    STREAM_READ(0x0f, "stream.read"),
    /** Writes elements. */
    STREAM_WRITE(0x10, "stream.write"),
    /** Reads the value. */
    FUTURE_READ(0x16, "future.read"),
    /** Writes the value. */
    FUTURE_WRITE(0x17, "future.write");

    private final int code;
    private final String text;

    Copy(int code, String text) {
      this.code = code;
      this.text = text;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Those that call off a copy: {@link Canon.CancelCopy}. */
  enum CancelCopy implements Channel {
    /** Calls off a read. */
    STREAM_CANCEL_READ(0x11, "stream.cancel-read"),
    /** Calls off a write. */
    STREAM_CANCEL_WRITE(0x12, "stream.cancel-write"),
    /** Calls off a read. */
    FUTURE_CANCEL_READ(0x18, "future.cancel-read"),
    /** Calls off a write. */
    FUTURE_CANCEL_WRITE(0x19, "future.cancel-write");

    private final int code;
    private final String text;

    CancelCopy(int code, String text) {
      this.code = code;
      this.text = text;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Those that let other threads run: {@link Canon.Cancellable}. */
  enum Cancellable implements BuiltIn {
    /** Lets others run. */
    THREAD_YIELD(0x0c, "thread.yield"),
    /** Stops until resumed. */
    THREAD_SUSPEND(0x29, "thread.suspend"),
    /** Stops until resumed and runs another thread. */
    THREAD_SUSPEND_THEN_RESUME(0x2a, "thread.suspend-then-resume"),
    /** Lets others run, a given one first. */
    THREAD_YIELD_THEN_RESUME(0x2b, "thread.yield-then-resume"),
    /** Stops until resumed and prefers another thread. */
    THREAD_SUSPEND_THEN_PROMOTE(0x2c, "thread.suspend-then-promote"),
    /** Lets others run and prefers one. */
    THREAD_YIELD_THEN_PROMOTE(0x2d, "thread.yield-then-promote");

    private final int code;
    private final String text;

    Cancellable(int code, String text) {
      this.code = code;
      this.text = text;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Those that look for an event of a set of waitables: {@link Canon.Waiting}. */
  enum Waiting implements BuiltIn {
    /** Blocks until there is an event. */
    WAITABLE_SET_WAIT(0x20, "waitable-set.wait"),
    /** Takes an event if there is one. */
    WAITABLE_SET_POLL(0x21, "waitable-set.poll");

    private final int code;
    private final String text;

    Waiting(int code, String text) {
      this.code = code;
      this.text = text;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Those that read or write a string: {@link Canon.OfText}. */
  enum OfText implements BuiltIn {
    /** Makes an error context from a message. */
    ERROR_CONTEXT_NEW(0x1c, "error-context.new"),
    /** The message of an error context. */
    ERROR_CONTEXT_DEBUG_MESSAGE(0x1d, "error-context.debug-message");

    private final int code;
    private final String text;

    OfText(int code, String text) {
      this.code = code;
      this.text = text;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Those for the thread's storage: {@link Canon.Context}. */
  enum Context implements BuiltIn {
    /** Reads a slot of the thread's storage. */
    CONTEXT_GET(0x0a, "context.get"),
    /** Writes a slot of the thread's storage. */
    CONTEXT_SET(0x0b, "context.set");

    private final int code;
    private final String text;

    Context(int code, String text) {
      this.code = code;
      this.text = text;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Those that run a function of a table: {@link Canon.ThreadOfTable}. */
  enum ThreadOfTable implements BuiltIn {
    /** Makes a thread that runs a function of a table. */
    THREAD_NEW_INDIRECT(0x27, "thread.new-indirect"),
    /** Starts a parallel thread that runs a function of a table. */
    THREAD_SPAWN_INDIRECT(0x41, "thread.spawn-indirect");

    private final int code;
    private final String text;

    ThreadOfTable(int code, String text) {
      this.code = code;
      this.text = text;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Those whose immediates no other has: {@link Canon.TaskReturn}, {@link Canon.SubtaskCancel} and
   * {@link Canon.ThreadSpawnRef}.
   */
  enum Single implements BuiltIn {
    /** Calls off a subtask. */
    SUBTASK_CANCEL(0x06, "subtask.cancel"),
    /** Delivers the result of the current task. */
    TASK_RETURN(0x09, "task.return"),
    /** Starts a parallel thread that runs a function. */
    THREAD_SPAWN_REF(0x40, "thread.spawn-ref");

    private final int code;
    private final String text;

    Single(int code, String text) {
      this.code = code;
      this.text = text;
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
