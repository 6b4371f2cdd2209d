package dev.witj.wat;

import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.Sort;
import dev.witj.binary.core.NameSection.Naming;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A component, or a type of components, instances or modules, under construction: what is in it so
 * far, and which identifiers its parts have.
 */
final class ComponentScope {
  private final @Nullable Identifier id;
  private final Contents contents;
  private final Map<Sort, IndexSpace> spaces = new EnumMap<>(Sort.class);

  private ComponentScope(@Nullable Identifier id, Contents contents) {
    this.id = id;
    this.contents = contents;
  }

  /** Where what is defined goes. */
  private sealed interface Contents {
    record OfComponent(ComponentBuilder builder) implements Contents {}

    record OfType(List<Declaration> declarations) implements Contents {}

    record OfModuleType(List<CoreTypeDefinition.ModuleDeclaration> declarations)
        implements Contents {}
  }

  static ComponentScope ofComponent(@Nullable Identifier id, ComponentBuilder builder) {
    return new ComponentScope(id, new Contents.OfComponent(builder));
  }

  static ComponentScope ofType(@Nullable Identifier id, List<Declaration> declarations) {
    return new ComponentScope(id, new Contents.OfType(declarations));
  }

  static ComponentScope ofModuleType(
      @Nullable Identifier id, List<CoreTypeDefinition.ModuleDeclaration> declarations) {
    return new ComponentScope(id, new Contents.OfModuleType(declarations));
  }

  boolean isNamed(String name) {
    return id != null && id.name().equals(name);
  }

  IndexSpace space(Sort sort) {
    return spaces.computeIfAbsent(sort, s -> new IndexSpace(s.toString()));
  }

  /** Adds something that only components have. */
  void add(ComponentElement element) {
    switch (contents) {
      case Contents.OfComponent(var builder) -> builder.add(element);
      case Contents.OfType(var declarations) -> declarations.add((Declaration) element);
      case Contents.OfModuleType(var declarations) -> declarations.add(outerType(element));
    }
  }

  /** The only thing that the forms of a module type share with those of a component. */
  private static CoreTypeDefinition.ModuleDeclaration outerType(ComponentElement element) {
    if (element instanceof ComponentElement.Alias.Outer(Sort sort, int count, int index)
        && sort == Sort.CORE_TYPE) {
      return new CoreTypeDefinition.ModuleDeclaration.OuterType(count, index);
    }
    throw new IllegalArgumentException("a module type has no " + element.section());
  }

  /** Adds something and takes the index that it defines. */
  int define(
      ComponentElement element, Sort sort, @Nullable Identifier name, @Nullable String annotation) {
    add(element);
    return space(sort).add(name, annotation);
  }

  /** Adds an export of a component or instance type, which has an index like an import. */
  void declare(Declaration.Export export, @Nullable Identifier name, @Nullable String annotation) {
    if (contents instanceof Contents.OfType(var declarations)) {
      declarations.add(export);
    }
    space(export.type().sort()).add(name, annotation);
  }

  /** The names of what is here, for debuggers; nothing in it if there are none. */
  ComponentNameSection names(@Nullable String ownName) {
    List<ComponentNameSection.Part> parts = new ArrayList<>();
    if (ownName != null) {
      parts.add(new ComponentNameSection.Part.Whole(ownName));
    }
    for (Map.Entry<Sort, IndexSpace> space : spaces.entrySet()) {
      List<Naming> names =
          space.getValue().debugNames().stream()
              .map(name -> new Naming(name.index(), name.name()))
              .toList();
      if (!names.isEmpty()) {
        parts.add(new ComponentNameSection.Part.Names(space.getKey(), names));
      }
    }
    return new ComponentNameSection(parts);
  }
}
