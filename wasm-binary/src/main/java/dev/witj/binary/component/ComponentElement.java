package dev.witj.binary.component;

import dev.witj.binary.ByteSlice;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a component. Their order is that of the file: each may refer only to what stands
 * before it. Indices are the bits of unsigned numbers.
 */
public sealed interface ComponentElement {
  /** The section that the element belongs to. */
  default SectionKind section() {
    return switch (this) {
      case Custom _ -> SectionKind.CUSTOM;
      case CoreModule _ -> SectionKind.CORE_MODULE;
      case CoreInstance _ -> SectionKind.CORE_INSTANCE;
      case CoreTypeDef _ -> SectionKind.CORE_TYPE;
      case NestedComponent _ -> SectionKind.COMPONENT;
      case Instance _ -> SectionKind.INSTANCE;
      case Alias _ -> SectionKind.ALIAS;
      case TypeDef _ -> SectionKind.TYPE;
      case CanonDef _ -> SectionKind.CANON;
      case Start _ -> SectionKind.START;
      case Import _ -> SectionKind.IMPORT;
      case Export _ -> SectionKind.EXPORT;
      case Value _ -> SectionKind.VALUE;
    };
  }

  /** The index space that the element adds to, if it defines something. */
  default Optional<Sort> defines() {
    return switch (this) {
      case Custom _ -> Optional.empty();
      case CoreModule _ -> Optional.of(Sort.CORE_MODULE);
      case CoreInstance _ -> Optional.of(Sort.CORE_INSTANCE);
      case CoreTypeDef _ -> Optional.of(Sort.CORE_TYPE);
      case NestedComponent _ -> Optional.of(Sort.COMPONENT);
      case Instance _ -> Optional.of(Sort.INSTANCE);
      case Alias alias -> Optional.of(alias.sort());
      case TypeDef _ -> Optional.of(Sort.TYPE);
      case CanonDef(Canon.Lift _) -> Optional.of(Sort.FUNC);
      case CanonDef _ -> Optional.of(Sort.CORE_FUNC);
      case Start _, Value _ -> Optional.of(Sort.VALUE);
      case Import imported -> Optional.of(imported.type().sort());
      case Export export -> Optional.of(export.item().sort());
    };
  }

  /** A custom section; what it holds means nothing to the component itself. */
  record Custom(String name, ByteSlice content) implements ComponentElement {}

  /** A core module, as the bytes of its binary. */
  record CoreModule(ByteSlice bytes) implements ComponentElement {}

  /** A core instance. */
  sealed interface CoreInstance extends ComponentElement {
    /** One made from a module. */
    record Instantiate(int module, List<CoreArgument> arguments) implements CoreInstance {
      public Instantiate {
        arguments = List.copyOf(arguments);
      }
    }

    /** One made of things that are there. */
    record Exports(List<CoreExport> exports) implements CoreInstance {
      public Exports {
        exports = List.copyOf(exports);
      }
    }

    /** The core instance that satisfies the imports from one module name. */
    record CoreArgument(String name, int instance) {}

    /** One export of a core instance. */
    record CoreExport(String name, SortIndex item) {}
  }

  /** One or more core types. */
  record CoreTypeDef(CoreTypeDefinition definition) implements ComponentElement, Declaration {}

  /** A component inside this one, as the bytes of its binary. */
  record NestedComponent(ByteSlice bytes) implements ComponentElement {
    /**
     * What the bytes say.
     *
     * @throws dev.witj.diagnostics.DiagnosticException if they are no component
     */
    public ComponentModel component() {
      return ComponentModel.read(bytes);
    }
  }

  /** A component instance. */
  sealed interface Instance extends ComponentElement {
    /** One made from a component. */
    record Instantiate(int component, List<Argument> arguments) implements Instance {
      public Instantiate {
        arguments = List.copyOf(arguments);
      }
    }

    /** One made of things that are there. */
    record Exports(List<InlineExport> exports) implements Instance {
      public Exports {
        exports = List.copyOf(exports);
      }
    }

    /** What satisfies an import. */
    record Argument(String name, SortIndex item) {}

    /** One export of an instance. */
    record InlineExport(ExternName name, SortIndex item) {}
  }

  /** Gives something that is defined elsewhere an index here. */
  sealed interface Alias extends ComponentElement, Declaration {
    /** What the alias stands for. */
    Sort sort();

    /** An export of an instance. */
    record InstanceExport(Sort sort, int instance, String name) implements Alias {}

    /** An export of a core instance. */
    record CoreInstanceExport(Sort sort, int instance, String name) implements Alias {}

    /** Something of an enclosing component; {@code count} is 0 for the component itself. */
    record Outer(Sort sort, int count, int index) implements Alias {}
  }

  /** A component type. */
  record TypeDef(TypeDefinition definition) implements ComponentElement, Declaration {}

  /** A lifted function, or a core function. */
  record CanonDef(Canon canon) implements ComponentElement {}

  /** A function to call when the component is instantiated. */
  record Start(int func, List<Integer> arguments, int results) implements ComponentElement {
    public Start {
      arguments = List.copyOf(arguments);
    }
  }

  /** Something the component needs. */
  record Import(ExternName name, ExternDesc type) implements ComponentElement, Declaration {}

  /** Something the component gives, perhaps under a type that says less. */
  record Export(ExternName name, SortIndex item, Optional<ExternDesc> type)
      implements ComponentElement {
    /** An export under the type it has. */
    public Export(ExternName name, SortIndex item) {
      this(name, item, Optional.empty());
    }
  }

  /** A constant; its bytes are those of the value. */
  record Value(ComponentValType type, ByteSlice value) implements ComponentElement {}
}
