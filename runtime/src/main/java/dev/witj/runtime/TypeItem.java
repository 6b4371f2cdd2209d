package dev.witj.runtime;

import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.PrimitiveType;
import dev.witj.binary.component.Shape;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A type as something that is passed on between components. What it is at run time is worked out
 * when a function that mentions it is linked, since the resources in it differ for each instance.
 */
abstract sealed class TypeItem implements Item {
  private TypeItem() {}

  /** This as a type of values. */
  ValType valType() {
    throw new IllegalStateException("not a type of values: " + this);
  }

  /** This as a type of functions. */
  FuncType funcType() {
    throw new IllegalStateException("not a type of functions: " + this);
  }

  /** This as a resource. */
  ResourceType resource() {
    throw new IllegalStateException("not a resource: " + this);
  }

  /** What it is to those who look from outside. */
  abstract ItemType itemType();

  /** A resource. */
  static final class Resource extends TypeItem {
    private final ResourceType type;

    Resource(ResourceType type) {
      this.type = type;
    }

    @Override
    ResourceType resource() {
      return type;
    }

    @Override
    ItemType itemType() {
      return new ItemType.OfResource(type);
    }
  }

  /** A type of values or functions that is defined in a scope. */
  static final class Defined extends TypeItem {
    private final TypeScope scope;
    private final TypeDefinition definition;
    private @Nullable ValType valType;
    private @Nullable FuncType funcType;

    Defined(TypeScope scope, TypeDefinition definition) {
      this.scope = scope;
      this.definition = definition;
    }

    @Override
    ValType valType() {
      ValType known = valType;
      if (known == null) {
        known =
            definition instanceof TypeDefinition.Value(var shape)
                ? shapeType(shape, scope)
                : super.valType();
        valType = known;
      }
      return known;
    }

    @Override
    FuncType funcType() {
      FuncType known = funcType;
      if (known == null) {
        known =
            definition instanceof TypeDefinition.Func(var signature)
                ? signatureType(signature, scope)
                : super.funcType();
        funcType = known;
      }
      return known;
    }

    /** The declarations, if this is a type of instances. */
    List<Declaration> instanceDeclarations() {
      return definition instanceof TypeDefinition.Instance(var declarations)
          ? declarations
          : List.of();
    }

    TypeScope scope() {
      return scope;
    }

    @Override
    ItemType itemType() {
      return new ItemType.OfType();
    }
  }

  static ValType valType(ComponentValType type, TypeScope scope) {
    return switch (type) {
      case PrimitiveType primitive -> primitive(primitive);
      case ComponentValType.Ref(int index) -> scope.type(index).valType();
    };
  }

  private static Optional<ValType> valType(Optional<ComponentValType> type, TypeScope scope) {
    return type.map(t -> valType(t, scope));
  }

  private static ValType primitive(PrimitiveType type) {
    return Primitive.valueOf(type.name());
  }

  private static List<Field> fields(
      List<dev.witj.binary.component.Field<ComponentValType>> fields, TypeScope scope) {
    List<Field> out = new ArrayList<>(fields.size());
    fields.forEach(f -> out.add(new Field(f.name(), valType(f.type(), scope))));
    return out;
  }

  private static FuncType signatureType(Signature<ComponentValType> signature, TypeScope scope) {
    return new FuncType(
        fields(signature.params(), scope), valType(signature.result(), scope), signature.async());
  }

  private static ValType shapeType(Shape<ComponentValType, Integer> shape, TypeScope scope) {
    return switch (shape) {
      case Shape.Primitive<ComponentValType, Integer>(var type) -> primitive(type);
      case Shape.RecordOf<ComponentValType, Integer>(var fields) ->
          new ValType.RecordType(fields(fields, scope));
      case Shape.Variant<ComponentValType, Integer>(var cases) -> {
        List<Case> out = new ArrayList<>(cases.size());
        cases.forEach(c -> out.add(new Case(c.name(), valType(c.type(), scope))));
        yield new ValType.VariantType(out);
      }
      case Shape.ListOf<ComponentValType, Integer>(var element) ->
          new ValType.ListType(valType(element, scope));
      case Shape.FixedList<ComponentValType, Integer>(var element, int length) ->
          new ValType.FixedListType(valType(element, scope), length);
      case Shape.MapOf<ComponentValType, Integer>(var key, var value) ->
          new ValType.MapType(valType(key, scope), valType(value, scope));
      case Shape.Tuple<ComponentValType, Integer>(var types) ->
          new ValType.TupleType(types.stream().map(t -> valType(t, scope)).toList());
      case Shape.Flags<ComponentValType, Integer>(var labels) -> new ValType.FlagsType(labels);
      case Shape.Enumeration<ComponentValType, Integer>(var labels) -> new ValType.EnumType(labels);
      case Shape.Option<ComponentValType, Integer>(var type) ->
          new ValType.OptionType(valType(type, scope));
      case Shape.Result<ComponentValType, Integer>(var ok, var error) ->
          new ValType.ResultType(valType(ok, scope), valType(error, scope));
      case Shape.Own<ComponentValType, Integer>(var resource) ->
          new ValType.OwnType(scope.type(resource).resource());
      case Shape.Borrow<ComponentValType, Integer>(var resource) ->
          new ValType.BorrowType(scope.type(resource).resource());
      case Shape.Stream<ComponentValType, Integer>(var element) ->
          new ValType.StreamType(valType(element, scope));
      case Shape.Future<ComponentValType, Integer>(var element) ->
          new ValType.FutureType(valType(element, scope));
    };
  }
}
