package dev.witj.wast;

import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ValueType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.value.EnumValue;
import dev.witj.runtime.value.FlagsValue;
import dev.witj.runtime.value.RecordValue;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple;
import dev.witj.runtime.value.ValueCodec.VariantCodec;
import dev.witj.runtime.value.VariantValue;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import dev.witj.wat.WastPrinter;
import dev.witj.wat.WastValue;
import dev.witj.wat.WastValue.IntType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of component functions in scripts. */
final class ComponentValues {
  private ComponentValues() {}

  /** Something that scripts have no form for: a handle, a stream, a future, an error context. */
  static final class Inexpressible extends Exception {
    private static final long serialVersionUID = 1L;

    Inexpressible(ValueType type) {
      super("scripts have no form for a `" + type + "`", null, false, false);
    }
  }

  // To Java.

  /**
   * The Java form of an argument.
   *
   * @throws DiagnosticException if it is of another type
   */
  static Object toJava(ValueType type, WastValue value) {
    @Nullable Object made =
        switch (value) {
          case WastValue.Bool(boolean truth) when is(type, PrimitiveType.BOOL) -> truth;
          case WastValue.Int(var written, long number)
              when is(type, PrimitiveType.valueOf(written.name())) ->
              integer(written, number);
          case WastValue.F32(int bits) when is(type, PrimitiveType.F32) ->
              Float.intBitsToFloat(bits);
          case WastValue.F64(long bits) when is(type, PrimitiveType.F64) ->
              Double.longBitsToDouble(bits);
          case WastValue.Char(int codePoint) when is(type, PrimitiveType.CHAR) -> codePoint;
          case WastValue.Str(var text) when is(type, PrimitiveType.STRING) -> text;
          case WastValue.ListOf(var elements) -> list(type, elements);
          case WastValue.TupleOf(var elements)
              when type.shape() instanceof Shape.Tuple(var types)
                  && types.size() == elements.size() ->
              Tuple.of(all(types, elements));
          case WastValue.RecordOf(var fields)
              when type.shape() instanceof Shape.RecordOf(var declared)
                  && names(fields).equals(declared.stream().map(Field::name).toList()) ->
              RecordValue.codec(names(fields))
                  .construct(
                      all(
                          declared.stream().map(Field::type).toList(),
                          fields.stream().map(WastValue.Field::value).toList()));
          case WastValue.VariantOf(var label, var payload)
              when type.shape() instanceof Shape.Variant(var cases) ->
              variant(cases, label, payload);
          case WastValue.EnumOf(var label)
              when type.shape() instanceof Shape.Enumeration(var labels)
                  && labels.contains(label) ->
              new EnumValue(label);
          case WastValue.OptionOf(var inner)
              when type.shape() instanceof Shape.Option(var element) ->
              inner.map(each -> toJava(element, each));
          case WastValue.ResultOf(boolean ok, var payload)
              when type.shape() instanceof Shape.Result(var okType, var errorType)
                  && (ok ? okType : errorType).isPresent() == payload.isPresent() ->
              result(ok ? okType : errorType, ok, payload);
          case WastValue.FlagsOf(var names)
              when type.shape() instanceof Shape.Flags(var labels) && labels.containsAll(names) ->
              FlagsValue.of(labels.stream().filter(names::contains).toArray(String[]::new));
          default -> null;
        };
    if (made == null) {
      throw misfit(value, type);
    }
    return made;
  }

  private static boolean is(ValueType type, PrimitiveType wanted) {
    return type.shape() instanceof Shape.Primitive(var primitive) && primitive == wanted;
  }

  private static DiagnosticException misfit(WastValue value, ValueType type) {
    return WastCode.BAD_ARGUMENT.error(WastPrinter.print(value), type).toException();
  }

  private static Object[] all(List<ValueType> types, List<WastValue> values) {
    Object[] made = new Object[values.size()];
    for (int i = 0; i < made.length; i++) {
      made[i] = toJava(types.get(i), values.get(i));
    }
    return made;
  }

  private static List<String> names(List<WastValue.Field> fields) {
    return fields.stream().map(WastValue.Field::name).toList();
  }

  private static @Nullable Object variant(
      List<Case<ValueType>> cases, String label, Optional<WastValue> payload) {
    int index = cases.stream().map(Case::name).toList().indexOf(label);
    if (index < 0 || cases.get(index).type().isPresent() != payload.isPresent()) {
      return null;
    }
    @Nullable Object inner =
        payload.isEmpty() ? null : toJava(cases.get(index).type().orElseThrow(), payload.get());
    return new VariantValue(label, inner);
  }

  private static Object result(Optional<ValueType> type, boolean ok, Optional<WastValue> payload) {
    if (payload.isEmpty()) {
      return ok ? Result.ok() : Result.err();
    }
    Object inner = toJava(type.orElseThrow(), payload.get());
    return ok ? Result.ok(inner) : Result.err(inner);
  }

  private static Object integer(IntType type, long number) {
    return switch (type) {
      case S8 -> (byte) number;
      case S16 -> (short) number;
      case S32, U8, U16 -> (int) number;
      case U32, S64, U64 -> number;
    };
  }

  private static @Nullable Object list(ValueType type, List<WastValue> elements) {
    return switch (type.shape()) {
      case Shape.MapOf(var keyType, var valueType) -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (WastValue each : elements) {
          if (!(each instanceof WastValue.TupleOf(var pair)) || pair.size() != 2) {
            yield null;
          }
          map.put(toJava(keyType, pair.get(0)), toJava(valueType, pair.get(1)));
        }
        yield map;
      }
      case Shape.ListOf(var element) -> elements(element, elements);
      case Shape.FixedList(var element, int length) when length == elements.size() ->
          elements(element, elements);
      case Shape<ValueType, ResourceName> _ -> null;
    };
  }

  private static Object elements(ValueType element, List<WastValue> elements) {
    Optional<Class<?>> bare = bareElement(element);
    if (bare.isEmpty()) {
      return elements.stream().map(each -> toJava(element, each)).toList();
    }
    Object array = Array.newInstance(bare.get(), elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Object value = toJava(element, elements.get(i));
      switch (array) {
        case byte[] bytes -> bytes[i] = ((Number) value).byteValue();
        case short[] shorts -> shorts[i] = ((Number) value).shortValue();
        case int[] ints -> ints[i] = ((Number) value).intValue();
        default -> Array.set(array, i, value);
      }
    }
    return array;
  }

  /** What lists of a type are arrays of, if they are arrays. */
  private static Optional<Class<?>> bareElement(ValueType type) {
    return type.shape() instanceof Shape.Primitive(var primitive)
        ? switch (primitive) {
          case BOOL -> Optional.of(boolean.class);
          case S8, U8 -> Optional.of(byte.class);
          case S16, U16 -> Optional.of(short.class);
          case S32, U32 -> Optional.of(int.class);
          case S64, U64 -> Optional.of(long.class);
          case F32 -> Optional.of(float.class);
          case F64 -> Optional.of(double.class);
          case CHAR, STRING, ERROR_CONTEXT -> Optional.empty();
        }
        : Optional.empty();
  }

  // From Java.

  /**
   * A result as scripts write it.
   *
   * @throws Inexpressible if they have no form for it
   */
  static WastValue toWast(ValueType type, Object value) throws Inexpressible {
    return switch (type.shape()) {
      case Shape.Primitive(var primitive) -> primitive(primitive, value);
      case Shape.ListOf(var element) -> list(element, value);
      case Shape.FixedList(var element, _) -> list(element, value);
      case Shape.MapOf(var keyType, var valueType) -> {
        List<WastValue> pairs = new ArrayList<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          pairs.add(
              new WastValue.TupleOf(
                  List.of(toWast(keyType, entry.getKey()), toWast(valueType, entry.getValue()))));
        }
        yield new WastValue.ListOf(pairs);
      }
      case Shape.RecordOf(var declared) -> {
        Object[] found = ((RecordValue) value).values().toArray();
        List<WastValue.Field> fields = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
          Field<ValueType> field = declared.get(i);
          fields.add(new WastValue.Field(field.name(), toWast(field.type(), found[i])));
        }
        yield new WastValue.RecordOf(fields);
      }
      case Shape.Variant(var cases) -> {
        VariantCodec codec = VariantValue.codec(cases.stream().map(Case::name).toList());
        Case<ValueType> found = cases.get(codec.caseIndex(value));
        yield new WastValue.VariantOf(found.name(), payload(found.type(), codec.payload(value)));
      }
      case Shape.Enumeration(_) -> new WastValue.EnumOf(((EnumValue) value).label());
      case Shape.Flags(var labels) ->
          new WastValue.FlagsOf(
              labels.stream().filter(((FlagsValue) value).labels()::contains).toList());
      case Shape.Option(var element) ->
          new WastValue.OptionOf(payload(Optional.of(element), ((Optional<?>) value).orElse(null)));
      case Shape.Result(var ok, var error) ->
          switch ((Result<?, ?>) value) {
            case Result.Ok<?, ?>(var inner) -> new WastValue.ResultOf(true, payload(ok, inner));
            case Result.Err<?, ?>(var inner) ->
                new WastValue.ResultOf(false, payload(error, inner));
          };
      case Shape.Tuple(var types) -> {
        Object[] found = ((Tuple) value).toArray();
        List<WastValue> elements = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
          elements.add(toWast(types.get(i), found[i]));
        }
        yield new WastValue.TupleOf(elements);
      }
      case Shape.Handle<ValueType, ResourceName> _ -> throw new Inexpressible(type);
    };
  }

  private static Optional<WastValue> payload(Optional<ValueType> type, @Nullable Object value)
      throws Inexpressible {
    return type.isPresent() && value != null
        ? Optional.of(toWast(type.get(), value))
        : Optional.empty();
  }

  private static WastValue primitive(PrimitiveType type, Object value) throws Inexpressible {
    return switch (type) {
      case BOOL -> new WastValue.Bool((Boolean) value);
      case S8, U8, S16, U16, S32, U32, S64, U64 -> {
        IntType written = IntType.valueOf(type.name());
        int unused = 64 - written.bits();
        long bits = ((Number) value).longValue() << unused;
        // Elements of arrays are signed in Java, whatever they are to the component.
        yield new WastValue.Int(written, written.isSigned() ? bits >> unused : bits >>> unused);
      }
      case F32 -> new WastValue.F32(Float.floatToRawIntBits((Float) value));
      case F64 -> new WastValue.F64(Double.doubleToRawLongBits((Double) value));
      case CHAR -> new WastValue.Char((Integer) value);
      case STRING -> new WastValue.Str((String) value);
      case ERROR_CONTEXT -> throw new Inexpressible(ValueType.of(type));
    };
  }

  private static WastValue list(ValueType element, Object value) throws Inexpressible {
    List<WastValue> elements = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object each : list) {
        elements.add(toWast(element, each));
      }
    } else {
      for (int i = 0; i < Array.getLength(value); i++) {
        elements.add(toWast(element, Array.get(value, i)));
      }
    }
    return new WastValue.ListOf(elements);
  }
}
