package dev.witj.runtime.internal.core;

/** A global variable. */
public non-sealed interface CoreGlobal extends CoreItem {
  /** Its value, with its type. */
  CoreValue value();
}
