package dev.witj.binary.core;

/** The type of something imported or exported. */
public sealed interface ExternType
    permits ExternType.Func, TableType, MemoryType, GlobalType, TagType {
  /** What kind of thing it is. */
  default ExternKind kind() {
    return switch (this) {
      case Func _ -> ExternKind.FUNC;
      case TableType _ -> ExternKind.TABLE;
      case MemoryType _ -> ExternKind.MEMORY;
      case GlobalType _ -> ExternKind.GLOBAL;
      case TagType _ -> ExternKind.TAG;
    };
  }

  /**
   * A function of a type of the module, by index.
   *
   * @param typeIndex the type
   * @param exact whether an import must have exactly this type and not a subtype of it
   */
  record Func(int typeIndex, boolean exact) implements ExternType {
    /** A function of this type or a subtype. */
    public Func(int typeIndex) {
      this(typeIndex, false);
    }
  }
}
