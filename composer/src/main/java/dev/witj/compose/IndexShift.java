package dev.witj.compose;

import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOption;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentBuilder;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentElement.Alias;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.ComponentNameSection;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.CoreTypeDefinition.ModuleDeclaration;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.Located;
import dev.witj.binary.component.Section;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.NameSection.Naming;
import dev.witj.binary.core.RecGroup;
import dev.witj.diagnostics.DiagnosticException;
import java.util.List;

/**
 * Copies a component behind core types and core modules that now come before its own. Only the
 * outermost component's indices of these two sorts move; from inside of other components and of
 * types, outer aliases reach them.
 *
 * <p>The depth of a place says how many components and types lie around it: an outer alias that
 * counts as many reaches the outermost component.
 */
final class IndexShift {
  private final int types;
  private final int modules;
  private final int threshold;

  /** How many modules are replaced so far. */
  private int replaced;

  /**
   * A copier.
   *
   * @param types how many core types come before those of the component
   * @param modules how many core modules do
   * @param threshold the size from which on a module inside is one of these, in order
   */
  IndexShift(int types, int modules, int threshold) {
    this.types = types;
    this.modules = modules;
    this.threshold = threshold;
  }

  /** Adds a whole component to what came before it. */
  void copy(ComponentModel outermost, ComponentBuilder out) {
    copy(outermost, out, 0);
  }

  private void copy(ComponentModel component, ComponentBuilder out, int depth) {
    for (Section section : component.sections()) {
      List<Located> elements = section.elements();
      if (elements.isEmpty()) {
        out.addEmptySection(section.kind());
      }
      for (Located located : elements) {
        out.add(element(located.element(), depth));
      }
      out.endSection();
    }
  }

  private int type(int index, int depth) {
    return depth == 0 ? index + types : index;
  }

  private int module(int index, int depth) {
    return depth == 0 ? index + modules : index;
  }

  private SortIndex item(SortIndex item, int depth) {
    return switch (item.sort()) {
      case CORE_MODULE -> new SortIndex(item.sort(), module(item.index(), depth));
      case CORE_TYPE -> new SortIndex(item.sort(), type(item.index(), depth));
      default -> item;
    };
  }

  private ComponentElement element(ComponentElement element, int depth) {
    return switch (element) {
      case ComponentElement.CoreModule(var binary) ->
          binary.size() >= threshold
              ? new Alias.Outer(Sort.CORE_MODULE, depth, replaced++)
              : element;
      case ComponentElement.NestedComponent nested -> {
        ComponentBuilder inner = new ComponentBuilder();
        copy(nested.component(), inner, depth + 1);
        yield new ComponentElement.NestedComponent(inner.build().bytes());
      }
      case ComponentElement.CoreInstance.Instantiate(int module, var arguments) ->
          new ComponentElement.CoreInstance.Instantiate(module(module, depth), arguments);
      case ComponentElement.Instance.Instantiate(int component, var arguments) ->
          new ComponentElement.Instance.Instantiate(
              component,
              arguments.stream()
                  .map(
                      argument ->
                          new ComponentElement.Instance.Argument(
                              argument.name(), item(argument.item(), depth)))
                  .toList());
      case ComponentElement.Instance.Exports(var exports) ->
          new ComponentElement.Instance.Exports(
              exports.stream()
                  .map(
                      export ->
                          new ComponentElement.Instance.InlineExport(
                              export.name(), item(export.item(), depth)))
                  .toList());
      case ComponentElement.CanonDef(var canon) when depth == 0 ->
          new ComponentElement.CanonDef(canon(canon));
      case ComponentElement.Export(var name, var item, var type) ->
          new ComponentElement.Export(name, item(item, depth), type.map(t -> desc(t, depth)));
      case ComponentElement.CoreTypeDef definition -> coreType(definition, depth);
      case ComponentElement.TypeDef definition -> type(definition, depth);
      case ComponentElement.Import imported -> imported(imported, depth);
      case Alias alias -> alias(alias, depth);
      case ComponentElement.Custom custom when depth == 0 -> custom(custom);
      case ComponentElement.Custom _,
          ComponentElement.CoreInstance.Exports _,
          ComponentElement.CanonDef _,
          ComponentElement.Start _,
          ComponentElement.Value _ ->
          element;
    };
  }

  private ComponentElement.Import imported(ComponentElement.Import imported, int depth) {
    return new ComponentElement.Import(imported.name(), desc(imported.type(), depth));
  }

  private ExternDesc desc(ExternDesc type, int depth) {
    return type instanceof ExternDesc.CoreModule(int index)
        ? new ExternDesc.CoreModule(type(index, depth))
        : type;
  }

  private Alias alias(Alias alias, int depth) {
    if (alias instanceof Alias.Outer(Sort sort, int count, int index) && count == depth) {
      // What it reaches is what counts, not where it stands.
      SortIndex reached = item(new SortIndex(sort, index), 0);
      return new Alias.Outer(sort, count, reached.index());
    }
    return alias;
  }

  // Types. A type with declarations is one step deeper.

  private ComponentElement.TypeDef type(ComponentElement.TypeDef definition, int depth) {
    return switch (definition.definition()) {
      case TypeDefinition.Component(var declarations) ->
          new ComponentElement.TypeDef(
              new TypeDefinition.Component(declarations(declarations, depth + 1)));
      case TypeDefinition.Instance(var declarations) ->
          new ComponentElement.TypeDef(
              new TypeDefinition.Instance(declarations(declarations, depth + 1)));
      case TypeDefinition.Value _, TypeDefinition.Func _, TypeDefinition.Resource _ -> definition;
    };
  }

  private List<Declaration> declarations(List<Declaration> declarations, int depth) {
    return declarations.stream().map(each -> declaration(each, depth)).toList();
  }

  private Declaration declaration(Declaration declaration, int depth) {
    return switch (declaration) {
      case ComponentElement.CoreTypeDef definition -> coreType(definition, depth);
      case ComponentElement.TypeDef definition -> type(definition, depth);
      case Alias alias -> alias(alias, depth);
      case ComponentElement.Import imported -> imported(imported, depth);
      case Declaration.Export(var name, var type) ->
          new Declaration.Export(name, desc(type, depth));
    };
  }

  private ComponentElement.CoreTypeDef coreType(
      ComponentElement.CoreTypeDef definition, int depth) {
    return switch (definition.definition()) {
      case CoreTypeDefinition.Group(var group) ->
          new ComponentElement.CoreTypeDef(
              new CoreTypeDefinition.Group(
                  new RecGroup(
                      group.explicit(),
                      CoreTypes.canonical(group, index -> type(index, depth)).types())));
      case CoreTypeDefinition.Module(var declarations) ->
          new ComponentElement.CoreTypeDef(
              new CoreTypeDefinition.Module(
                  declarations.stream().map(each -> declaration(each, depth + 1)).toList()));
    };
  }

  private ModuleDeclaration declaration(ModuleDeclaration declaration, int depth) {
    return declaration instanceof ModuleDeclaration.OuterType(int count, int index)
            && count == depth
        ? new ModuleDeclaration.OuterType(count, type(index, 0))
        : declaration;
  }

  // Canonical definitions.

  private Canon canon(Canon canon) {
    return switch (canon) {
      case Canon.Lift(int func, int type, var options) ->
          new Canon.Lift(func, type, options(options));
      case Canon.Lower(int func, var options) -> new Canon.Lower(func, options(options));
      case Canon.OfTypeWithOptions(var builtIn, int type, var options) ->
          new Canon.OfTypeWithOptions(builtIn, type, options(options));
      case Canon.WithOptions(var builtIn, var options) ->
          new Canon.WithOptions(builtIn, options(options));
      case Canon.TaskReturn(var result, var options) ->
          new Canon.TaskReturn(result, options(options));
      case Canon.ThreadOfRef(var builtIn, int coreType) ->
          new Canon.ThreadOfRef(builtIn, type(coreType, 0));
      case Canon.ThreadOfTable(var builtIn, int coreType, int table) ->
          new Canon.ThreadOfTable(builtIn, type(coreType, 0), table);
      case Canon.Plain _,
          Canon.OfType _,
          Canon.OfTypeMaybeAsync _,
          Canon.MaybeAsync _,
          Canon.Cancellable _,
          Canon.Waiting _,
          Canon.Context _ ->
          canon;
    };
  }

  private CanonicalOptions options(CanonicalOptions options) {
    return new CanonicalOptions(
        options.list().stream()
            .map(
                option ->
                    option instanceof CanonicalOption.CoreType(int index)
                        ? new CanonicalOption.CoreType(type(index, 0))
                        : option)
            .toList());
  }

  // Names.

  private ComponentElement.Custom custom(ComponentElement.Custom custom) {
    if (!custom.name().equals(ComponentNameSection.NAME)) {
      return custom;
    }
    try {
      return new ComponentNameSection(
              ComponentNameSection.read(custom.content()).parts().stream().map(this::part).toList())
          .toCustom();
    } catch (DiagnosticException malformed) {
      // Names are for people: a section that cannot be read says nothing, before and after.
      return custom;
    }
  }

  private ComponentNameSection.Part part(ComponentNameSection.Part part) {
    return part instanceof ComponentNameSection.Part.Names(var sort, var names)
        ? new ComponentNameSection.Part.Names(
            sort,
            names.stream()
                .map(
                    naming ->
                        new Naming(
                            item(new SortIndex(sort, naming.index()), 0).index(), naming.name()))
                .toList())
        : part;
  }
}
