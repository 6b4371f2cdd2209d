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

  /**
   * What can make it again what it is now, once all instances are made that it is linked with, and
   * before any code of them runs; nothing if it has state that only a new instance has anew.
   */
  default Optional<Renewal> renewal() {
    return Optional.empty();
  }
}
