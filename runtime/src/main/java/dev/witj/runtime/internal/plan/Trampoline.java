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

  /** A built-in that concerns its instance alone: it calls nobody, and knows no resource. */
  sealed interface Within extends Trampoline {}

  /** A built-in without immediates. */
  record Plain(int instance, BuiltIn.Plain builtIn) implements Within {}

  /** Calls off a subtask. */
  record SubtaskCancel(int instance, boolean async) implements Within {}

  /** Lets other threads run. */
  record Cancellable(int instance, BuiltIn.Cancellable builtIn, boolean cancellable)
      implements Within {}

  /** A word that threads keep. */
  record Context(int instance, BuiltIn.Context builtIn, int slot, boolean wide) implements Within {}

  /**
   * Looks for an event of a set of waitables.
   *
   * @param memory the slot of the memory that the event is told in
   */
  record Waiting(int instance, BuiltIn.Waiting builtIn, boolean cancellable, int memory)
      implements Within {}

  /** Gives the result of a task. */
  record TaskReturn(int instance, Optional<ValueType> result, Side side) implements Within {}

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
      implements Within {}

  /** Makes an error context, or tells its message. */
  record ErrorContext(int instance, BuiltIn.OfText builtIn, Side side) implements Within {}

  /**
   * Makes a thread.
   *
   * @param wide whether what it is given is an i64
   */
  record NewThread(int instance, CoreDef.Table table, boolean wide) implements Within {}

  /** A built-in that cannot be run; the plan says so, and is not carried out. */
  record Unsupported(int instance, Canon.Provided canon) implements Within {}
}
