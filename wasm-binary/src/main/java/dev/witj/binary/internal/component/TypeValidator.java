package dev.witj.binary.internal.component;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.Feature;
import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentLimits;
import dev.witj.binary.component.ComponentType;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.InstanceType;
import dev.witj.binary.component.Layout;
import dev.witj.binary.component.ModuleType;
import dev.witj.binary.component.ResourceDefinition;
import dev.witj.binary.component.ResourceId;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.component.TypeFacts;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.NumType;
import dev.witj.binary.internal.core.TypeSpace;
import dev.witj.names.Labels;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import dev.witj.types.TypeLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks type definitions and resolves them in a scope. */
public final class TypeValidator {
  private final Scope scope;
  private final ValidationContext context;

  public TypeValidator(Scope scope) {
    this.scope = scope;
    this.context = scope.context();
  }

  /** Adds a type definition to the scope. */
  public void define(TypeDefinition definition) {
    scope.addType(
        switch (definition) {
          case TypeDefinition.Value(var shape) -> value(shape);
          case TypeDefinition.Func(var signature) -> function(signature);
          case TypeDefinition.Component(var declarations) ->
              limited(declare(Scope.Kind.COMPONENT_TYPE, declarations).toComponentType());
          case TypeDefinition.Instance(var declarations) ->
              limited(declare(Scope.Kind.INSTANCE_TYPE, declarations).toInstanceType());
          case TypeDefinition.Resource resource -> resource(resource);
        });
  }

  private Scope declare(Scope.Kind kind, List<Declaration> declarations) {
    Scope inner = new Scope(kind, Optional.of(scope), context);
    TypeValidator types = new TypeValidator(inner);
    for (Declaration declaration : declarations) {
      switch (declaration) {
        case ComponentElement.CoreTypeDef(var definition) -> types.define(definition);
        case ComponentElement.TypeDef(var definition) -> types.define(definition);
        case ComponentElement.Alias alias -> Aliases.define(alias, inner);
        case ComponentElement.Import(var name, var type) ->
            inner.addImport(name, types.resolve(type, name.name()));
        case Declaration.Export(var name, var type) ->
            inner.addExport(name, types.resolve(type, name.name()));
      }
    }
    return inner;
  }

  /** The type of an import or export, which makes new names for types. */
  public EntityType resolve(ExternDesc desc, String name) {
    return switch (desc) {
      case ExternDesc.CoreModule(int type) -> new EntityType.CoreModule(scope.moduleType(type));
      case ExternDesc.Func(int type) -> new EntityType.Func(scope.functionType(type));
      case ExternDesc.Value(var type) -> {
        context.require(Feature.CM_VALUES, "`value`");
        ValueType value = scope.valueType(type);
        if (TypeFacts.of(value).borrows()) {
          throw context.invalid("a value cannot contain a `borrow` type");
        }
        yield new EntityType.Value(value);
      }
      case ExternDesc.TypeEq(int type) -> new EntityType.Type(named(scope.type(type), name));
      case ExternDesc.SubResource _ ->
          new EntityType.Type(
              new ResourceName(new ResourceId(), Optional.empty(), Optional.of(name)));
      case ExternDesc.Component(int type) -> new EntityType.Component(scope.componentType(type));
      case ExternDesc.Instance(int type) -> new EntityType.Instance(scope.instanceType(type));
    };
  }

  public static AnyType named(AnyType type, String name) {
    return switch (type) {
      case DefinedType defined -> defined.named(name);
      case ResourceName resource -> resource.named(name);
      case FunctionType func -> func;
      case ComponentType component -> component;
      case InstanceType instance -> instance;
    };
  }

  // Values.

  private DefinedType value(Shape<ComponentValType, Integer> shape) {
    check(shape);
    DefinedType type = DefinedType.of(shape.map(scope::valueType, scope::resource));
    checkPayload(type.definition());
    limitSize(type.facts(), TypeLimits.MAX_DEPTH);
    // A type may be used with any memory, so that the larger layout counts.
    long bytes = Layout.of(type, AddressType.I64).size();
    if (bytes > TypeLimits.MAX_VALUE_SIZE) {
      throw context.fail(
          BinaryCode.LIMIT_EXCEEDED,
          "value type exceeds maximum byte size: a value takes "
              + bytes
              + " bytes, and the limit is "
              + TypeLimits.MAX_VALUE_SIZE);
    }
    return type;
  }

  /** Keeps every walk over a type within bounds. */
  public <T extends AnyType> T limited(T type) {
    // Whatever holds values may be deeper than they are.
    limitSize(TypeFacts.of(type), TypeLimits.MAX_DEPTH + ComponentLimits.MAX_NESTING);
    return type;
  }

  private void limitSize(TypeFacts facts, int depth) {
    if (facts.size() > TypeLimits.MAX_SIZE) {
      throw context.fail(
          BinaryCode.LIMIT_EXCEEDED,
          "effective type size exceeds the limit of " + TypeLimits.MAX_SIZE);
    }
    if (facts.depth() > depth) {
      throw context.fail(
          BinaryCode.LIMIT_EXCEEDED, "type nesting is too deep: the limit is " + depth);
    }
  }

  private void check(Shape<ComponentValType, Integer> shape) {
    switch (shape) {
      case Shape.RecordOf(var fields) ->
          checkLabels(
              fields.stream().map(Field::name).toList(),
              "record field",
              "record type must have at least one field");
      case Shape.Variant(var cases) ->
          checkLabels(
              cases.stream().map(Case::name).toList(),
              "variant case",
              "variant type must have at least one case");
      case Shape.Flags(var labels) -> {
        checkLabels(labels, "flag", "flags must have at least one entry");
        if (labels.size() > TypeLimits.MAX_FLAGS) {
          throw context.invalid("cannot have more than " + TypeLimits.MAX_FLAGS + " flags");
        }
      }
      case Shape.Enumeration(var labels) ->
          checkLabels(labels, "enum tag", "enum type must have at least one variant");
      case Shape.Tuple(var types) -> {
        if (types.isEmpty()) {
          throw context.invalid("tuple type must have at least one type");
        }
      }
      case Shape.FixedList(_, int length) -> {
        context.require(Feature.CM_FIXED_LENGTH_LISTS, "a fixed-length list");
        if (length == 0) {
          throw context.invalid("fixed-length lists must have at least one element");
        }
      }
      case Shape.MapOf<ComponentValType, Integer> _ ->
          context.require(Feature.CM_MAP, "a map type");
      case Shape.Stream<ComponentValType, Integer> _ ->
          context.require(Feature.CM_ASYNC, "`stream`");
      case Shape.Future<ComponentValType, Integer> _ ->
          context.require(Feature.CM_ASYNC, "`future`");
      case Shape.Primitive(var type) -> {
        var _ = scope.valueType(ComponentValType.of(type));
      }
      case Shape.ListOf<ComponentValType, Integer> _,
          Shape.Option<ComponentValType, Integer> _,
          Shape.Result<ComponentValType, Integer> _,
          Shape.Own<ComponentValType, Integer> _,
          Shape.Borrow<ComponentValType, Integer> _ -> {}
    }
  }

  private void checkPayload(Shape<ValueType, ResourceName> shape) {
    switch (shape) {
      case Shape.MapOf(var key, _) -> {
        if (!(key.shape() instanceof Shape.Primitive(var primitive)) || !isKey(primitive)) {
          throw context.invalid("invalid map key type: " + TypeText.of(key));
        }
      }
      case Shape.Stream(var element) -> {
        if (element.isPresent()
            && element.get().shape() instanceof Shape.Primitive(var primitive)
            && primitive == PrimitiveType.CHAR) {
          throw context.invalid("`stream<char>` is not valid at this time");
        }
        checkNoBorrow(element, "stream");
      }
      case Shape.Future(var element) -> checkNoBorrow(element, "future");
      case Shape<ValueType, ResourceName> _ -> {}
    }
  }

  private static boolean isKey(PrimitiveType type) {
    return switch (type) {
      case BOOL, S8, U8, S16, U16, S32, U32, S64, U64, CHAR, STRING -> true;
      case F32, F64, ERROR_CONTEXT -> false;
    };
  }

  private void checkNoBorrow(Optional<ValueType> element, String what) {
    if (element.isPresent() && TypeFacts.of(element.get()).borrows()) {
      throw context.invalid("`" + what + "` element cannot contain a `borrow` type");
    }
  }

  private void checkLabels(List<String> labels, String what, String whenEmpty) {
    if (labels.isEmpty()) {
      throw context.invalid(whenEmpty);
    }
    Map<String, String> seen = new HashMap<>();
    for (String label : labels) {
      checkLabel(label, what, seen);
    }
  }

  private void checkLabel(String label, String what, Map<String, String> seen) {
    if (!Labels.isLabel(label)) {
      throw context.invalid(
          label.isEmpty()
              ? what + " name cannot be empty"
              : what + " name `" + label + "` is not in kebab case");
    }
    String previous = seen.put(label.toLowerCase(Locale.ROOT), label);
    if (previous != null) {
      throw context.fail(
          BinaryCode.DUPLICATE_NAME,
          what + " name `" + label + "` conflicts with previous name `" + previous + "`");
    }
  }

  // Functions and resources.

  private FunctionType function(Signature<ComponentValType> signature) {
    if (signature.async()) {
      context.require(Feature.CM_ASYNC, "an async function type");
    }
    Map<String, String> seen = new HashMap<>();
    signature.params().forEach(param -> checkLabel(param.name(), "function parameter", seen));
    FunctionType type = new FunctionType(signature.map(scope::valueType));
    if (type.signature().result().isPresent()
        && TypeFacts.of(type.signature().result().get()).borrows()) {
      throw context.invalid("function result cannot contain a `borrow` type");
    }
    return limited(type);
  }

  private ResourceName resource(TypeDefinition.Resource definition) {
    if (scope.kind() != Scope.Kind.COMPONENT) {
      throw context.invalid("resources can only be defined within a concrete component");
    }
    if (definition.representation() == NumType.I64) {
      context.require(Feature.CM64, "a resource represented by `i64`");
    } else if (definition.representation() != NumType.I32) {
      throw context.invalid("resources can only be represented by `i32`");
    }
    if (definition.destructor().isPresent()) {
      FuncType destructor = scope.coreFunc(definition.destructor().getAsInt());
      if (!destructor.equals(new FuncType(List.of(definition.representation()), List.of()))) {
        throw context.fail(
            BinaryCode.TYPE_MISMATCH,
            "core function "
                + definition.destructor().getAsInt()
                + " has wrong signature for a destructor: expected ["
                + definition.representation()
                + "] -> [], found "
                + destructor);
      }
    }
    ResourceName type = new ResourceName(new ResourceId(), Optional.empty(), Optional.empty());
    scope.define(
        new ResourceDefinition(type, definition.representation(), definition.destructor()));
    return type;
  }

  // Core types.

  /** Adds core types to the scope. */
  public void define(CoreTypeDefinition definition) {
    switch (definition) {
      case CoreTypeDefinition.Group(var group) -> scope.addCoreGroup(group);
      case CoreTypeDefinition.Module(var declarations) -> scope.addModuleType(module(declarations));
    }
  }

  private ModuleType module(List<CoreTypeDefinition.ModuleDeclaration> declarations) {
    TypeSpace types = new TypeSpace(context.coreTypes(), context.features());
    List<Import> imports = new ArrayList<>();
    Set<List<String>> importNames = new HashSet<>();
    Map<String, ExternType> exports = new LinkedHashMap<>();
    for (CoreTypeDefinition.ModuleDeclaration declaration : declarations) {
      switch (declaration) {
        case CoreTypeDefinition.ModuleDeclaration.Type(var group) ->
            types.add(group, context.cursor(), context.offset());
        case CoreTypeDefinition.ModuleDeclaration.OuterType(int count, int index) -> {
          if (count == 0) {
            types.addId(types.id(index, context.cursor(), context.offset()));
          } else {
            types.addId(scope.outer(count - 1).coreTypeId(index));
          }
        }
        case CoreTypeDefinition.ModuleDeclaration.Needs(var item) -> {
          checkImport(item, importNames, context);
          imports.add(
              new Import(
                  item.module(),
                  item.name(),
                  types.check(item.type(), context.cursor(), context.offset())));
        }
        case CoreTypeDefinition.ModuleDeclaration.Gives(var name, var type) -> {
          ExternType resolved = types.check(type, context.cursor(), context.offset());
          if (exports.put(name, resolved) != null) {
            throw context.fail(
                BinaryCode.DUPLICATE_NAME, "export name `" + name + "` already defined");
          }
        }
      }
    }
    ModuleType type = new ModuleType(context.coreTypes(), imports, exports);
    limitSize(type.facts(), TypeLimits.MAX_DEPTH);
    return type;
  }

  /** Two imports of one name would need one thing to have two types. */
  public static void checkImport(Import item, Set<List<String>> seen, ValidationContext context) {
    if (!seen.add(List.of(item.module(), item.name()))) {
      throw context.fail(
          BinaryCode.DUPLICATE_NAME,
          "duplicate import name `" + item.module() + ":" + item.name() + "`");
    }
  }
}
