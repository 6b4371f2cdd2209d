package dev.witj.runtime.internal.core;

import dev.witj.engine.GuestFrame;
import dev.witj.engine.Meter;
import java.util.List;
import java.util.Optional;

/** A module that is ready to be instantiated. Immutable and thread-safe. */
public interface CoreModule {
  /** What the module imports, in order. */
  List<Import> imports();

  /**
   * Makes an instance: gives it its imports, fills its tables and memories, and runs its start
   * function.
   *
   * @param imports one item for each of {@link #imports()}, of that kind
   * @param meter what it may use
   * @throws dev.witj.runtime.TrapException if a segment does not fit or the start function traps
   * @throws LinkException if an import does not fit, or a limit forbids the instance
   */
  CoreInstance instantiate(List<? extends CoreItem> imports, Meter meter);

  /**
   * Which of the module's functions a frame of a Java stack belongs to; nothing if it is none of
   * this module's, or the engine cannot tell.
   */
  default Optional<GuestFrame> frame(StackTraceElement frame) {
    return Optional.empty();
  }

  /** The kinds of items that modules import and export. */
  enum Kind {
    FUNC,
    TABLE,
    MEMORY,
    GLOBAL,
    TAG
  }

  /** Something that a module imports. */
  record Import(String module, String name, Kind kind) {}
}
