package dev.witj.wit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.witj.names.Version;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resolve as JSON: arrays of worlds, interfaces, types and packages that refer to each other by
 * index. Spans are not part of it, so that equal texts mean equal resolves wherever they were read.
 */
public final class WitJson {
  private final Resolve resolve;
  private final JsonGenerator json;

  private WitJson(Resolve resolve, JsonGenerator json) {
    this.resolve = resolve;
    this.json = json;
  }

  /** The indented text, with no line break at the end. */
  public static String print(Resolve resolve) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(
          new DefaultPrettyPrinter(
                  new Separators()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                      .withObjectEmptySeparator("")
                      .withArrayEmptySeparator(""))
              .withArrayIndenter(indenter)
              .withObjectIndenter(indenter));
      new WitJson(resolve, json).resolve();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private void resolve() throws IOException {
    json.writeStartObject();
    array("worlds", resolve.worlds().entries(), this::world);
    array("interfaces", resolve.interfaces().entries(), this::iface);
    array("types", resolve.types().entries(), this::typeDef);
    array("packages", resolve.packages().entries(), this::pkg);
    json.writeEndObject();
  }

  private void world(World world) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", world.name());
    worldItems("imports", world.imports());
    worldItems("exports", world.exports());
    json.writeNumberField("package", world.packageId().index());
    docs(world.docs());
    stability(world.stability());
    json.writeEndObject();
  }

  private void worldItems(String field, Map<WorldKey, WorldItem> items) throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<WorldKey, WorldItem> entry : items.entrySet()) {
      json.writeFieldName(
          switch (entry.getKey()) {
            case WorldKey.Name(String name) -> name;
            case WorldKey.Id(InterfaceId id) -> "interface-" + id.index();
          });
      json.writeStartObject();
      switch (entry.getValue()) {
        case WorldItem.OfInterface item -> {
          json.writeObjectFieldStart("interface");
          json.writeNumberField("id", item.id().index());
          docs(item.docs());
          stability(item.stability());
          externalId(item.externalId());
          json.writeEndObject();
        }
        case WorldItem.OfFunction(Function function) -> {
          json.writeFieldName("function");
          function(function);
        }
        case WorldItem.OfType(TypeId id, _) -> json.writeNumberField("type", id.index());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void iface(Interface of) throws IOException {
    json.writeStartObject();
    name(of.name());
    indices("types", of.types());
    json.writeObjectFieldStart("functions");
    for (Map.Entry<String, Function> entry : of.functions().entrySet()) {
      json.writeFieldName(entry.getKey());
      function(entry.getValue());
    }
    json.writeEndObject();
    docs(of.docs());
    stability(of.stability());
    json.writeNumberField("package", of.packageId().index());
    if (of.cloneOf().isPresent()) {
      json.writeNumberField("clone_of", of.cloneOf().get().index());
    }
    json.writeEndObject();
  }

  private void function(Function function) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", function.name());
    json.writeFieldName("kind");
    String prefix = function.async() ? "async-" : "";
    switch (function.kind()) {
      case Function.Kind.Freestanding() -> json.writeString(prefix + "freestanding");
      case Function.Kind.Method(TypeId id) -> ofResource(prefix + "method", id);
      case Function.Kind.Static(TypeId id) -> ofResource(prefix + "static", id);
      case Function.Kind.Constructor(TypeId id) -> ofResource("constructor", id);
    }
    array(
        "params",
        function.params(),
        param -> {
          json.writeStartObject();
          json.writeStringField("name", param.name());
          type("type", param.type());
          json.writeEndObject();
        });
    if (function.result().isPresent()) {
      type("result", function.result().get());
    }
    docs(function.docs());
    stability(function.stability());
    externalId(function.externalId());
    json.writeEndObject();
  }

  private void ofResource(String kind, TypeId resource) throws IOException {
    json.writeStartObject();
    json.writeNumberField(kind, resource.index());
    json.writeEndObject();
  }

  private void typeDef(TypeDef def) throws IOException {
    json.writeStartObject();
    name(def.name());
    json.writeFieldName("kind");
    if (def.kind() instanceof TypeDef.Kind.Resource) {
      json.writeString("resource");
    } else {
      json.writeStartObject();
      kind(def.kind());
      json.writeEndObject();
    }
    json.writeFieldName("owner");
    switch (def.owner()) {
      case TypeDef.Owner.None() -> json.writeNull();
      case TypeDef.Owner.OfWorld(WorldId id) -> ofOwner("world", id);
      case TypeDef.Owner.OfInterface(InterfaceId id) -> ofOwner("interface", id);
    }
    docs(def.docs());
    stability(def.stability());
    externalId(def.externalId());
    json.writeEndObject();
  }

  private void ofOwner(String kind, Id id) throws IOException {
    json.writeStartObject();
    json.writeNumberField(kind, id.index());
    json.writeEndObject();
  }

  private void kind(TypeDef.Kind kind) throws IOException {
    switch (kind) {
      case TypeDef.Kind.Rec(List<TypeDef.Field> fields) -> {
        json.writeObjectFieldStart("record");
        array(
            "fields",
            fields,
            field -> {
              json.writeStartObject();
              json.writeStringField("name", field.name());
              type("type", field.type());
              docs(field.docs());
              json.writeEndObject();
            });
        json.writeEndObject();
      }
      case TypeDef.Kind.Variant(List<TypeDef.Case> cases) -> {
        json.writeObjectFieldStart("variant");
        array(
            "cases",
            cases,
            of -> {
              json.writeStartObject();
              json.writeStringField("name", of.name());
              optionalType("type", of.type());
              docs(of.docs());
              json.writeEndObject();
            });
        json.writeEndObject();
      }
      case TypeDef.Kind.Enumeration(List<TypeDef.EnumCase> cases) -> {
        json.writeObjectFieldStart("enum");
        array("cases", cases, of -> label(of.name(), of.docs()));
        json.writeEndObject();
      }
      case TypeDef.Kind.Flags(List<TypeDef.Flag> flags) -> {
        json.writeObjectFieldStart("flags");
        array("flags", flags, of -> label(of.name(), of.docs()));
        json.writeEndObject();
      }
      case TypeDef.Kind.Tuple(List<Type> types) -> {
        json.writeObjectFieldStart("tuple");
        array("types", types, this::type);
        json.writeEndObject();
      }
      case TypeDef.Kind.Result(Optional<Type> ok, Optional<Type> err) -> {
        json.writeObjectFieldStart("result");
        optionalType("ok", ok);
        optionalType("err", err);
        json.writeEndObject();
      }
      case TypeDef.Kind.Handle(TypeId resource, boolean own) -> {
        json.writeObjectFieldStart("handle");
        json.writeNumberField(own ? "own" : "borrow", resource.index());
        json.writeEndObject();
      }
      case TypeDef.Kind.MapOf(Type key, Type value) ->
          array("map", List.of(key, value), this::type);
      case TypeDef.Kind.FixedListOf(Type element, int length) -> {
        json.writeArrayFieldStart("fixed-length-list");
        type(element);
        json.writeNumber(Integer.toUnsignedLong(length));
        json.writeEndArray();
      }
      case TypeDef.Kind.Opt(Type type) -> type("option", type);
      case TypeDef.Kind.ListOf(Type element) -> type("list", element);
      case TypeDef.Kind.Future(Optional<Type> payload) -> optionalType("future", payload);
      case TypeDef.Kind.Stream(Optional<Type> element) -> optionalType("stream", element);
      case TypeDef.Kind.Alias(Type target) -> type("type", target);
      case TypeDef.Kind.Resource() -> throw new IllegalStateException("written as a string");
    }
  }

  private void label(String name, Docs docs) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    docs(docs);
    json.writeEndObject();
  }

  private void pkg(Package pkg) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", pkg.name().toString());
    docs(pkg.docs());
    indices("interfaces", pkg.interfaces());
    indices("worlds", pkg.worlds());
    json.writeEndObject();
  }

  private void indices(String field, Map<String, ? extends Id> ids) throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, ? extends Id> entry : ids.entrySet()) {
      json.writeNumberField(entry.getKey(), entry.getValue().index());
    }
    json.writeEndObject();
  }

  private void name(Optional<String> name) throws IOException {
    json.writeFieldName("name");
    if (name.isPresent()) {
      json.writeString(name.get());
    } else {
      json.writeNull();
    }
  }

  private void type(Type type) throws IOException {
    switch (type) {
      case Type.Primitive(var primitive) -> json.writeString(primitive.keyword());
      case Type.Ref(TypeId id) -> json.writeNumber(id.index());
    }
  }

  private void type(String field, Type type) throws IOException {
    json.writeFieldName(field);
    type(type);
  }

  private void optionalType(String field, Optional<Type> type) throws IOException {
    json.writeFieldName(field);
    if (type.isPresent()) {
      type(type.get());
    } else {
      json.writeNull();
    }
  }

  private void docs(Docs docs) throws IOException {
    if (docs.contents().isPresent()) {
      json.writeObjectFieldStart("docs");
      json.writeStringField("contents", docs.contents().get());
      json.writeEndObject();
    }
  }

  private void stability(Stability stability) throws IOException {
    switch (stability) {
      case Stability.Unknown() -> {}
      case Stability.Stable(Version since, Optional<Version> deprecated) ->
          gate("stable", "since", since.toString(), deprecated);
      case Stability.Unstable(String feature, Optional<Version> deprecated) ->
          gate("unstable", "feature", feature, deprecated);
    }
  }

  private void gate(String kind, String key, String value, Optional<Version> deprecated)
      throws IOException {
    json.writeObjectFieldStart("stability");
    json.writeObjectFieldStart(kind);
    json.writeStringField(key, value);
    if (deprecated.isPresent()) {
      json.writeStringField("deprecated", deprecated.get().toString());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void externalId(Optional<String> externalId) throws IOException {
    if (externalId.isPresent()) {
      json.writeStringField("external-id", externalId.get());
    }
  }

  private <T> void array(String field, List<T> entries, Writer<? super T> writer)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (T entry : entries) {
      writer.write(entry);
    }
    json.writeEndArray();
  }

  @FunctionalInterface
  private interface Writer<T> {
    void write(T value) throws IOException;
  }
}
