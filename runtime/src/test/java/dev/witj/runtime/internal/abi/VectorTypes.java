package dev.witj.runtime.internal.abi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ValueType;
import dev.witj.runtime.Types;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the notation of types in the test vectors. */
final class VectorTypes {
  private static final Map<String, ResourceName> RESOURCES = new HashMap<>();

  private VectorTypes() {}

  static ValueType type(JsonNode node) {
    if (node.isTextual()) {
      return ValueType.of(
          PrimitiveType.valueOf(node.asText().toUpperCase(Locale.ROOT).replace('-', '_')));
    }
    String kind = node.fieldNames().next();
    JsonNode body = node.get(kind);
    return switch (kind) {
      case "list" ->
          node.has("len")
              ? Types.fixedList(type(body), node.get("len").asInt())
              : Types.list(type(body));
      case "record" -> {
        List<Field<ValueType>> fields = new ArrayList<>();
        body.forEach(field -> fields.add(Types.field(field.get(0).asText(), type(field.get(1)))));
        yield Types.record(fields);
      }
      case "tuple" -> Types.tuple(types(body));
      case "variant" -> Types.variant(cases(body));
      case "enum" -> Types.enumeration(labels(body, "e"));
      case "flags" -> Types.flags(labels(body, "f"));
      case "option" -> Types.option(type(body));
      case "result" -> Types.result(optional(body.get(0)), optional(body.get(1)));
      case "map" -> Types.map(type(body.get(0)), type(body.get(1)));
      case "own" -> Types.own(resource(body.asText()));
      case "borrow" -> Types.borrow(resource(body.asText()));
      case "stream" -> Types.stream(optional(body));
      case "future" -> Types.future(optional(body));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  static List<ValueType> types(JsonNode nodes) {
    List<ValueType> types = new ArrayList<>();
    nodes.forEach(node -> types.add(type(node)));
    return types;
  }

  static Optional<ValueType> optional(JsonNode node) {
    return node.isNull() ? Optional.empty() : Optional.of(type(node));
  }

  private static ResourceName resource(String name) {
    return RESOURCES.computeIfAbsent(name, ResourceName::of);
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

  private static List<Case<ValueType>> cases(JsonNode node) {
    List<Case<ValueType>> cases = new ArrayList<>();
    if (node.isObject()) {
      JsonNode payloads = node.path("payloads");
      for (int i = 0; i < node.get("n").asInt(); i++) {
        JsonNode payload = payloads.path(Integer.toString(i));
        cases.add(
            new Case<>("c" + i, payload.isMissingNode() ? Optional.empty() : optional(payload)));
      }
    } else {
      node.forEach(it -> cases.add(new Case<>(it.get(0).asText(), optional(it.get(1)))));
    }
    return cases;
  }
}
