package dev.witj.inspect.internal;

import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.Section;
import dev.witj.diagnostics.DiagnosticException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of a core module's parts, from its name section. */
public final class ModuleNames {
  private final boolean nameUnnamed;
  private final Map<NameSection.Kind, Names> direct = new EnumMap<>(NameSection.Kind.class);
  private final Map<NameSection.Kind, Map<Integer, List<NameSection.Naming>>> indirect =
      new EnumMap<>(NameSection.Kind.class);
  private final Map<Integer, Names> fields = new HashMap<>();
  private Optional<String> module = Optional.empty();

  ModuleNames(boolean nameUnnamed) {
    this.nameUnnamed = nameUnnamed;
    for (NameSection.Kind kind : NameSection.Kind.values()) {
      direct.put(kind, new Names(text(kind), nameUnnamed));
      indirect.put(kind, new HashMap<>());
    }
  }

  /**
   * The names of a module; none if its name section is malformed, for names are only for people.
   */
  static ModuleNames of(CoreModule module, boolean nameUnnamed) {
    ModuleNames names = new ModuleNames(nameUnnamed);
    Optional<Section> section = module.customSections(NameSection.NAME).findFirst();
    if (section.isPresent()) {
      try {
        names.addAll(NameSection.read(section.get().customData()));
      } catch (DiagnosticException _) {
        return new ModuleNames(nameUnnamed);
      }
    }
    return names;
  }

  private void addAll(NameSection section) {
    for (NameSection.Part part : section.parts()) {
      switch (part) {
        case NameSection.Part.Module(var name) -> module = Optional.of(name);
        case NameSection.Part.Names(var kind, var names) ->
            names.forEach(naming -> of(kind).add(naming.index(), naming.name()));
        case NameSection.Part.IndirectNames(var kind, var groups) -> {
          Map<Integer, List<NameSection.Naming>> known = group(kind);
          groups.forEach(group -> known.putIfAbsent(group.index(), group.names()));
        }
        case NameSection.Part.Unknown _ -> {}
      }
    }
  }

  /** The name of the module itself. */
  Optional<String> module() {
    return module;
  }

  /** The names in an index space. */
  Names of(NameSection.Kind kind) {
    return direct.getOrDefault(kind, Names.NONE);
  }

  Names of(ExternKind kind) {
    return of(
        switch (kind) {
          case FUNC -> NameSection.Kind.FUNCTION;
          case TABLE -> NameSection.Kind.TABLE;
          case MEMORY -> NameSection.Kind.MEMORY;
          case GLOBAL -> NameSection.Kind.GLOBAL;
          case TAG -> NameSection.Kind.TAG;
        });
  }

  /** The names of a type's fields. */
  Names fields(int type) {
    return fields.computeIfAbsent(type, index -> in(NameSection.Kind.FIELD, index));
  }

  /** The names of a function's locals. */
  Names locals(int function) {
    return in(NameSection.Kind.LOCAL, function);
  }

  /** Whether any parameter or local of a function has a name. */
  boolean hasLocals(int function) {
    return group(NameSection.Kind.LOCAL).containsKey(function);
  }

  private Names in(NameSection.Kind kind, int index) {
    Names names = new Names(text(kind), nameUnnamed && kind == NameSection.Kind.LOCAL);
    group(kind)
        .getOrDefault(index, List.of())
        .forEach(naming -> names.add(naming.index(), naming.name()));
    return names;
  }

  /** The names of a function's labels as they are: one may hide another. */
  Map<Integer, String> labels(int function) {
    Map<Integer, String> labels = new HashMap<>();
    group(NameSection.Kind.LABEL)
        .getOrDefault(function, List.of())
        .forEach(naming -> labels.put(naming.index(), naming.name()));
    return labels;
  }

  private Map<Integer, List<NameSection.Naming>> group(NameSection.Kind kind) {
    return indirect.getOrDefault(kind, Map.of());
  }

  private static String text(NameSection.Kind kind) {
    return switch (kind) {
      case FUNCTION -> "func";
      case LOCAL -> "local";
      case LABEL -> "label";
      case TYPE -> "type";
      case TABLE -> "table";
      case MEMORY -> "memory";
      case GLOBAL -> "global";
      case ELEMENT -> "elem";
      case DATA -> "data";
      case FIELD -> "field";
      case TAG -> "tag";
    };
  }
}
