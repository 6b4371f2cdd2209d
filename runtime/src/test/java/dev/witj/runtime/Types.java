package dev.witj.runtime;

import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.ValueType;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.util.List;
import java.util.Optional;

/** Types, put together in a few words. */
public final class Types {
  public static final ValueType BOOL = ValueType.of(PrimitiveType.BOOL);
  public static final ValueType S8 = ValueType.of(PrimitiveType.S8);
  public static final ValueType U8 = ValueType.of(PrimitiveType.U8);
  public static final ValueType S16 = ValueType.of(PrimitiveType.S16);
  public static final ValueType U16 = ValueType.of(PrimitiveType.U16);
  public static final ValueType S32 = ValueType.of(PrimitiveType.S32);
  public static final ValueType U32 = ValueType.of(PrimitiveType.U32);
  public static final ValueType S64 = ValueType.of(PrimitiveType.S64);
  public static final ValueType U64 = ValueType.of(PrimitiveType.U64);
  public static final ValueType F32 = ValueType.of(PrimitiveType.F32);
  public static final ValueType F64 = ValueType.of(PrimitiveType.F64);
  public static final ValueType CHAR = ValueType.of(PrimitiveType.CHAR);
  public static final ValueType STRING = ValueType.of(PrimitiveType.STRING);
  public static final ValueType ERROR_CONTEXT = ValueType.of(PrimitiveType.ERROR_CONTEXT);

  private Types() {}

  public static ValueType list(ValueType element) {
    return DefinedType.of(new Shape.ListOf<>(element));
  }

  public static ValueType fixedList(ValueType element, int length) {
    return DefinedType.of(new Shape.FixedList<>(element, length));
  }

  public static ValueType map(ValueType key, ValueType value) {
    return DefinedType.of(new Shape.MapOf<>(key, value));
  }

  public static Field<ValueType> field(String name, ValueType type) {
    return new Field<>(name, type);
  }

  public static ValueType record(List<Field<ValueType>> fields) {
    return DefinedType.of(new Shape.RecordOf<>(fields));
  }

  public static ValueType tuple(ValueType... types) {
    return tuple(List.of(types));
  }

  public static ValueType tuple(List<ValueType> types) {
    return DefinedType.of(new Shape.Tuple<>(types));
  }

  public static Case<ValueType> caseOf(String name) {
    return new Case<>(name, Optional.empty());
  }

  public static Case<ValueType> caseOf(String name, ValueType type) {
    return new Case<>(name, Optional.of(type));
  }

  public static ValueType variant(List<Case<ValueType>> cases) {
    return DefinedType.of(new Shape.Variant<>(cases));
  }

  public static ValueType enumeration(List<String> labels) {
    return DefinedType.of(new Shape.Enumeration<>(labels));
  }

  public static ValueType flags(List<String> labels) {
    return DefinedType.of(new Shape.Flags<>(labels));
  }

  public static ValueType option(ValueType type) {
    return DefinedType.of(new Shape.Option<>(type));
  }

  public static ValueType result(Optional<ValueType> ok, Optional<ValueType> error) {
    return DefinedType.of(new Shape.Result<>(ok, error));
  }

  public static ValueType own(ResourceName resource) {
    return DefinedType.of(new Shape.Own<>(resource));
  }

  public static ValueType borrow(ResourceName resource) {
    return DefinedType.of(new Shape.Borrow<>(resource));
  }

  public static ValueType stream(Optional<ValueType> element) {
    return DefinedType.of(new Shape.Stream<>(element));
  }

  public static ValueType future(Optional<ValueType> element) {
    return DefinedType.of(new Shape.Future<>(element));
  }

  public static FunctionType func(List<Field<ValueType>> params, Optional<ValueType> result) {
    return func(params, result, false);
  }

  public static FunctionType func(
      List<Field<ValueType>> params, Optional<ValueType> result, boolean async) {
    return new FunctionType(new Signature<>(async, params, result));
  }
}
