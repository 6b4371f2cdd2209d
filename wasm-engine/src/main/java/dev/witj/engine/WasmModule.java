package dev.witj.engine;

import dev.witj.binary.core.Export;
import dev.witj.binary.core.Import;
import java.util.List;
import java.util.Optional;

/** A module that is ready to be instantiated. Immutable and thread-safe. */
public interface WasmModule {
  /** What it imports, in order. */
  List<Import> imports();

  /** What it exports, in order. */
  List<Export> exports();

  /**
   * Which of its functions a frame of a Java stack belongs to; nothing if it is none of its own.
   */
  default Optional<GuestFrame> frame(StackTraceElement frame) {
    return Optional.empty();
  }

  /**
   * The number among {@link #exports()} of what it exports under a name; -1 if there is nothing.
   */
  int exportNumber(String name);

  /** The canonical ids of its types, by their indices. */
  List<Integer> typeIds();

  /**
   * Makes an instance: gives it its imports, fills its tables and memories, and runs its start
   * function.
   *
   * @param imports one item for each of {@link #imports()}
   * @throws LinkException if an import does not fit, or a limit forbids the instance
   * @throws Trap if a segment does not fit or the start function traps
   */
  Instance instantiate(List<? extends Extern> imports, Meter meter);
}
