package dev.witj.runtime.internal.call;

import dev.witj.runtime.FuncType;

/** A component function that can be called: of a running component, or the host's. */
public sealed interface ComponentFunc permits LiftedFunc, HostFunc {
  /** Its type, with the codecs that make and read its values. */
  FuncType type();
}
