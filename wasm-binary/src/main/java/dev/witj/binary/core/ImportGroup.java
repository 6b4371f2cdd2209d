package dev.witj.binary.core;

import java.util.List;
import java.util.stream.Stream;

/** Imports as they are written: one alone, or several that share something. */
public sealed interface ImportGroup {
  /** The imports, in the order of their indices. */
  Stream<Import> imports();

  /** One import. */
  record Single(Import item) implements ImportGroup {
    @Override
    public Stream<Import> imports() {
      return Stream.of(item);
    }
  }

  /** Imports that share the module name. */
  record SameModule(String module, List<Item> items) implements ImportGroup {
    public SameModule {
      items = List.copyOf(items);
    }

    @Override
    public Stream<Import> imports() {
      return items.stream().map(item -> new Import(module, item.name(), item.type()));
    }
  }

  /** Imports that share the module name and the type. */
  record SameType(String module, ExternType type, List<String> names) implements ImportGroup {
    public SameType {
      names = List.copyOf(names);
    }

    @Override
    public Stream<Import> imports() {
      return names.stream().map(name -> new Import(module, name, type));
    }
  }

  /** A name and a type. */
  record Item(String name, ExternType type) {}
}
