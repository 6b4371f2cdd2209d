package dev.witj.engine;

import java.util.Optional;

/** A module with its state. Used by one thread at a time, unless its memory is shared. */
public interface Instance {
  /** What it exports under a name. The same object is answered every time. */
  Optional<Extern> export(String name);

  /**
   * What it exports, by its {@linkplain WasmModule#exportNumber number}. The same object is
   * answered every time.
   */
  Extern export(int number);
}
