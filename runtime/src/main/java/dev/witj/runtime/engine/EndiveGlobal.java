package dev.witj.runtime.engine;

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
