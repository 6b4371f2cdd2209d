package dev.witj.wast;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple;
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

    Inexpressible(ValType type) {
      super("scripts have no form for a `" + type.witText() + "`", null, false, false);
    }
  }

  // To Java.

  /**
   * The Java form of an argument.
   *
   * @throws DiagnosticException if it is of another type
   */
  static Object toJava(ValType type, WastValue value) {
    @Nullable Object made =
        switch (value) {
          case WastValue.Bool(boolean truth) when type == Primitive.BOOL -> truth;
          case WastValue.Int(var written, long number)
              when type instanceof Primitive primitive && primitive.name().equals(written.name()) ->
              integer(written, number);
          case WastValue.F32(int bits) when type == Primitive.F32 -> Float.intBitsToFloat(bits);
          case WastValue.F64(long bits) when type == Primitive.F64 -> Double.longBitsToDouble(bits);
          case WastValue.Char(int codePoint) when type == Primitive.CHAR -> codePoint;
          case WastValue.Str(var text) when type == Primitive.STRING -> text;
          case WastValue.ListOf(var elements) -> list(type, elements);
          case WastValue.TupleOf(var elements)
              when type instanceof ValType.TupleType(var types)
                  && types.size() == elements.size() ->
              Tuple.of(all(types, elements));
          case WastValue.RecordOf(var fields)
              when type instanceof ValType.RecordType(var declared, var codec)
                  && names(fields).equals(declared.stream().map(Field::name).toList()) ->
              codec.construct(
                  all(
                      declared.stream().map(Field::type).toList(),
                      fields.stream().map(WastValue.Field::value).toList()));
          case WastValue.VariantOf(var label, var payload)
              when type instanceof ValType.VariantType variant ->
              variant(variant, label, payload);
          case WastValue.EnumOf(var label)
              when type instanceof ValType.EnumType(var labels, var codec)
                  && labels.contains(label) ->
              codec.construct(labels.indexOf(label));
          case WastValue.OptionOf(var inner) when type instanceof ValType.OptionType(var element) ->
              inner.map(each -> toJava(element, each));
          case WastValue.ResultOf(boolean ok, var payload)
              when type instanceof ValType.ResultType result
                  && (ok ? result.ok() : result.error()).isPresent() == payload.isPresent() ->
              result(result, ok, payload);
          case WastValue.FlagsOf(var names)
              when type instanceof ValType.FlagsType(var labels, var codec)
                  && labels.containsAll(names) ->
              codec.construct(
                  names.stream()
                      .mapToInt(name -> 1 << labels.indexOf(name))
                      .reduce(0, (a, b) -> a | b));
          default -> null;
        };
    if (made == null) {
      throw misfit(value, type);
    }
    return made;
  }

  private static DiagnosticException misfit(WastValue value, ValType type) {
    return Diagnostic.error(
            WastCode.BAD_ARGUMENT,
            "`" + WastPrinter.print(value) + "` is no `" + type.witText() + "`")
        .toException();
  }

  private static Object[] all(List<ValType> types, List<WastValue> values) {
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
      ValType.VariantType type, String label, Optional<WastValue> payload) {
    int index = type.cases().stream().map(Case::name).toList().indexOf(label);
    if (index < 0 || type.cases().get(index).type().isPresent() != payload.isPresent()) {
      return null;
    }
    @Nullable Object inner =
        payload.isEmpty()
            ? null
            : toJava(type.cases().get(index).type().orElseThrow(), payload.get());
    return type.codec().construct(index, inner);
  }

  private static Object result(ValType.ResultType type, boolean ok, Optional<WastValue> payload) {
    if (payload.isEmpty()) {
      return ok ? Result.ok() : Result.err();
    }
    Object inner = toJava((ok ? type.ok() : type.error()).orElseThrow(), payload.get());
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

  private static @Nullable Object list(ValType type, List<WastValue> elements) {
    return switch (type) {
      case ValType.MapType(var keyType, var valueType) -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (WastValue each : elements) {
          if (!(each instanceof WastValue.TupleOf(var pair)) || pair.size() != 2) {
            yield null;
          }
          map.put(toJava(keyType, pair.get(0)), toJava(valueType, pair.get(1)));
        }
        yield map;
      }
      case ValType.ListType(var element) -> elements(element, elements);
      case ValType.FixedListType(var element, int length) when length == elements.size() ->
          elements(element, elements);
      default -> null;
    };
  }

  private static Object elements(ValType element, List<WastValue> elements) {
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
  private static Optional<Class<?>> bareElement(ValType type) {
    return type instanceof Primitive primitive
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
  static WastValue toWast(ValType type, Object value) throws Inexpressible {
    return switch (type) {
      case Primitive primitive -> primitive(primitive, value);
      case ValType.ListType(var element) -> list(element, value);
      case ValType.FixedListType(var element, _) -> list(element, value);
      case ValType.MapType(var keyType, var valueType) -> {
        List<WastValue> pairs = new ArrayList<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          pairs.add(
              new WastValue.TupleOf(
                  List.of(toWast(keyType, entry.getKey()), toWast(valueType, entry.getValue()))));
        }
        yield new WastValue.ListOf(pairs);
      }
      case ValType.RecordType(var declared, var codec) -> {
        Object[] found = codec.fields(value);
        List<WastValue.Field> fields = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
          Field field = declared.get(i);
          fields.add(new WastValue.Field(field.name(), toWast(field.type(), found[i])));
        }
        yield new WastValue.RecordOf(fields);
      }
      case ValType.VariantType(var cases, var codec) -> {
        Case found = cases.get(codec.caseIndex(value));
        yield new WastValue.VariantOf(found.name(), payload(found.type(), codec.payload(value)));
      }
      case ValType.EnumType(var labels, var codec) ->
          new WastValue.EnumOf(labels.get(codec.index(value)));
      case ValType.FlagsType(var labels, var codec) -> {
        int bits = codec.bits(value);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
          if ((bits >>> i & 1) != 0) {
            names.add(labels.get(i));
          }
        }
        yield new WastValue.FlagsOf(names);
      }
      case ValType.OptionType(var element) ->
          new WastValue.OptionOf(payload(Optional.of(element), ((Optional<?>) value).orElse(null)));
      case ValType.ResultType(var ok, var error) ->
          switch ((Result<?, ?>) value) {
            case Result.Ok<?, ?>(var inner) -> new WastValue.ResultOf(true, payload(ok, inner));
            case Result.Err<?, ?>(var inner) ->
                new WastValue.ResultOf(false, payload(error, inner));
          };
      case ValType.TupleType(var types) -> {
        Object[] found = ((Tuple) value).toArray();
        List<WastValue> elements = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
          elements.add(toWast(types.get(i), found[i]));
        }
        yield new WastValue.TupleOf(elements);
      }
      case ValType.OwnType _, ValType.BorrowType _ -> throw new Inexpressible(type);
      case ValType.StreamType _, ValType.FutureType _ -> throw new Inexpressible(type);
    };
  }

  private static Optional<WastValue> payload(Optional<ValType> type, @Nullable Object value)
      throws Inexpressible {
    return type.isPresent() && value != null
        ? Optional.of(toWast(type.get(), value))
        : Optional.empty();
  }

  private static WastValue primitive(Primitive type, Object value) throws Inexpressible {
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
      case ERROR_CONTEXT -> throw new Inexpressible(type);
    };
  }

  private static WastValue list(ValType element, Object value) throws Inexpressible {
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
