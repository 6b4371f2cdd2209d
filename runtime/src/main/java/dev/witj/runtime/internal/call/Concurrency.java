package dev.witj.runtime.internal.call;

/** What an instance knows of concurrency, by the functions that it was given. */
public enum Concurrency {
  /** Nothing. */
  NONE,
  /** It has tasks, but gives its stack up whenever it waits. */
  STACKLESS,
  /** It may wait anywhere, so that its frames must stay where they are while others run. */
  STACKFUL
}
