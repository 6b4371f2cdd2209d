package dev.witj.runtime.internal.abi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.BorrowType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.EnumType;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.FixedListType;
import dev.witj.runtime.ValType.FlagsType;
import dev.witj.runtime.ValType.FutureType;
import dev.witj.runtime.ValType.ListType;
import dev.witj.runtime.ValType.MapType;
import dev.witj.runtime.ValType.OptionType;
import dev.witj.runtime.ValType.OwnType;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.runtime.ValType.RecordType;
import dev.witj.runtime.ValType.ResultType;
import dev.witj.runtime.ValType.StreamType;
import dev.witj.runtime.ValType.TupleType;
import dev.witj.runtime.ValType.VariantType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the notation of types in the test vectors. */
final class VectorTypes {
  private static final Map<String, ResourceType> RESOURCES = new HashMap<>();

  private VectorTypes() {}

  static ValType type(JsonNode node) {
    if (node.isTextual()) {
      return Primitive.valueOf(node.asText().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
    String kind = node.fieldNames().next();
    JsonNode body = node.get(kind);
    return switch (kind) {
      case "list" ->
          node.has("len")
              ? new FixedListType(type(body), node.get("len").asInt())
              : new ListType(type(body));
      case "record" -> {
        List<Field> fields = new ArrayList<>();
        body.forEach(field -> fields.add(new Field(field.get(0).asText(), type(field.get(1)))));
        yield new RecordType(fields);
      }
      case "tuple" -> new TupleType(types(body));
      case "variant" -> new VariantType(cases(body));
      case "enum" -> new EnumType(labels(body, "e"));
      case "flags" -> new FlagsType(labels(body, "f"));
      case "option" -> new OptionType(type(body));
      case "result" -> new ResultType(optional(body.get(0)), optional(body.get(1)));
      case "map" -> new MapType(type(body.get(0)), type(body.get(1)));
      case "own" -> new OwnType(resource(body.asText()));
      case "borrow" -> new BorrowType(resource(body.asText()));
      case "stream" -> new StreamType(optional(body));
      case "future" -> new FutureType(optional(body));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  static List<ValType> types(JsonNode nodes) {
    List<ValType> types = new ArrayList<>();
    nodes.forEach(node -> types.add(type(node)));
    return types;
  }

  static Optional<ValType> optional(JsonNode node) {
    return node.isNull() ? Optional.empty() : Optional.of(type(node));
  }

  private static ResourceType resource(String name) {
    return RESOURCES.computeIfAbsent(name, ResourceType::ofHost);
  }

  private static List<String> labels(JsonNode node, String prefix) {
    List<String> labels = new ArrayList<>();
    if (node.isInt()) {
      for (int i = 0; i < node.asInt(); i++) {
        labels.add(prefix + i);
      }
    } else {
      node.forEach(label -> labels.add(label.asText()));
    }
    return labels;
  }

  private static List<Case> cases(JsonNode node) {
    List<Case> cases = new ArrayList<>();
    if (node.isObject()) {
      JsonNode payloads = node.path("payloads");
      for (int i = 0; i < node.get("n").asInt(); i++) {
        JsonNode payload = payloads.path(Integer.toString(i));
        cases.add(
            new Case("c" + i, payload.isMissingNode() ? Optional.empty() : optional(payload)));
      }
    } else {
      node.forEach(it -> cases.add(new Case(it.get(0).asText(), optional(it.get(1)))));
    }
    return cases;
  }
}
