package dev.witj.runtime.internal.core;

/** A linear memory of core WebAssembly. */
public non-sealed interface CoreMemory extends CoreItem, LinearMemory {}
