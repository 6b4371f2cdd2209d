package dev.witj.runtime.internal.plan;

/** Where a core function, table, memory, global or tag comes from. */
sealed interface CoreDef {
  /** What a core instance exports. */
  record Export(int coreInstance, String name) implements CoreDef {}

  /** A function that the component model makes. */
  record Made(int trampoline) implements CoreDef {}
}
