package dev.witj.runtime.internal.core;

/** What core instances give one another. */
public sealed interface CoreItem permits CoreFunc, CoreTable, CoreMemory, CoreGlobal, CoreTag {
  /** Which kind of item this is. */
  CoreModule.Kind kind();
}
