package dev.witj.binary.component;

import dev.witj.binary.core.ValType;
import java.util.Optional;

/**
 * A canonical definition: a lifted function, a lowered one, or a built-in. Built-ins with the same
 * immediates share a record. Indices are those of the component.
 */
public sealed interface Canon {
  /** A component function from a core one. */
  record Lift(int coreFunc, int type, CanonicalOptions options) implements Canon {}

  /** A core function from a component one. */
  record Lower(int func, CanonicalOptions options) implements Canon {}

  /** A core function that the component model provides. */
  sealed interface Provided extends Canon {
    /** Which. */
    BuiltIn builtIn();
  }

  /** Built-ins without immediates. */
  record Plain(BuiltIn.Plain builtIn) implements Provided {}

  /** Built-ins for one resource type. */
  record OfResource(BuiltIn.OfResource builtIn, int type) implements Provided {}

  /** Built-ins that make or drop ends of one stream or future type. */
  record OfChannel(BuiltIn.OfChannel builtIn, int type) implements Provided {}

  /** Built-ins that copy into or out of a stream or future. */
  record Copy(BuiltIn.Copy builtIn, int type, CanonicalOptions options) implements Provided {}

  /** Built-ins that call off a read or write. */
  record CancelCopy(BuiltIn.CancelCopy builtIn, int type, boolean async) implements Provided {}

  /** Built-ins that let other threads run. */
  record Cancellable(BuiltIn.Cancellable builtIn, boolean cancellable) implements Provided {}

  /** Built-ins that look for an event of a set of waitables. */
  record Waiting(BuiltIn.Waiting builtIn, boolean cancellable, int memory) implements Provided {}

  /** Built-ins that read or write a string. */
  record OfText(BuiltIn.OfText builtIn, CanonicalOptions options) implements Provided {}

  /** Built-ins for the thread's storage. */
  record Context(BuiltIn.Context builtIn, ValType type, int slot) implements Provided {}

  /** Built-ins that run a function of a table. */
  record ThreadOfTable(BuiltIn.ThreadOfTable builtIn, int coreType, int table)
      implements Provided {}

  /** Starts a parallel thread that runs a function of a type. */
  record ThreadSpawnRef(int coreType) implements Provided {
    @Override
    public BuiltIn builtIn() {
      return BuiltIn.Single.THREAD_SPAWN_REF;
    }
  }

  /** Calls off a subtask. */
  record SubtaskCancel(boolean async) implements Provided {
    @Override
    public BuiltIn builtIn() {
      return BuiltIn.Single.SUBTASK_CANCEL;
    }
  }

  /** Delivers the result of the current task. */
  record TaskReturn(Optional<ComponentValType> result, CanonicalOptions options)
      implements Provided {
    @Override
    public BuiltIn builtIn() {
      return BuiltIn.Single.TASK_RETURN;
    }
  }
}
