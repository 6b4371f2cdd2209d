package dev.witj.runtime.internal.abi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.EnumType;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.FixedListType;
import dev.witj.runtime.ValType.FlagsType;
import dev.witj.runtime.ValType.ListType;
import dev.witj.runtime.ValType.MapType;
import dev.witj.runtime.ValType.OptionType;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.runtime.ValType.RecordType;
import dev.witj.runtime.ValType.ResultType;
import dev.witj.runtime.ValType.TupleType;
import dev.witj.runtime.ValType.VariantType;
import dev.witj.runtime.value.EnumValue;
import dev.witj.runtime.value.FlagsValue;
import dev.witj.runtime.value.RecordValue;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple;
import dev.witj.runtime.value.VariantValue;
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

  Object[] values(JsonNode nodes, List<ValType> types) {
    Object[] values = new Object[types.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(nodes.get(i), types.get(i));
    }
    return values;
  }

  @SuppressWarnings("NullAway") // A side of a result without a payload has null for its value.
  Object value(JsonNode node, ValType type) {
    return switch (type) {
      case Primitive primitive -> primitive(node, primitive);
      case ListType(var element) -> list(node, element);
      case FixedListType(var element, var length) -> list(node, element);
      case MapType(var key, var value) -> {
        List<Map.Entry<Object, Object>> entries = new ArrayList<>();
        node.forEach(
            pair -> entries.add(Map.entry(value(pair.get(0), key), value(pair.get(1), value))));
        yield entries;
      }
      case RecordType(var fields, var codec) ->
          new RecordValue(
              fields.stream().map(Field::name).toList(),
              List.of(values(node, fields.stream().map(Field::type).toList())));
      case TupleType(var elements) -> Tuple.of(values(node, elements));
      case VariantType(var cases, var codec) -> {
        String label = node.get(0).asText();
        Case chosen =
            cases.stream().filter(it -> it.name().equals(label)).findFirst().orElseThrow();
        yield new VariantValue(label, payload(node, chosen.type()));
      }
      case EnumType(var labels, var codec) -> new EnumValue(node.asText());
      case FlagsType(var labels, var codec) -> {
        List<String> set = new ArrayList<>();
        node.forEach(label -> set.add(label.asText()));
        yield FlagsValue.of(set.toArray(new String[0]));
      }
      case OptionType(var element) ->
          node.get(0).asText().equals("none")
              ? Optional.empty()
              : Optional.of(value(node.get(1), element));
      case ResultType(var ok, var error) ->
          node.get(0).asText().equals("ok")
              ? new Result.Ok<@Nullable Object, @Nullable Object>(payload(node, ok))
              : new Result.Err<@Nullable Object, @Nullable Object>(payload(node, error));
      case ValType.OwnType _, ValType.BorrowType _, ValType.StreamType _, ValType.FutureType _ ->
          throw new IllegalArgumentException(type.toString());
    };
  }

  private @Nullable Object payload(JsonNode node, Optional<ValType> type) {
    return type.isPresent() ? value(node.get(1), type.get()) : null;
  }

  private Object primitive(JsonNode node, Primitive type) {
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

  private Object list(JsonNode nodes, ValType element) {
    int length = nodes.size();
    Object array =
        switch (element) {
          case Primitive.BOOL -> new boolean[length];
          case Primitive.S8, Primitive.U8 -> new byte[length];
          case Primitive.S16, Primitive.U16 -> new short[length];
          case Primitive.S32, Primitive.U32 -> new int[length];
          case Primitive.S64, Primitive.U64 -> new long[length];
          case Primitive.F32 -> new float[length];
          case Primitive.F64 -> new double[length];
          default -> new Object[length];
        };
    for (int i = 0; i < length; i++) {
      Object value = value(nodes.get(i), element);
      Array.set(
          array,
          i,
          switch (element) {
            case Primitive.U8 -> ((Integer) value).byteValue();
            case Primitive.U16 -> ((Integer) value).shortValue();
            case Primitive.U32 -> ((Long) value).intValue();
            default -> value;
          });
    }
    return array instanceof Object[] objects ? List.of(objects) : array;
  }

  static JsonNode json(@Nullable Object value, ValType type) {
    Objects.requireNonNull(value);
    return switch (type) {
      case Primitive primitive -> json(value, primitive);
      case ListType(var element) -> jsonList(value, element);
      case FixedListType(var element, var length) -> jsonList(value, element);
      case MapType(var key, var valueType) -> {
        ArrayNode pairs = JSON.arrayNode();
        for (Object it : (List<?>) value) {
          Map.Entry<?, ?> entry = (Map.Entry<?, ?>) it;
          pairs.addArray().add(json(entry.getKey(), key)).add(json(entry.getValue(), valueType));
        }
        yield pairs;
      }
      case RecordType(var fields, var codec) ->
          json(((RecordValue) value).values().toArray(), fields.stream().map(Field::type).toList());
      case TupleType(var elements) -> json(((Tuple) value).toArray(), elements);
      case VariantType(var cases, var codec) -> {
        VariantValue variant = (VariantValue) value;
        Case chosen =
            cases.stream()
                .filter(it -> it.name().equals(variant.label()))
                .findFirst()
                .orElseThrow();
        yield jsonCase(variant.label(), variant.payload(), chosen.type());
      }
      case EnumType(var labels, var codec) -> JSON.textNode(((EnumValue) value).label());
      case FlagsType(var labels, var codec) -> {
        ArrayNode set = JSON.arrayNode();
        ((FlagsValue) value).labels().forEach(set::add);
        yield set;
      }
      case OptionType(var element) -> {
        Optional<?> option = (Optional<?>) value;
        yield option.isPresent()
            ? jsonCase("some", option.get(), Optional.of(element))
            : jsonCase("none", null, Optional.empty());
      }
      case ResultType(var ok, var error) ->
          switch ((Result<?, ?>) value) {
            case Result.Ok<?, ?>(var it) -> jsonCase("ok", it, ok);
            case Result.Err<?, ?>(var it) -> jsonCase("error", it, error);
          };
      case ValType.OwnType _, ValType.BorrowType _, ValType.StreamType _, ValType.FutureType _ ->
          throw new IllegalArgumentException(type.toString());
    };
  }

  static JsonNode json(Object[] values, List<ValType> types) {
    ArrayNode array = JSON.arrayNode();
    for (int i = 0; i < values.length; i++) {
      array.add(json(values[i], types.get(i)));
    }
    return array;
  }

  private static JsonNode jsonCase(String label, @Nullable Object payload, Optional<ValType> type) {
    ArrayNode array = JSON.arrayNode().add(label);
    type.ifPresent(it -> array.add(json(payload, it)));
    return array;
  }

  private static JsonNode jsonList(Object value, ValType element) {
    ArrayNode array = JSON.arrayNode();
    if (value instanceof List<?> list) {
      list.forEach(it -> array.add(json(it, element)));
    } else {
      for (int i = 0; i < Array.getLength(value); i++) {
        Object it = Array.get(value, i);
        array.add(
            json(
                switch (element) {
                  case Primitive.U8 -> (Byte) it & 0xff;
                  case Primitive.U16 -> (Short) it & 0xffff;
                  case Primitive.U32 -> (Integer) it & 0xffff_ffffL;
                  default -> it;
                },
                element));
      }
    }
    return array;
  }

  private static JsonNode json(Object value, Primitive type) {
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
