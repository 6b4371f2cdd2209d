package dev.witj.runtime.internal.call;

/** A component function that can be called: of a running component, or the host's. */
public sealed interface ComponentFunc permits LiftedFunc, HostFunc {}
