package dev.witj.binary.core;

/** The type of a value; {@code toString} is its text form. */
public sealed interface ValType extends StorageType permits NumType, RefType {
  /** Whether a local of this type has a value before one is given to it. */
  default boolean isDefaultable() {
    return switch (this) {
      case NumType _ -> true;
      case RefType ref -> ref.nullable();
    };
  }
}
