package dev.witj.runtime.internal.core;

/** An exception tag. */
public non-sealed interface CoreTag extends CoreItem {}
