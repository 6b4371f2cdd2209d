package dev.witj.runtime.internal.plan;

import dev.witj.binary.core.ExternKind;

/** Where a core function, table, memory, global or tag comes from. */
sealed interface CoreDef {
  /** What a core instance exports, by its number among its module's exports. */
  record Export(int coreInstance, int number) {}

  /** A function. */
  sealed interface Func extends CoreDef {}

  /** A function that a core instance exports. */
  record ExportedFunc(Export from) implements Func {}

  /** A function that the component model makes. */
  record Made(int trampoline) implements Func {}

  /** A table. */
  record Table(Export from) implements CoreDef {}

  /** A memory. */
  record Memory(Export from) implements CoreDef {}

  /** A global. */
  record Global(Export from) implements CoreDef {}

  /** A tag. */
  record Tag(Export from) implements CoreDef {}

  /** An export of a kind. */
  static CoreDef of(ExternKind kind, Export from) {
    return switch (kind) {
      case FUNC -> new ExportedFunc(from);
      case TABLE -> new Table(from);
      case MEMORY -> new Memory(from);
      case GLOBAL -> new Global(from);
      case TAG -> new Tag(from);
    };
  }
}
