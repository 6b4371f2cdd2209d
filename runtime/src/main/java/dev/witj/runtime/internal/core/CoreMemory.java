package dev.witj.runtime.internal.core;

/** A linear memory of core WebAssembly. */
public non-sealed interface CoreMemory extends CoreItem, LinearMemory {
  /** The size of a page. */
  int PAGE = 65536;

  /**
   * Adds pages.
   *
   * @return how many pages there were, or -1 if there may not be so many
   */
  int growPages(int pages);

  @Override
  default CoreModule.Kind kind() {
    return CoreModule.Kind.MEMORY;
  }
}
