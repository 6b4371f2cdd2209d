package dev.witj.binary.component;

import dev.witj.binary.component.ComponentElement.Alias;
import dev.witj.binary.component.CoreTypeDefinition.ModuleDeclaration;
import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.NameSection.Naming;
import dev.witj.binary.core.RecGroup;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Copies a component with other indices: for one in which definitions have moved. The indices are
 * those of the outermost component; from inside of other components and of types, outer aliases
 * reach them, and nothing else.
 *
 * <p>The depth of a place says how many components and types lie around it: an outer alias that
 * counts as many reaches the outermost component.
 */
public final class ComponentRewriter implements ComponentTransform {
  /** Gives new indices for old ones. */
  @FunctionalInterface
  public interface IndexMap {
    /** The new index. */
    int map(Sort sort, int index);
  }

  /** Says what becomes of core modules. */
  @FunctionalInterface
  public interface ModuleChange {
    /**
     * What is to stand in place of a core module, in the outermost component or in one inside.
     *
     * @param depth how many components lie around it, the outermost one not counted
     */
    ComponentElement change(ComponentElement.CoreModule module, int depth);
  }

  private final IndexMap indices;
  private final ModuleChange modules;

  /** A rewriter that leaves core modules as they are. */
  public ComponentRewriter(IndexMap indices) {
    this(indices, (module, _) -> module);
  }

  /** A rewriter. */
  public ComponentRewriter(IndexMap indices, ModuleChange modules) {
    this.indices = indices;
    this.modules = modules;
  }

  @Override
  public void accept(Consumer<? super ComponentElement> out, ComponentElement element) {
    out.accept(element(element, 0));
  }

  private int map(Sort sort, int index, int depth) {
    return depth == 0 ? indices.map(sort, index) : index;
  }

  private SortIndex map(SortIndex item, int depth) {
    return new SortIndex(item.sort(), map(item.sort(), item.index(), depth));
  }

  private ComponentElement element(ComponentElement element, int depth) {
    return switch (element) {
      case ComponentElement.Custom custom -> depth == 0 ? custom(custom) : custom;
      case ComponentElement.CoreModule module -> modules.change(module, depth);
      case ComponentElement.CoreInstance.Instantiate(int module, var arguments) ->
          new ComponentElement.CoreInstance.Instantiate(
              map(Sort.CORE_MODULE, module, depth),
              arguments.stream()
                  .map(
                      argument ->
                          new ComponentElement.CoreInstance.CoreArgument(
                              argument.name(), map(Sort.CORE_INSTANCE, argument.instance(), depth)))
                  .toList());
      case ComponentElement.CoreInstance.Exports(var exports) ->
          new ComponentElement.CoreInstance.Exports(
              exports.stream()
                  .map(
                      export ->
                          new ComponentElement.CoreInstance.CoreExport(
                              export.name(), map(export.item(), depth)))
                  .toList());
      case ComponentElement.CoreTypeDef definition -> coreType(definition, depth);
      case ComponentElement.NestedComponent nested ->
          new ComponentElement.NestedComponent(
              nested
                  .component()
                  .transform((out, inner) -> out.accept(element(inner, depth + 1)))
                  .bytes());
      case ComponentElement.Instance.Instantiate(int component, var arguments) ->
          new ComponentElement.Instance.Instantiate(
              map(Sort.COMPONENT, component, depth),
              arguments.stream()
                  .map(
                      argument ->
                          new ComponentElement.Instance.Argument(
                              argument.name(), map(argument.item(), depth)))
                  .toList());
      case ComponentElement.Instance.Exports(var exports) ->
          new ComponentElement.Instance.Exports(
              exports.stream()
                  .map(
                      export ->
                          new ComponentElement.Instance.InlineExport(
                              export.name(), map(export.item(), depth)))
                  .toList());
      case Alias alias -> alias(alias, depth);
      case ComponentElement.TypeDef definition -> type(definition, depth);
      case ComponentElement.CanonDef(var canon) ->
          depth == 0 ? new ComponentElement.CanonDef(canon(canon)) : element;
      case ComponentElement.Start(int func, var arguments, int results) ->
          new ComponentElement.Start(
              map(Sort.FUNC, func, depth),
              arguments.stream().map(argument -> map(Sort.VALUE, argument, depth)).toList(),
              results);
      case ComponentElement.Import imported -> imported(imported, depth);
      case ComponentElement.Export(var name, var item, var type) ->
          new ComponentElement.Export(name, map(item, depth), type.map(desc -> desc(desc, depth)));
      case ComponentElement.Value(var type, var value) ->
          new ComponentElement.Value(valType(type, depth), value);
    };
  }

  private ComponentElement.Import imported(ComponentElement.Import imported, int depth) {
    return new ComponentElement.Import(imported.name(), desc(imported.type(), depth));
  }

  private ExternDesc desc(ExternDesc type, int depth) {
    return switch (type) {
      case ExternDesc.CoreModule(int index) ->
          new ExternDesc.CoreModule(map(Sort.CORE_TYPE, index, depth));
      case ExternDesc.Func(int index) -> new ExternDesc.Func(map(Sort.TYPE, index, depth));
      case ExternDesc.Value(var value) -> new ExternDesc.Value(valType(value, depth));
      case ExternDesc.TypeEq(int index) -> new ExternDesc.TypeEq(map(Sort.TYPE, index, depth));
      case ExternDesc.SubResource resource -> resource;
      case ExternDesc.Component(int index) ->
          new ExternDesc.Component(map(Sort.TYPE, index, depth));
      case ExternDesc.Instance(int index) -> new ExternDesc.Instance(map(Sort.TYPE, index, depth));
    };
  }

  private Alias alias(Alias alias, int depth) {
    return switch (alias) {
      case Alias.InstanceExport(var sort, int instance, var name) ->
          new Alias.InstanceExport(sort, map(Sort.INSTANCE, instance, depth), name);
      case Alias.CoreInstanceExport(var sort, int instance, var name) ->
          new Alias.CoreInstanceExport(sort, map(Sort.CORE_INSTANCE, instance, depth), name);
      // What it reaches is what counts, not where it stands.
      case Alias.Outer(var sort, int count, int index) ->
          new Alias.Outer(sort, count, count == depth ? indices.map(sort, index) : index);
    };
  }

  // Types. A type with declarations is one step deeper.

  private ComponentValType valType(ComponentValType type, int depth) {
    return switch (type) {
      case ComponentValType.Primitive _ -> type;
      case ComponentValType.Ref(int index) ->
          new ComponentValType.Ref(map(Sort.TYPE, index, depth));
    };
  }

  private ComponentElement.TypeDef type(ComponentElement.TypeDef definition, int depth) {
    return new ComponentElement.TypeDef(
        switch (definition.definition()) {
          case TypeDefinition.Value(var shape) ->
              new TypeDefinition.Value(
                  shape.<ComponentValType, Integer>map(
                      type -> valType(type, depth), index -> map(Sort.TYPE, index, depth)));
          case TypeDefinition.Func(var signature) ->
              new TypeDefinition.Func(signature.map(type -> valType(type, depth)));
          case TypeDefinition.Component(var declarations) ->
              new TypeDefinition.Component(declarations(declarations, depth + 1));
          case TypeDefinition.Instance(var declarations) ->
              new TypeDefinition.Instance(declarations(declarations, depth + 1));
          case TypeDefinition.Resource(var representation, var destructor) ->
              new TypeDefinition.Resource(
                  representation, optional(Sort.CORE_FUNC, destructor, depth));
        });
  }

  private OptionalInt optional(Sort sort, OptionalInt index, int depth) {
    return index.isPresent() ? OptionalInt.of(map(sort, index.getAsInt(), depth)) : index;
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
    return new ComponentElement.CoreTypeDef(
        switch (definition.definition()) {
          case CoreTypeDefinition.Group(var group) ->
              new CoreTypeDefinition.Group(
                  new RecGroup(
                      group.explicit(),
                      CoreTypes.canonical(group, index -> map(Sort.CORE_TYPE, index, depth))
                          .types()));
          case CoreTypeDefinition.Module(var declarations) ->
              new CoreTypeDefinition.Module(
                  declarations.stream().map(each -> declaration(each, depth + 1)).toList());
        });
  }

  private ModuleDeclaration declaration(ModuleDeclaration declaration, int depth) {
    return declaration instanceof ModuleDeclaration.OuterType(int count, int index)
            && count == depth
        ? new ModuleDeclaration.OuterType(count, indices.map(Sort.CORE_TYPE, index))
        : declaration;
  }

  // Canonical definitions.

  private Canon canon(Canon canon) {
    return switch (canon) {
      case Canon.Lift(int func, int type, var options) ->
          new Canon.Lift(
              indices.map(Sort.CORE_FUNC, func), indices.map(Sort.TYPE, type), options(options));
      case Canon.Lower(int func, var options) ->
          new Canon.Lower(indices.map(Sort.FUNC, func), options(options));
      case Canon.OfResource(var builtIn, int type) ->
          new Canon.OfResource(builtIn, indices.map(Sort.TYPE, type));
      case Canon.OfChannel(var builtIn, int type) ->
          new Canon.OfChannel(builtIn, indices.map(Sort.TYPE, type));
      case Canon.Copy(var builtIn, int type, var options) ->
          new Canon.Copy(builtIn, indices.map(Sort.TYPE, type), options(options));
      case Canon.CancelCopy(var builtIn, int type, boolean async) ->
          new Canon.CancelCopy(builtIn, indices.map(Sort.TYPE, type), async);
      case Canon.OfText(var builtIn, var options) -> new Canon.OfText(builtIn, options(options));
      case Canon.TaskReturn(var result, var options) ->
          new Canon.TaskReturn(result.map(type -> valType(type, 0)), options(options));
      case Canon.Waiting(var builtIn, boolean cancellable, int memory) ->
          new Canon.Waiting(builtIn, cancellable, indices.map(Sort.CORE_MEMORY, memory));
      case Canon.ThreadSpawnRef(int coreType) ->
          new Canon.ThreadSpawnRef(indices.map(Sort.CORE_TYPE, coreType));
      case Canon.ThreadOfTable(var builtIn, int coreType, int table) ->
          new Canon.ThreadOfTable(
              builtIn, indices.map(Sort.CORE_TYPE, coreType), indices.map(Sort.CORE_TABLE, table));
      case Canon.Plain _, Canon.SubtaskCancel _, Canon.Cancellable _, Canon.Context _ -> canon;
    };
  }

  private CanonicalOptions options(CanonicalOptions options) {
    return new CanonicalOptions(options.list().stream().map(this::option).toList());
  }

  private CanonicalOption option(CanonicalOption option) {
    return switch (option) {
      case CanonicalOption.Memory(int memory) ->
          new CanonicalOption.Memory(indices.map(Sort.CORE_MEMORY, memory));
      case CanonicalOption.Realloc(int func) ->
          new CanonicalOption.Realloc(indices.map(Sort.CORE_FUNC, func));
      case CanonicalOption.PostReturn(int func) ->
          new CanonicalOption.PostReturn(indices.map(Sort.CORE_FUNC, func));
      case CanonicalOption.Callback(int func) ->
          new CanonicalOption.Callback(indices.map(Sort.CORE_FUNC, func));
      case CanonicalOption.CoreType(int type) ->
          new CanonicalOption.CoreType(indices.map(Sort.CORE_TYPE, type));
      case CanonicalOption.StringEncoding _, CanonicalOption.Async _, CanonicalOption.Gc _ ->
          option;
    };
  }

  // Names.

  private ComponentElement.Custom custom(ComponentElement.Custom custom) {
    return Optional.of(custom)
        .filter(section -> section.name().equals(ComponentNameSection.NAME))
        .flatMap(ComponentNameSection::tryRead)
        .map(
            names ->
                new ComponentNameSection(names.parts().stream().map(this::part).toList())
                    .toCustom())
        // Names are for people: a section that cannot be read says nothing, before and after.
        .orElse(custom);
  }

  private ComponentNameSection.Part part(ComponentNameSection.Part part) {
    return part instanceof ComponentNameSection.Part.Names(var sort, var names)
        ? new ComponentNameSection.Part.Names(
            sort,
            names.stream()
                .map(naming -> new Naming(indices.map(sort, naming.index()), naming.name()))
                .toList())
        : part;
  }
}
