package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.Canon;
import dev.witj.runtime.internal.call.Call;

/** A core function that the component model makes for a component instance. */
sealed interface Trampoline {
  /** Calls a component function. */
  record Lower(Call call) implements Trampoline {}

  /** Makes a handle of a resource. */
  record ResourceNew(int instance, int resource) implements Trampoline {}

  /** Gives what a handle stands for. */
  record ResourceRep(int instance, int resource) implements Trampoline {}

  /** Drops a handle. */
  record ResourceDrop(int instance, int resource) implements Trampoline {}

  /** A built-in that cannot be run yet; the plan says so, and is not carried out. */
  record Unsupported(int instance, Canon.Provided canon) implements Trampoline {}
}
