package dev.witj.runtime.internal.core;

/** A global variable. */
public non-sealed interface CoreGlobal extends CoreItem {
  /** The bits of its value; i32 and f32 in the lower half. */
  long get();

  /** Its value, with its type. */
  CoreValue value();

  @Override
  default CoreModule.Kind kind() {
    return CoreModule.Kind.GLOBAL;
  }
}
