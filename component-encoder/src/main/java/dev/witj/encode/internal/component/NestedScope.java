package dev.witj.encode.internal.component;

import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.encode.internal.types.ItemNames;
import dev.witj.encode.internal.types.TypeScope;
import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The types in the component around an exported interface. At first all that is named is imported;
 * then what is the interface's own is exported.
 */
final class NestedScope extends TypeScope {
  private final InterfaceId of;
  private final ComponentBuilder out = new ComponentBuilder();
  private final SequencedMap<String, TypeId> imported = new LinkedHashMap<>();
  private Optional<Written> foreign = Optional.empty();
  private boolean exporting;

  NestedScope(Resolve resolve, InterfaceId of) {
    super(resolve);
    this.of = of;
  }

  /** The types that are imported, by the names under which they are. */
  SequencedMap<String, TypeId> imported() {
    return imported;
  }

  /** Notes that the types of other interfaces have been imported. */
  void endOfForeignTypes() {
    foreign = Optional.of(written());
  }

  /** Imports a function under its name. */
  void importFunction(Function function) {
    int type = function(function);
    out.add(
        new ComponentElement.Import(
            ExternName.of(importName(function)), new ExternDesc.Func(type)));
  }

  /** What the function is called among the imports. */
  static String importName(Function function) {
    return switch (function.kind()) {
      case Function.Kind.Freestanding _ -> "import-func-" + function.name();
      case Function.Kind.Method _, Function.Kind.Static _, Function.Kind.Constructor _ ->
          // A plain name that no other function has.
          "import-" + function.name().replace("[", "").replace(']', '-').replace('.', '-');
    };
  }

  /**
   * From now on what is named is exported; the interface's own types are written again.
   *
   * @param resources where its resources were imported
   */
  void export(Map<TypeId, Integer> resources) {
    exporting = true;
    goBackTo(foreign.orElseThrow());
    for (TypeId id : resolve().get(of).types().values()) {
      Integer resource = resources.get(id);
      if (resource == null) {
        index(id);
      } else {
        know(id, exportType(resource, id));
      }
    }
  }

  /** Exports the function at an index with the type that mentions what is exported. */
  void exportFunction(int index, Function function) {
    int type = function(function);
    out.add(
        new ComponentElement.Export(
            ItemNames.of(function.name(), function),
            new SortIndex(Sort.FUNC, index),
            Optional.of(new ExternDesc.Func(type))));
  }

  /** The component. */
  ComponentBuilder builder() {
    return out;
  }

  @Override
  protected int define(TypeDefinition definition) {
    return out.add(new ComponentElement.TypeDef(definition));
  }

  @Override
  protected Optional<Integer> foreign(TypeId id) {
    return Optional.empty();
  }

  @Override
  protected Optional<Integer> named(int index, TypeId id) {
    return Optional.of(
        exporting ? exportType(index, id) : importType(id, new ExternDesc.TypeEq(index)));
  }

  @Override
  protected int resource(TypeId id) {
    return importType(id, new ExternDesc.SubResource());
  }

  private int exportType(int index, TypeId id) {
    return out.add(
        new ComponentElement.Export(
            ItemNames.of(resolve().get(id)), new SortIndex(Sort.TYPE, index)));
  }

  private int importType(TypeId id, ExternDesc type) {
    TypeDef definition = resolve().get(id);
    String name = "import-type-" + definition.name().orElseThrow();
    for (int i = 0; imported.containsKey(name); i++) {
      name += i;
    }
    imported.put(name, id);
    return out.add(new ComponentElement.Import(ExternName.of(name), type));
  }
}
