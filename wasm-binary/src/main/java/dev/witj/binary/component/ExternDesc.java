package dev.witj.binary.component;

/** The type of an import or export, as a binary states it. */
public sealed interface ExternDesc {
  /** A core module whose type is in the core type index space. */
  record CoreModule(int coreType) implements ExternDesc {}

  /** A function. */
  record Func(int type) implements ExternDesc {}

  /** A value. */
  record Value(ComponentValType type) implements ExternDesc {}

  /** The type at an index. */
  record TypeEq(int type) implements ExternDesc {}

  /** Any resource type. */
  record SubResource() implements ExternDesc {}

  /** A component. */
  record Component(int type) implements ExternDesc {}

  /** An instance. */
  record Instance(int type) implements ExternDesc {}

  /** The index space that something of this type goes into. */
  default Sort sort() {
    return switch (this) {
      case CoreModule _ -> Sort.CORE_MODULE;
      case Func _ -> Sort.FUNC;
      case Value _ -> Sort.VALUE;
      case TypeEq _, SubResource _ -> Sort.TYPE;
      case Component _ -> Sort.COMPONENT;
      case Instance _ -> Sort.INSTANCE;
    };
  }
}
