package dev.witj.runtime.internal.core.endive;

import dev.witj.runtime.internal.core.CoreGlobal;
import dev.witj.runtime.internal.core.CoreValue;
import run.endive.runtime.GlobalInstance;

/** A global variable of a module. */
record EndiveGlobal(GlobalInstance global) implements CoreGlobal {
  @Override
  public long get() {
    return global.getValue();
  }

  @Override
  public CoreValue value() {
    return EndiveValues.value(global.getType(), global.getValue(), global.getRefValue());
  }
}
