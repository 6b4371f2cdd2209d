package dev.witj.binary.component;

import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.RecGroup;
import java.util.List;

/** The definition of a core type inside a component. */
public sealed interface CoreTypeDefinition {
  /** Core function, struct and array types; each of the group takes one index. */
  record Group(RecGroup group) implements CoreTypeDefinition {}

  /** A type of core modules. */
  record Module(List<ModuleDeclaration> declarations) implements CoreTypeDefinition {
    public Module {
      declarations = List.copyOf(declarations);
    }
  }

  /** One entry of a module type, which has a type index space of its own. */
  sealed interface ModuleDeclaration {
    /** Something that modules of the type need. */
    record Needs(Import item) implements ModuleDeclaration {}

    /** A definition for the entries that follow. */
    record Type(RecGroup group) implements ModuleDeclaration {}

    /** A core type of an enclosing scope; {@code count} is 1 for the component around. */
    record OuterType(int count, int index) implements ModuleDeclaration {}

    /** Something that modules of the type give. */
    record Gives(String name, ExternType type) implements ModuleDeclaration {}
  }
}
