package dev.witj.runtime.internal.abi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ValueType;
import dev.witj.runtime.value.EnumValue;
import dev.witj.runtime.value.FlagsValue;
import dev.witj.runtime.value.RecordValue;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple;
import dev.witj.runtime.value.VariantValue;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values of the test vectors, to and from their Java form. What is written back to JSON is the
 * vectors' own notation, so that values are compared there.
 *
 * @param source how strings were kept where the values come from, null for the host
 */
record VectorValues(@Nullable StringEncoding source) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  Object[] values(JsonNode nodes, List<ValueType> types) {
    Object[] values = new Object[types.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(nodes.get(i), types.get(i));
    }
    return values;
  }

  @SuppressWarnings("NullAway") // A side of a result without a payload has null for its value.
  Object value(JsonNode node, ValueType type) {
    return switch (type.shape()) {
      case Shape.Primitive(var primitive) -> primitive(node, primitive);
      case Shape.ListOf(var element) -> list(node, element);
      case Shape.FixedList(var element, int length) -> list(node, element);
      case Shape.MapOf(var key, var value) -> {
        List<Map.Entry<Object, Object>> entries = new ArrayList<>();
        node.forEach(
            pair -> entries.add(Map.entry(value(pair.get(0), key), value(pair.get(1), value))));
        yield entries;
      }
      case Shape.RecordOf(var fields) ->
          new RecordValue(
              fields.stream().map(Field::name).toList(),
              List.of(values(node, fields.stream().map(Field::type).toList())));
      case Shape.Tuple(var elements) -> Tuple.of(values(node, elements));
      case Shape.Variant(var cases) -> {
        String label = node.get(0).asText();
        Case<ValueType> chosen =
            cases.stream().filter(it -> it.name().equals(label)).findFirst().orElseThrow();
        yield new VariantValue(label, payload(node, chosen.type()));
      }
      case Shape.Enumeration(var labels) -> new EnumValue(node.asText());
      case Shape.Flags(var labels) -> {
        List<String> set = new ArrayList<>();
        node.forEach(label -> set.add(label.asText()));
        yield FlagsValue.of(set.toArray(new String[0]));
      }
      case Shape.Option(var element) ->
          node.get(0).asText().equals("none")
              ? Optional.empty()
              : Optional.of(value(node.get(1), element));
      case Shape.Result(var ok, var error) ->
          node.get(0).asText().equals("ok")
              ? new Result.Ok<@Nullable Object, @Nullable Object>(payload(node, ok))
              : new Result.Err<@Nullable Object, @Nullable Object>(payload(node, error));
      case Shape.Handle<ValueType, ResourceName> _ ->
          throw new IllegalArgumentException(type.toString());
    };
  }

  private @Nullable Object payload(JsonNode node, Optional<ValueType> type) {
    return type.isPresent() ? value(node.get(1), type.get()) : null;
  }

  private Object primitive(JsonNode node, PrimitiveType type) {
    return switch (type) {
      case BOOL -> node.asBoolean();
      case S8 -> (byte) node.asInt();
      case S16 -> (short) node.asInt();
      case U8, U16, S32, CHAR -> node.asInt();
      case U32 -> node.asLong();
      case S64 -> Long.parseLong(node.asText());
      case U64 -> Long.parseUnsignedLong(node.asText());
      case F32 -> Float.intBitsToFloat(Integer.parseUnsignedInt(node.asText().substring(2), 16));
      case F64 -> Double.longBitsToDouble(Long.parseUnsignedLong(node.asText().substring(2), 16));
      case STRING -> string(node.asText());
      case ERROR_CONTEXT -> throw new IllegalArgumentException();
    };
  }

  private Object string(String text) {
    if (source == null) {
      return text;
    }
    return switch (source) {
      case UTF8 ->
          new LiftedString(text, StringForm.UTF8, text.getBytes(StandardCharsets.UTF_8).length);
      case UTF16 -> new LiftedString(text, StringForm.UTF16, text.length());
      case LATIN1_UTF16 ->
          new LiftedString(
              text,
              text.chars().allMatch(c -> c < 256) ? StringForm.LATIN1 : StringForm.TAGGED_UTF16,
              text.length());
    };
  }

  private static @Nullable PrimitiveType primitive(ValueType type) {
    return type instanceof ValueType.Primitive(var primitive) ? primitive : null;
  }

  private Object list(JsonNode nodes, ValueType element) {
    int length = nodes.size();
    Object array =
        switch (primitive(element)) {
          case BOOL -> new boolean[length];
          case S8, U8 -> new byte[length];
          case S16, U16 -> new short[length];
          case S32, U32 -> new int[length];
          case S64, U64 -> new long[length];
          case F32 -> new float[length];
          case F64 -> new double[length];
          case null, default -> new Object[length];
        };
    for (int i = 0; i < length; i++) {
      Object value = value(nodes.get(i), element);
      Array.set(
          array,
          i,
          switch (primitive(element)) {
            case U8 -> ((Integer) value).byteValue();
            case U16 -> ((Integer) value).shortValue();
            case U32 -> ((Long) value).intValue();
            case null, default -> value;
          });
    }
    return array instanceof Object[] objects ? List.of(objects) : array;
  }

  static JsonNode json(@Nullable Object value, ValueType type) {
    Objects.requireNonNull(value);
    return switch (type.shape()) {
      case Shape.Primitive(var primitive) -> json(value, primitive);
      case Shape.ListOf(var element) -> jsonList(value, element);
      case Shape.FixedList(var element, int length) -> jsonList(value, element);
      case Shape.MapOf(var key, var valueType) -> {
        ArrayNode pairs = JSON.arrayNode();
        for (Object it : (List<?>) value) {
          Map.Entry<?, ?> entry = (Map.Entry<?, ?>) it;
          pairs.addArray().add(json(entry.getKey(), key)).add(json(entry.getValue(), valueType));
        }
        yield pairs;
      }
      case Shape.RecordOf(var fields) ->
          json(((RecordValue) value).values().toArray(), fields.stream().map(Field::type).toList());
      case Shape.Tuple(var elements) -> json(((Tuple) value).toArray(), elements);
      case Shape.Variant(var cases) -> {
        VariantValue variant = (VariantValue) value;
        Case<ValueType> chosen =
            cases.stream()
                .filter(it -> it.name().equals(variant.label()))
                .findFirst()
                .orElseThrow();
        yield jsonCase(variant.label(), variant.payload(), chosen.type());
      }
      case Shape.Enumeration(var labels) -> JSON.textNode(((EnumValue) value).label());
      case Shape.Flags(var labels) -> {
        ArrayNode set = JSON.arrayNode();
        ((FlagsValue) value).labels().forEach(set::add);
        yield set;
      }
      case Shape.Option(var element) -> {
        Optional<?> option = (Optional<?>) value;
        yield option.isPresent()
            ? jsonCase("some", option.get(), Optional.of(element))
            : jsonCase("none", null, Optional.empty());
      }
      case Shape.Result(var ok, var error) ->
          switch ((Result<?, ?>) value) {
            case Result.Ok<?, ?>(var it) -> jsonCase("ok", it, ok);
            case Result.Err<?, ?>(var it) -> jsonCase("error", it, error);
          };
      case Shape.Handle<ValueType, ResourceName> _ ->
          throw new IllegalArgumentException(type.toString());
    };
  }

  static JsonNode json(Object[] values, List<ValueType> types) {
    ArrayNode array = JSON.arrayNode();
    for (int i = 0; i < values.length; i++) {
      array.add(json(values[i], types.get(i)));
    }
    return array;
  }

  private static JsonNode jsonCase(
      String label, @Nullable Object payload, Optional<ValueType> type) {
    ArrayNode array = JSON.arrayNode().add(label);
    type.ifPresent(it -> array.add(json(payload, it)));
    return array;
  }

  private static JsonNode jsonList(Object value, ValueType element) {
    ArrayNode array = JSON.arrayNode();
    if (value instanceof List<?> list) {
      list.forEach(it -> array.add(json(it, element)));
    } else {
      for (int i = 0; i < Array.getLength(value); i++) {
        Object it = Array.get(value, i);
        array.add(
            json(
                switch (primitive(element)) {
                  case U8 -> (Byte) it & 0xff;
                  case U16 -> (Short) it & 0xffff;
                  case U32 -> (Integer) it & 0xffff_ffffL;
                  case null, default -> it;
                },
                element));
      }
    }
    return array;
  }

  private static JsonNode json(Object value, PrimitiveType type) {
    return switch (type) {
      case BOOL -> JSON.booleanNode((Boolean) value);
      case S8 -> JSON.numberNode((int) (Byte) value);
      case S16 -> JSON.numberNode((int) (Short) value);
      case U8, U16, S32, CHAR -> JSON.numberNode((Integer) value);
      // The parser makes the smallest node that holds the number.
      case U32 ->
          (Long) value <= Integer.MAX_VALUE
              ? JSON.numberNode(((Long) value).intValue())
              : JSON.numberNode((Long) value);
      case S64 -> JSON.textNode(Long.toString((Long) value));
      case U64 -> JSON.textNode(Long.toUnsignedString((Long) value));
      case F32 -> JSON.textNode("0x%08x".formatted(Float.floatToRawIntBits((Float) value)));
      case F64 -> JSON.textNode("0x%016x".formatted(Double.doubleToRawLongBits((Double) value)));
      case STRING ->
          JSON.textNode(value instanceof LiftedString lifted ? lifted.value() : (String) value);
      case ERROR_CONTEXT -> throw new IllegalArgumentException();
    };
  }
}
