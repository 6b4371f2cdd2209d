package dev.witj.binary.component;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Resolved types as WIT would write them, for messages. */
final class TypeText {
  /** Types nested deeper than this are left out of messages. */
  private static final int MAX_DEPTH = 6;

  private TypeText() {}

  static String of(ValueType type) {
    return value(type, 0);
  }

  static String of(FunctionType type) {
    Signature<ValueType> signature = type.signature();
    String params =
        signature.params().stream()
            .map(param -> param.name() + ": " + use(param.type(), 1))
            .collect(Collectors.joining(", ", "(", ")"));
    return (signature.async() ? "async func" : "func")
        + params
        + signature.result().map(result -> " -> " + use(result, 1)).orElse("");
  }

  static String of(AnyType type) {
    return switch (type) {
      case DefinedType defined -> value(defined, 0);
      case ResourceType resource -> "resource" + resource.name().map(n -> " " + n).orElse("");
      case FunctionType func -> of(func);
      case ComponentType component ->
          "component ("
              + component.imports().size()
              + " imports, "
              + component.exports().size()
              + " exports)";
      case InstanceType instance ->
          instance.exports().byName().keySet().stream()
              .limit(8)
              .collect(Collectors.joining(", ", "instance { ", more(instance) + " }"));
    };
  }

  private static String more(InstanceType instance) {
    return instance.exports().size() > 8 ? ", …" : "";
  }

  static String of(EntityType type) {
    return switch (type) {
      case EntityType.CoreModule _ -> "core module";
      case EntityType.Func(var func) -> of(func);
      case EntityType.Value(var value) -> "value " + of(value);
      case EntityType.Type(var any) -> "type = " + of(any);
      case EntityType.Component(var component) -> of((AnyType) component);
      case EntityType.Instance(var instance) -> of((AnyType) instance);
    };
  }

  /** A mention of a type: its name if it has one. */
  private static String use(ValueType type, int depth) {
    return type instanceof DefinedType defined && defined.name().isPresent()
        ? defined.name().get()
        : value(type, depth);
  }

  private static String value(ValueType type, int depth) {
    if (depth > MAX_DEPTH) {
      return "…";
    }
    int next = depth + 1;
    return switch (type.shape()) {
      case Shape.Primitive<ValueType, ResourceType>(var primitive) -> primitive.toString();
      case Shape.RecordOf<ValueType, ResourceType>(var fields) ->
          fields.stream()
              .map(field -> field.name() + ": " + use(field.type(), next))
              .collect(Collectors.joining(", ", "record { ", " }"));
      case Shape.Variant<ValueType, ResourceType>(var cases) ->
          cases.stream()
              .map(c -> c.name() + c.type().map(t -> "(" + use(t, next) + ")").orElse(""))
              .collect(Collectors.joining(", ", "variant { ", " }"));
      case Shape.ListOf<ValueType, ResourceType>(var element) -> "list<" + use(element, next) + ">";
      case Shape.FixedList<ValueType, ResourceType>(var element, int length) ->
          "list<" + use(element, next) + ", " + Integer.toUnsignedString(length) + ">";
      case Shape.MapOf<ValueType, ResourceType>(var key, var value) ->
          "map<" + use(key, next) + ", " + use(value, next) + ">";
      case Shape.Tuple<ValueType, ResourceType>(var types) ->
          types.stream()
              .map(member -> use(member, next))
              .collect(Collectors.joining(", ", "tuple<", ">"));
      case Shape.Flags<ValueType, ResourceType>(var labels) -> labels("flags", labels);
      case Shape.Enumeration<ValueType, ResourceType>(var labels) -> labels("enum", labels);
      case Shape.Option<ValueType, ResourceType>(var payload) ->
          "option<" + use(payload, next) + ">";
      case Shape.Result<ValueType, ResourceType>(var ok, var error) -> result(ok, error, next);
      case Shape.Own<ValueType, ResourceType>(var resource) -> "own<" + resource + ">";
      case Shape.Borrow<ValueType, ResourceType>(var resource) -> "borrow<" + resource + ">";
      case Shape.Stream<ValueType, ResourceType>(var element) ->
          "stream" + element.map(t -> "<" + use(t, next) + ">").orElse("");
      case Shape.Future<ValueType, ResourceType>(var element) ->
          "future" + element.map(t -> "<" + use(t, next) + ">").orElse("");
    };
  }

  private static String labels(String kind, List<String> labels) {
    return labels.stream().collect(Collectors.joining(", ", kind + " { ", " }"));
  }

  private static String result(Optional<ValueType> ok, Optional<ValueType> error, int depth) {
    if (error.isEmpty()) {
      return ok.map(t -> "result<" + use(t, depth) + ">").orElse("result");
    }
    return "result<"
        + ok.map(t -> use(t, depth)).orElse("_")
        + ", "
        + use(error.get(), depth)
        + ">";
  }
}
