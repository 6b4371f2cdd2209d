package dev.witj.binary.component;

/** The type of an import or export, resolved. */
public sealed interface EntityType {
  /** A core module. */
  record CoreModule(ModuleType type) implements EntityType {}

  /** A function. */
  record Func(FunctionType type) implements EntityType {}

  /** A value. */
  record Value(ValueType type) implements EntityType {}

  /** A type; its object is new for this import or export. */
  record Type(AnyType type) implements EntityType {}

  /** A component. */
  record Component(ComponentType type) implements EntityType {}

  /** An instance. */
  record Instance(InstanceType type) implements EntityType {}

  /** The index space that something of this type goes into. */
  default Sort sort() {
    return switch (this) {
      case CoreModule _ -> Sort.CORE_MODULE;
      case Func _ -> Sort.FUNC;
      case Value _ -> Sort.VALUE;
      case Type _ -> Sort.TYPE;
      case Component _ -> Sort.COMPONENT;
      case Instance _ -> Sort.INSTANCE;
    };
  }
}
