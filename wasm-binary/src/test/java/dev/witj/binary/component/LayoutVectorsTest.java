package dev.witj.binary.component;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.witj.binary.component.Flattening.Convention;
import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.ValType;
import dev.witj.binary.internal.component.TypeText;
import dev.witj.testdata.Corpus;
import dev.witj.testdata.Expectations;
import dev.witj.types.Case;
import dev.witj.types.Extent;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Layouts that the specification's executable reference gave, record by record. */
final class LayoutVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Convention> CONVENTIONS =
      Map.of(
          "lift", Convention.LIFT,
          "lift-async-callback", Convention.LIFT_WITH_CALLBACK,
          "lift-async-stackful", Convention.LIFT_STACKFUL,
          "lower", Convention.LOWER,
          "lower-async", Convention.LOWER_ASYNC);

  private final Expectations expectations = Expectations.load("abi-vectors");

  @TestFactory
  Stream<DynamicTest> types() throws IOException {
    return records("types", LayoutVectorsTest::checkType);
  }

  @TestFactory
  Stream<DynamicTest> functions() throws IOException {
    return records("functions", LayoutVectorsTest::checkFunction);
  }

  private interface Check {
    void run(JsonNode node);
  }

  private Stream<DynamicTest> records(String file, Check check) throws IOException {
    List<String> lines = Files.readAllLines(Corpus.suite("abi-vectors").resolve(file + ".jsonl"));
    return lines.stream()
        .map(
            line -> {
              String id = line.substring(line.indexOf(":\"") + 2, line.indexOf("\","));
              return DynamicTest.dynamicTest(
                  id, () -> expectations.run(id, () -> check.run(JSON.readTree(line))));
            });
  }

  private static void checkType(JsonNode node) {
    ValueType type = type(node.get("type"));
    for (AddressType addresses : AddressType.values()) {
      JsonNode expected = node.get("p" + addresses.size());
      Layout layout = Layout.of(type, addresses);
      assertEquals(expected.get("size").asLong(), layout.size(), "size");
      assertEquals(expected.get("align").asInt(), layout.alignment(), "align");
      assertEquals(expected.get("flat_len").asInt(), layout.flatCount(), "flat_len");
      List<String> flat = names(Layout.flatten(type, addresses));
      if (expected.has("flat")) {
        assertEquals(strings(expected.get("flat")), flat, "flat");
      } else {
        List<String> runs = new ArrayList<>();
        for (JsonNode run : expected.get("flat_rle")) {
          for (int i = 0; i < run.get(1).asInt(); i++) {
            runs.add(run.get(0).asText());
          }
        }
        assertEquals(runs, flat, "flat_rle");
      }
      if (type.shape() instanceof Shape.Product<ValueType, ResourceName> product
          && !product.types().isEmpty()) {
        List<ValueType> fields = product.types();
        long[] offsets = Layout.fieldOffsets(fields, addresses);
        long end = offsets[offsets.length - 1] + Layout.of(fields.getLast(), addresses).size();
        assertEquals(layout.size(), Extent.alignTo(end, layout.alignment()), "last field");
      }
    }
    if (node.has("despecialized")) {
      assertEquals(TypeText.of(type(node.get("despecialized"))), TypeText.of(despecialized(type)));
    }
  }

  private static ValueType despecialized(ValueType type) {
    return switch (type.shape()) {
      case Shape.Primitive<ValueType, ResourceName> _ -> type;
      case Shape.Product<ValueType, ResourceName> product ->
          DefinedType.of(
              new Shape.RecordOf<>(
                  Shape.mapFields(product.fields(), LayoutVectorsTest::despecialized)));
      case Shape.Choice<ValueType, ResourceName> choice ->
          DefinedType.of(
              new Shape.Variant<ValueType, ResourceName>(choice.cases())
                  .map(LayoutVectorsTest::despecialized, resource -> resource));
      case Shape.MapOf(var key, var value) ->
          DefinedType.of(
              new Shape.ListOf<>(
                  despecialized(DefinedType.of(new Shape.Tuple<>(List.of(key, value))))));
      case Shape<ValueType, ResourceName> shape ->
          DefinedType.of(shape.map(LayoutVectorsTest::despecialized, resource -> resource));
    };
  }

  private static void checkFunction(JsonNode node) {
    List<Field<ValueType>> params = new ArrayList<>();
    types(node.get("params")).forEach(type -> params.add(new Field<>("p" + params.size(), type)));
    Signature<ValueType> signature = new Signature<>(false, params, optional(node.get("result")));
    for (AddressType addresses : AddressType.values()) {
      node.get("p" + addresses.size())
          .properties()
          .forEach(
              entry -> {
                Convention convention = requireNonNull(CONVENTIONS.get(entry.getKey()));
                Flattening found = Flattening.of(signature, convention, addresses);
                assertEquals(
                    strings(entry.getValue().get("params")),
                    names(found.type().params()),
                    entry.getKey());
                assertEquals(
                    strings(entry.getValue().get("results")),
                    names(found.type().results()),
                    entry.getKey());
              });
    }
  }

  private static List<String> names(List<ValType> types) {
    return types.stream().map(ValType::toString).toList();
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(it -> strings.add(it.asText()));
    return strings;
  }

  // The notation of types in the vectors.

  private static ValueType type(JsonNode node) {
    if (node.isTextual()) {
      return ValueType.of(
          PrimitiveType.valueOf(node.asText().toUpperCase(Locale.ROOT).replace('-', '_')));
    }
    String kind = node.fieldNames().next();
    JsonNode body = node.get(kind);
    return DefinedType.of(
        switch (kind) {
          case "list" ->
              node.has("len")
                  ? new Shape.FixedList<>(type(body), node.get("len").asInt())
                  : new Shape.ListOf<>(type(body));
          case "record" -> {
            List<Field<ValueType>> fields = new ArrayList<>();
            body.forEach(it -> fields.add(new Field<>(it.get(0).asText(), type(it.get(1)))));
            yield new Shape.RecordOf<>(fields);
          }
          case "tuple" -> new Shape.Tuple<>(types(body));
          case "variant" -> new Shape.Variant<>(cases(body));
          case "enum" -> new Shape.Enumeration<>(labels(body, "e"));
          case "flags" -> new Shape.Flags<>(labels(body, "f"));
          case "option" -> new Shape.Option<>(type(body));
          case "result" -> new Shape.Result<>(optional(body.get(0)), optional(body.get(1)));
          case "map" -> new Shape.MapOf<>(type(body.get(0)), type(body.get(1)));
          case "own" -> new Shape.Own<>(resource(body.asText()));
          case "borrow" -> new Shape.Borrow<>(resource(body.asText()));
          case "stream" -> new Shape.Stream<>(optional(body));
          case "future" -> new Shape.Future<>(optional(body));
          default -> throw new IllegalArgumentException(kind);
        });
  }

  private static List<ValueType> types(JsonNode nodes) {
    List<ValueType> types = new ArrayList<>();
    nodes.forEach(node -> types.add(type(node)));
    return types;
  }

  private static Optional<ValueType> optional(JsonNode node) {
    return node.isNull() ? Optional.empty() : Optional.of(type(node));
  }

  private static ResourceName resource(String name) {
    return new ResourceName(new ResourceId(), Optional.empty(), Optional.of(name));
  }

  private static List<String> labels(JsonNode node, String prefix) {
    if (node.isInt()) {
      return IntStream.range(0, node.asInt()).mapToObj(i -> prefix + i).toList();
    }
    return strings(node);
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
