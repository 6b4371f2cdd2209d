package dev.witj.runtime.internal.core;

/** What core instances give one another. */
public sealed interface CoreItem permits CoreFunc, CoreTable, CoreMemory, CoreGlobal, CoreTag {}
