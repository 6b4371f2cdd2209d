package dev.witj.wast;

import dev.witj.runtime.Result;
import dev.witj.runtime.Tuple;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.wat.WastValue;
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

  /** A result and its type. */
  record Typed(ValType type, Object value) {
    @Override
    public String toString() {
      return dev.witj.runtime.wave.Wave.print(type, value);
    }
  }

  /** The Java form of an argument. */
  static Object toJava(ValType type, WastValue value) {
    return switch (value) {
      case WastValue.Bool(boolean truth) -> truth;
      case WastValue.Int(_, long number) -> integer(type, number);
      case WastValue.F32(int bits) -> Float.intBitsToFloat(bits);
      case WastValue.F64(long bits) -> Double.longBitsToDouble(bits);
      case WastValue.Char(int codePoint) -> codePoint;
      case WastValue.Str(var text) -> text;
      case WastValue.ListOf(var elements) -> list(type, elements);
      case WastValue.TupleOf(var elements) -> {
        List<ValType> types = ((ValType.TupleType) type).elements();
        List<Object> fields = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
          fields.add(toJava(types.get(i), elements.get(i)));
        }
        yield Tuple.of(fields.toArray());
      }
      case WastValue.RecordOf(var fields) -> {
        ValType.RecordType record = (ValType.RecordType) type;
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = toJava(record.fields().get(i).type(), fields.get(i).value());
        }
        yield record.codec().construct(values);
      }
      case WastValue.VariantOf(var label, var payload) -> {
        ValType.VariantType variant = (ValType.VariantType) type;
        int index = indexOf(variant.cases().stream().map(Case::name).toList(), label);
        Object inner =
            payload.isPresent()
                ? toJava(variant.cases().get(index).type().orElseThrow(), payload.get())
                : null;
        yield variant.codec().construct(index, inner);
      }
      case WastValue.EnumOf(var label) -> {
        ValType.EnumType labels = (ValType.EnumType) type;
        yield labels.codec().construct(indexOf(labels.labels(), label));
      }
      case WastValue.OptionOf(var inner) ->
          inner.map(each -> toJava(((ValType.OptionType) type).element(), each));
      case WastValue.ResultOf(boolean ok, var payload) -> {
        ValType.ResultType result = (ValType.ResultType) type;
        Optional<ValType> side = ok ? result.ok() : result.error();
        if (payload.isEmpty()) {
          yield ok ? Result.ok() : Result.err();
        }
        Object inner = toJava(side.orElseThrow(), payload.get());
        yield ok ? Result.ok(inner) : Result.err(inner);
      }
      case WastValue.FlagsOf(var names) -> {
        ValType.FlagsType flags = (ValType.FlagsType) type;
        int bits = 0;
        for (String name : names) {
          bits |= 1 << indexOf(flags.labels(), name);
        }
        yield flags.codec().construct(bits);
      }
      default -> throw new IllegalArgumentException("no value of a component: " + value);
    };
  }

  private static int indexOf(List<String> labels, String label) {
    int index = labels.indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException("no label `" + label + "`");
    }
    return index;
  }

  private static Object integer(ValType type, long number) {
    return switch ((Primitive) type) {
      case S8 -> (byte) number;
      case S16 -> (short) number;
      case S32, U8, U16 -> (int) number;
      default -> number;
    };
  }

  private static Object list(ValType type, List<WastValue> elements) {
    if (type instanceof ValType.MapType(var keyType, var valueType)) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (WastValue each : elements) {
        List<WastValue> pair = ((WastValue.TupleOf) each).elements();
        map.put(toJava(keyType, pair.get(0)), toJava(valueType, pair.get(1)));
      }
      return map;
    }
    ValType element = elementOf(type);
    Optional<Class<?>> bare = bareElement(element);
    if (bare.isEmpty()) {
      return elements.stream().map(each -> toJava(element, each)).toList();
    }
    Object array = Array.newInstance(bare.get(), elements.size());
    for (int i = 0; i < elements.size(); i++) {
      set(array, i, toJava(element, elements.get(i)));
    }
    return array;
  }

  private static ValType elementOf(ValType type) {
    return type instanceof ValType.FixedListType(var element, _)
        ? element
        : ((ValType.ListType) type).element();
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

  private static void set(Object array, int index, Object value) {
    switch (array) {
      case boolean[] bits -> bits[index] = (Boolean) value;
      case byte[] bytes -> bytes[index] = ((Number) value).byteValue();
      case short[] shorts -> shorts[index] = ((Number) value).shortValue();
      case int[] ints -> ints[index] = ((Number) value).intValue();
      case long[] longs -> longs[index] = ((Number) value).longValue();
      default -> Array.set(array, index, value);
    }
  }

  static boolean matches(ValType type, @Nullable Object value, WastValue expected) {
    return switch (expected) {
      case WastValue.Either(var alternatives) ->
          alternatives.stream().anyMatch(each -> matches(type, value, each));
      case WastValue.F32(int bits) ->
          value instanceof Float number && Float.floatToRawIntBits(number) == bits;
      case WastValue.F64(long bits) ->
          value instanceof Double number && Double.doubleToRawLongBits(number) == bits;
      case WastValue.Nan _ ->
          (value instanceof Float single && single.isNaN())
              || (value instanceof Double number && number.isNaN());
      case WastValue.Int(_, long number) ->
          value instanceof Number found
              && (found.longValue() == number || bits(type, found) == bits(type, number));
      case WastValue.ListOf(var elements) -> matchesList(type, value, elements);
      case WastValue.TupleOf(var elements) -> {
        if (!(type instanceof ValType.TupleType(var types))
            || !(value instanceof Tuple tuple)
            || types.size() != elements.size()) {
          yield false;
        }
        boolean same = true;
        for (int i = 0; i < elements.size(); i++) {
          same &= matches(types.get(i), tuple.toArray()[i], elements.get(i));
        }
        yield same;
      }
      case WastValue.RecordOf(var fields) -> {
        if (!(type instanceof ValType.RecordType record)
            || value == null
            || record.fields().size() != fields.size()) {
          yield false;
        }
        Object[] found = record.codec().fields(value);
        boolean same = true;
        for (int i = 0; i < found.length; i++) {
          Field field = record.fields().get(i);
          same &=
              field.name().equals(fields.get(i).name())
                  && matches(field.type(), found[i], fields.get(i).value());
        }
        yield same;
      }
      case WastValue.VariantOf(var label, var payload) -> {
        if (!(type instanceof ValType.VariantType variant) || value == null) {
          yield false;
        }
        Case found = variant.cases().get(variant.codec().caseIndex(value));
        yield found.name().equals(label)
            && (payload.isEmpty()
                || matches(
                    found.type().orElseThrow(), variant.codec().payload(value), payload.get()));
      }
      case WastValue.OptionOf(var inner) ->
          value instanceof Optional<?> option
              && option.isPresent() == inner.isPresent()
              && (inner.isEmpty()
                  || matches(((ValType.OptionType) type).element(), option.get(), inner.get()));
      case WastValue.ResultOf(boolean ok, var payload) -> {
        ValType.ResultType result = (ValType.ResultType) type;
        Optional<ValType> side = ok ? result.ok() : result.error();
        Object inner =
            switch (value) {
              case Result.Ok<?, ?>(var each) when ok -> each;
              case Result.Err<?, ?>(var each) when !ok -> each;
              case null, default -> WRONG;
            };
        yield !WRONG.equals(inner)
            && (payload.isEmpty() || matches(side.orElseThrow(), inner, payload.get()));
      }
      default -> value != null && value.equals(toJava(type, expected));
    };
  }

  private static final Object WRONG = new Object();

  private static long bits(ValType type, Number number) {
    int width =
        switch ((Primitive) type) {
          case S8, U8 -> 8;
          case S16, U16 -> 16;
          case S32, U32 -> 32;
          default -> 64;
        };
    return number.longValue() << (64 - width);
  }

  private static boolean matchesList(
      ValType type, @Nullable Object value, List<WastValue> elements) {
    if (value instanceof Map<?, ?> map && type instanceof ValType.MapType(var key, var inner)) {
      List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
      boolean same = entries.size() == elements.size();
      for (int i = 0; same && i < elements.size(); i++) {
        List<WastValue> pair = ((WastValue.TupleOf) elements.get(i)).elements();
        same =
            matches(key, entries.get(i).getKey(), pair.get(0))
                && matches(inner, entries.get(i).getValue(), pair.get(1));
      }
      return same;
    }
    ValType element = elementOf(type);
    if (value instanceof List<?> list) {
      boolean same = list.size() == elements.size();
      for (int i = 0; same && i < elements.size(); i++) {
        same = matches(element, list.get(i), elements.get(i));
      }
      return same;
    }
    if (value == null || !value.getClass().isArray()) {
      return false;
    }
    boolean same = Array.getLength(value) == elements.size();
    for (int i = 0; same && i < elements.size(); i++) {
      same = matches(element, Array.get(value, i), elements.get(i));
    }
    return same;
  }
}
