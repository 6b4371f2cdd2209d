package dev.witj.inspect.internal;

import static dev.witj.inspect.internal.DebugText.list;
import static dev.witj.inspect.internal.DebugText.option;
import static dev.witj.inspect.internal.DebugText.quote;
import static dev.witj.inspect.internal.DebugText.struct;
import static dev.witj.inspect.internal.DebugText.tuple;
import static dev.witj.inspect.internal.DebugText.unsigned;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOption;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.CoreTypeDefinition.ModuleDeclaration;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.internal.core.TypeReader;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Elements of components with all there is to them, as {@link DebugText}. */
public final class ComponentDebug {
  private final IdentityHashMap<RecGroup, ByteSlice> groups;

  /**
   * The text of elements.
   *
   * @param groups where the core types in them lie
   */
  ComponentDebug(IdentityHashMap<RecGroup, ByteSlice> groups) {
    this.groups = groups;
  }

  String element(ComponentElement element) {
    return switch (element) {
      case ComponentElement.Custom(var name, var _) -> tuple("Custom", quote(name));
      case ComponentElement.CoreModule _ -> "Module";
      case ComponentElement.NestedComponent _ -> "Component";
      case ComponentElement.CoreInstance.Instantiate(int module, var arguments) ->
          struct(
              "Instantiate",
              "module_index",
              unsigned(module),
              "args",
              list(
                  arguments,
                  argument ->
                      struct(
                          "InstantiationArg",
                          "name",
                          quote(argument.name()),
                          "kind",
                          "Instance",
                          "index",
                          unsigned(argument.instance()))));
      case ComponentElement.CoreInstance.Exports(var exports) ->
          tuple(
              "FromExports",
              list(
                  exports,
                  export ->
                      struct(
                          "Export",
                          "name",
                          quote(export.name()),
                          "kind",
                          kind(export.item().sort()),
                          "index",
                          unsigned(export.item().index()))));
      case ComponentElement.CoreTypeDef(var definition) -> coreType(definition);
      case ComponentElement.Instance.Instantiate(int component, var arguments) ->
          struct(
              "Instantiate",
              "component_index",
              unsigned(component),
              "args",
              list(
                  arguments,
                  argument ->
                      struct(
                          "ComponentInstantiationArg",
                          "name",
                          quote(argument.name()),
                          "kind",
                          kind(argument.item().sort()),
                          "index",
                          unsigned(argument.item().index()))));
      case ComponentElement.Instance.Exports(var exports) ->
          tuple(
              "FromExports",
              list(exports, export -> export(export.name(), export.item(), Optional.empty())));
      case ComponentElement.Alias alias -> alias(alias);
      case ComponentElement.TypeDef(var definition) -> type(definition);
      case ComponentElement.CanonDef(var canon) -> canon(canon);
      case ComponentElement.Start(int func, var arguments, int results) ->
          struct(
              "ComponentStartFunction",
              "func_index",
              unsigned(func),
              "arguments",
              list(arguments, DebugText::unsigned),
              "results",
              unsigned(results));
      case ComponentElement.Import imported -> imported(imported);
      case ComponentElement.Export(var name, var item, var type) -> export(name, item, type);
      case ComponentElement.Value(var type, var value) ->
          struct("Value", "ty", valType(type), "size", value.size());
    };
  }

  // Names.

  private static String name(ExternName name) {
    return struct(
        "ComponentExternName",
        "name",
        quote(name.name()),
        "implements",
        option(name.implementsName(), DebugText::quote),
        "version_suffix",
        option(name.versionSuffix(), DebugText::quote),
        "external_id",
        option(name.externalId(), DebugText::quote));
  }

  private static String kind(Sort sort) {
    return switch (sort) {
      case CORE_FUNC, FUNC -> "Func";
      case CORE_TABLE -> "Table";
      case CORE_MEMORY -> "Memory";
      case CORE_GLOBAL -> "Global";
      case CORE_TAG -> "Tag";
      case CORE_TYPE -> "CoreType";
      case CORE_MODULE -> "Module";
      case CORE_INSTANCE, INSTANCE -> "Instance";
      case VALUE -> "Value";
      case TYPE -> "Type";
      case COMPONENT -> "Component";
    };
  }

  private static String export(ExternName name, SortIndex item, Optional<ExternDesc> type) {
    return struct(
        "ComponentExport",
        "name",
        name(name),
        "kind",
        kind(item.sort()),
        "index",
        unsigned(item.index()),
        "ty",
        option(type, ComponentDebug::desc));
  }

  private static String imported(ComponentElement.Import imported) {
    return struct("ComponentImport", "name", name(imported.name()), "ty", desc(imported.type()));
  }

  private static String desc(ExternDesc type) {
    return switch (type) {
      case ExternDesc.CoreModule(int index) -> tuple("Module", unsigned(index));
      case ExternDesc.Func(int index) -> tuple("Func", unsigned(index));
      case ExternDesc.Value(var value) -> tuple("Value", valType(value));
      case ExternDesc.TypeEq(int index) -> tuple("Type", tuple("Eq", unsigned(index)));
      case ExternDesc.SubResource() -> tuple("Type", "SubResource");
      case ExternDesc.Component(int index) -> tuple("Component", unsigned(index));
      case ExternDesc.Instance(int index) -> tuple("Instance", unsigned(index));
    };
  }

  private static String alias(ComponentElement.Alias alias) {
    return switch (alias) {
      case ComponentElement.Alias.InstanceExport(var sort, int instance, var name) ->
          struct(
              "InstanceExport",
              "kind",
              kind(sort),
              "instance_index",
              unsigned(instance),
              "name",
              quote(name));
      case ComponentElement.Alias.CoreInstanceExport(var sort, int instance, var name) ->
          struct(
              "CoreInstanceExport",
              "kind",
              kind(sort),
              "instance_index",
              unsigned(instance),
              "name",
              quote(name));
      case ComponentElement.Alias.Outer(var sort, int count, int index) ->
          struct(
              "Outer",
              "kind",
              sort == Sort.CORE_MODULE ? "CoreModule" : kind(sort),
              "count",
              unsigned(count),
              "index",
              unsigned(index));
    };
  }

  // Types.

  private String coreType(CoreTypeDefinition definition) {
    return switch (definition) {
      case CoreTypeDefinition.Group(var group) -> tuple("Rec", group(group));
      case CoreTypeDefinition.Module(var declarations) ->
          tuple("Module", list(declarations, this::moduleDeclaration));
    };
  }

  private String moduleDeclaration(ModuleDeclaration declaration) {
    return switch (declaration) {
      case ModuleDeclaration.Needs(var item) -> tuple("Import", CoreDebug.imported(item));
      case ModuleDeclaration.Type(var group) -> tuple("Type", group(group));
      case ModuleDeclaration.OuterType(int count, int index) ->
          struct("OuterAlias", "kind", "Type", "count", unsigned(count), "index", unsigned(index));
      case ModuleDeclaration.Gives(var name, var type) ->
          struct("Export", "name", quote(name), "ty", CoreDebug.extern(type));
    };
  }

  /** Types with the offset of each. */
  private String group(RecGroup group) {
    List<String> types = new ArrayList<>();
    ByteSlice bytes = groups.get(group);
    if (bytes == null) {
      throw new IllegalStateException("a type that was not read");
    }
    ByteCursor in = bytes.cursor();
    for (int count = TypeReader.groupSize(in).orElse(1); count > 0; count--) {
      int offset = in.position();
      types.add("(" + offset + ", " + CoreDebug.subType(TypeReader.subType(in)) + ")");
    }
    String text = String.join(", ", types);
    return struct(
        "RecGroup",
        "inner",
        group.explicit() ? tuple("Explicit", "[" + text + "]") : tuple("Implicit", text));
  }

  private String type(TypeDefinition definition) {
    return switch (definition) {
      case TypeDefinition.Value(var shape) -> tuple("Defined", shape(shape));
      case TypeDefinition.Func(var signature) -> tuple("Func", signature(signature));
      case TypeDefinition.Component(var declarations) ->
          tuple("Component", list(declarations, this::declaration));
      case TypeDefinition.Instance(var declarations) ->
          tuple("Instance", list(declarations, this::declaration));
      case TypeDefinition.Resource(var representation, var destructor) ->
          struct("Resource", "rep", CoreDebug.valType(representation), "dtor", option(destructor));
    };
  }

  private String declaration(Declaration declaration) {
    return switch (declaration) {
      case ComponentElement.CoreTypeDef(var definition) -> tuple("CoreType", coreType(definition));
      case ComponentElement.TypeDef(var definition) -> tuple("Type", type(definition));
      case ComponentElement.Alias alias -> tuple("Alias", alias(alias));
      case ComponentElement.Import imported -> tuple("Import", imported(imported));
      case Declaration.Export(var name, var type) ->
          struct("Export", "name", name(name), "ty", desc(type));
    };
  }

  private static String signature(Signature<ComponentValType> signature) {
    return struct(
        "ComponentFuncType",
        "async_",
        signature.async(),
        "params",
        list(signature.params(), ComponentDebug::pair),
        "result",
        option(signature.result(), ComponentDebug::valType));
  }

  private static String pair(Field<ComponentValType> field) {
    return "(" + quote(field.name()) + ", " + valType(field.type()) + ")";
  }

  private static String valType(ComponentValType type) {
    return switch (type) {
      case ComponentValType.Primitive(var primitive) -> tuple("Primitive", primitive(primitive));
      case ComponentValType.Ref(int index) -> tuple("Type", unsigned(index));
    };
  }

  private static String primitive(PrimitiveType type) {
    return camelCase(type.name(), "_");
  }

  private static String shape(Shape<ComponentValType, Integer> shape) {
    return switch (shape) {
      case Shape.Primitive(var type) -> tuple("Primitive", primitive(type));
      case Shape.RecordOf(var fields) -> tuple("Record", list(fields, ComponentDebug::pair));
      case Shape.Variant(var cases) -> tuple("Variant", list(cases, ComponentDebug::variantCase));
      case Shape.ListOf(var element) -> tuple("List", valType(element));
      case Shape.FixedList(var element, int length) ->
          tuple("FixedLengthList", valType(element) + ", " + unsigned(length));
      case Shape.MapOf(var key, var value) -> tuple("Map", valType(key) + ", " + valType(value));
      case Shape.Tuple(var types) -> tuple("Tuple", list(types, ComponentDebug::valType));
      case Shape.Flags(var labels) -> tuple("Flags", list(labels, DebugText::quote));
      case Shape.Enumeration(var labels) -> tuple("Enum", list(labels, DebugText::quote));
      case Shape.Option(var type) -> tuple("Option", valType(type));
      case Shape.Result(var ok, var error) ->
          struct(
              "Result",
              "ok",
              option(ok, ComponentDebug::valType),
              "err",
              option(error, ComponentDebug::valType));
      case Shape.Own(var resource) -> tuple("Own", unsigned(resource));
      case Shape.Borrow(var resource) -> tuple("Borrow", unsigned(resource));
      case Shape.Stream(var element) -> tuple("Stream", option(element, ComponentDebug::valType));
      case Shape.Future(var element) -> tuple("Future", option(element, ComponentDebug::valType));
    };
  }

  private static String variantCase(Case<ComponentValType> variantCase) {
    return struct(
        "VariantCase",
        "name",
        quote(variantCase.name()),
        "ty",
        option(variantCase.type(), ComponentDebug::valType));
  }

  // Canonical definitions.

  private static String canon(Canon canon) {
    return switch (canon) {
      case Canon.Lift(int func, int type, var options) ->
          struct(
              "Lift",
              "core_func_index",
              unsigned(func),
              "type_index",
              unsigned(type),
              "options",
              options(options));
      case Canon.Lower(int func, var options) ->
          struct("Lower", "func_index", unsigned(func), "options", options(options));
      case Canon.Plain(var builtIn) -> name(builtIn);
      case Canon.OfResource(var builtIn, int type) ->
          struct(name(builtIn), "resource", unsigned(type));
      case Canon.OfChannel(var builtIn, int type) -> struct(name(builtIn), "ty", unsigned(type));
      case Canon.Copy(var builtIn, int type, var options) ->
          struct(name(builtIn), "ty", unsigned(type), "options", options(options));
      case Canon.CancelCopy(var builtIn, int type, boolean async) ->
          struct(name(builtIn), "ty", unsigned(type), "async_", async);
      case Canon.SubtaskCancel(boolean async) -> struct("SubtaskCancel", "async_", async);
      case Canon.Cancellable(var builtIn, boolean cancellable) ->
          struct(name(builtIn), "cancellable", cancellable);
      case Canon.Waiting(var builtIn, boolean cancellable, int memory) ->
          struct(name(builtIn), "cancellable", cancellable, "memory", unsigned(memory));
      case Canon.OfText(var builtIn, var options) ->
          struct(name(builtIn), "options", options(options));
      case Canon.Context(var builtIn, var type, int slot) ->
          struct(name(builtIn), "ty", CoreDebug.valType(type), "slot", unsigned(slot));
      case Canon.ThreadSpawnRef(int type) ->
          struct("ThreadSpawnRef", "func_ty_index", unsigned(type));
      case Canon.ThreadOfTable(var builtIn, int type, int table) ->
          struct(name(builtIn), "func_ty_index", unsigned(type), "table_index", unsigned(table));
      case Canon.TaskReturn(var result, var options) ->
          struct(
              "TaskReturn",
              "result",
              option(result, ComponentDebug::valType),
              "options",
              options(options));
    };
  }

  private static String name(BuiltIn builtIn) {
    return camelCase(builtIn.toString(), "[.-]");
  }

  private static String options(CanonicalOptions options) {
    return list(options.list(), ComponentDebug::canonicalOption);
  }

  private static String canonicalOption(CanonicalOption option) {
    return switch (option) {
      case CanonicalOption.StringEncoding.UTF8 -> "UTF8";
      case CanonicalOption.StringEncoding.UTF16 -> "UTF16";
      case CanonicalOption.StringEncoding.LATIN1_UTF16 -> "CompactUTF16";
      case CanonicalOption.Memory(int memory) -> tuple("Memory", unsigned(memory));
      case CanonicalOption.Realloc(int func) -> tuple("Realloc", unsigned(func));
      case CanonicalOption.PostReturn(int func) -> tuple("PostReturn", unsigned(func));
      case CanonicalOption.Async() -> "Async";
      case CanonicalOption.Callback(int func) -> tuple("Callback", unsigned(func));
      case CanonicalOption.CoreType(int type) -> tuple("CoreType", unsigned(type));
      case CanonicalOption.Gc() -> "Gc";
    };
  }

  /** Words as one, each with a capital. */
  static String camelCase(String words, String separator) {
    StringBuilder name = new StringBuilder();
    for (String word : words.split(separator, -1)) {
      name.append(Character.toUpperCase(word.charAt(0)))
          .append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}
