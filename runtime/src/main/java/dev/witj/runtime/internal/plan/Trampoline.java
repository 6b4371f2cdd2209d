package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.ValueType;
import dev.witj.runtime.internal.call.Call;
import dev.witj.runtime.internal.call.ResourceSlots;
import dev.witj.runtime.internal.call.Side;
import java.util.Optional;

/** A core function that the component model makes for a component instance. */
sealed interface Trampoline {
  /** Calls a component function. */
  record Lower(Call call) implements Trampoline {}

  /** Makes, drops or looks into a handle of a resource. */
  record OfResource(int instance, BuiltIn.OfResource builtIn, int resource) implements Trampoline {}

  /** A built-in without immediates. */
  record Plain(int instance, BuiltIn.Plain builtIn) implements Trampoline {}

  /** Calls off a subtask. */
  record SubtaskCancel(int instance, boolean async) implements Trampoline {}

  /** Lets other threads run. */
  record Cancellable(int instance, BuiltIn.Cancellable builtIn, boolean cancellable)
      implements Trampoline {}

  /** A word that threads keep. */
  record Context(int instance, BuiltIn.Context builtIn, int slot, boolean wide)
      implements Trampoline {}

  /**
   * Looks for an event of a set of waitables.
   *
   * @param memory the slot of the memory that the event is told in
   */
  record Waiting(int instance, BuiltIn.Waiting builtIn, boolean cancellable, int memory)
      implements Trampoline {}

  /** Gives the result of a task. */
  record TaskReturn(int instance, Optional<ValueType> result, Side side) implements Trampoline {}

  /**
   * Does something with an end of a stream or a future.
   *
   * @param side how values get out of and into the instance, for those that copy
   */
  record Channel(
      int instance,
      BuiltIn.Channel builtIn,
      DefinedType type,
      boolean async,
      Optional<Side> side,
      ResourceSlots resources)
      implements Trampoline {}

  /** Makes an error context, or tells its message. */
  record ErrorContext(int instance, BuiltIn.OfText builtIn, Side side) implements Trampoline {}

  /**
   * Makes a thread.
   *
   * @param wide whether what it is given is an i64
   */
  record NewThread(int instance, CoreDef.Table table, boolean wide) implements Trampoline {}

  /** A built-in that cannot be run; the plan says so, and is not carried out. */
  record Unsupported(int instance, Canon.Provided canon) implements Trampoline {}
}
