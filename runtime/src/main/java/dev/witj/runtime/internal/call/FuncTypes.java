package dev.witj.runtime.internal.call;

import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.PrimitiveType;
import dev.witj.binary.component.Shape;
import dev.witj.binary.component.ValueType;
import dev.witj.runtime.FuncType;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.Primitive;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Types of functions with the Java forms of their values, out of what validation found. */
public final class FuncTypes {
  private final Function<dev.witj.binary.component.ResourceType, ResourceType> resources;

  /** Parts that types share stay shared, or a small type could grow without bound. */
  private final IdentityHashMap<DefinedType, ValType> known = new IdentityHashMap<>();

  private FuncTypes(Function<dev.witj.binary.component.ResourceType, ResourceType> resources) {
    this.resources = resources;
  }

  /** The type of a function, with the resources that its names stand for. */
  public static FuncType of(
      FunctionType type, Function<dev.witj.binary.component.ResourceType, ResourceType> resources) {
    FuncTypes types = new FuncTypes(resources);
    return new FuncType(
        types.fields(type.signature().params()),
        types.value(type.signature().result()),
        type.signature().async());
  }

  /** A type of values, with the resources that its names stand for. */
  public static ValType of(
      ValueType type, Function<dev.witj.binary.component.ResourceType, ResourceType> resources) {
    return new FuncTypes(resources).value(type);
  }

  private ValType value(ValueType type) {
    return switch (type) {
      case PrimitiveType primitive -> primitive(primitive);
      case DefinedType defined -> {
        ValType made = known.get(defined);
        if (made == null) {
          made = shape(defined.definition());
          known.put(defined, made);
        }
        yield made;
      }
    };
  }

  private Optional<ValType> value(Optional<ValueType> type) {
    return type.map(this::value);
  }

  private static ValType primitive(PrimitiveType type) {
    return Primitive.valueOf(type.name());
  }

  private List<Field> fields(List<dev.witj.binary.component.Field<ValueType>> fields) {
    List<Field> out = new ArrayList<>(fields.size());
    fields.forEach(f -> out.add(new Field(f.name(), value(f.type()))));
    return out;
  }

  private ValType shape(Shape<ValueType, dev.witj.binary.component.ResourceType> shape) {
    return switch (shape) {
      case Shape.Primitive(var type) -> primitive(type);
      case Shape.RecordOf(var fields) -> new ValType.RecordType(fields(fields));
      case Shape.Variant(var cases) -> {
        List<Case> out = new ArrayList<>(cases.size());
        cases.forEach(c -> out.add(new Case(c.name(), value(c.type()))));
        yield new ValType.VariantType(out);
      }
      case Shape.ListOf(var element) -> new ValType.ListType(value(element));
      case Shape.FixedList(var element, int length) ->
          new ValType.FixedListType(value(element), length);
      case Shape.MapOf(var key, var value) -> new ValType.MapType(value(key), value(value));
      case Shape.Tuple(var types) ->
          new ValType.TupleType(types.stream().map(this::value).toList());
      case Shape.Flags(var labels) -> new ValType.FlagsType(labels);
      case Shape.Enumeration(var labels) -> new ValType.EnumType(labels);
      case Shape.Option(var type) -> new ValType.OptionType(value(type));
      case Shape.Result(var ok, var error) -> new ValType.ResultType(value(ok), value(error));
      case Shape.Own(var resource) -> new ValType.OwnType(resources.apply(resource));
      case Shape.Borrow(var resource) -> new ValType.BorrowType(resources.apply(resource));
      case Shape.Stream(var element) -> new ValType.StreamType(value(element));
      case Shape.Future(var element) -> new ValType.FutureType(value(element));
    };
  }
}
