package dev.witj.binary.internal.component;

import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.ComponentType;
import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.InstanceType;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.ValueType;
import dev.witj.types.Shape;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Resolved types as WIT would write them, for messages. A type that shares its parts may be very
 * large written out, so the text stops where nobody would read on.
 */
public final class TypeText {
  /** Types nested deeper than this are left out of messages. */
  private static final int MAX_DEPTH = 6;

  private static final int MAX_LENGTH = 2_000;
  private static final int MAX_EXPORTS = 8;

  private final StringBuilder out = new StringBuilder();

  private TypeText() {}

  private static String text(Consumer<TypeText> type) {
    TypeText text = new TypeText();
    type.accept(text);
    if (text.isFull()) {
      text.out.setLength(MAX_LENGTH);
      text.out.append('…');
    }
    return text.out.toString();
  }

  public static String of(ValueType type) {
    return text(text -> text.value(type, 0));
  }

  public static String of(FunctionType type) {
    return text(text -> text.function(type));
  }

  public static String of(AnyType type) {
    return text(text -> text.any(type));
  }

  public static String of(EntityType type) {
    return text(text -> text.entity(type));
  }

  private boolean isFull() {
    return out.length() > MAX_LENGTH;
  }

  private TypeText add(String text) {
    out.append(text);
    return this;
  }

  /** Parts with commas between them, as many as there is room for. */
  private <T> void list(String before, Iterable<T> parts, Consumer<T> each, String after) {
    add(before);
    Iterator<T> all = parts.iterator();
    while (all.hasNext() && !isFull()) {
      each.accept(all.next());
      if (all.hasNext()) {
        add(", ");
      }
    }
    add(after);
  }

  private void function(FunctionType type) {
    Signature<ValueType> signature = type.signature();
    list(
        signature.async() ? "async func(" : "func(",
        signature.params(),
        param -> add(param.name()).add(": ").use(param.type(), 1),
        ")");
    signature.result().ifPresent(result -> add(" -> ").use(result, 1));
  }

  private void any(AnyType type) {
    switch (type) {
      case DefinedType defined -> value(defined, 0);
      case ResourceName resource -> {
        add("resource");
        resource.name().ifPresent(name -> add(" ").add(name));
      }
      case FunctionType func -> function(func);
      case ComponentType component ->
          add("component (")
              .add(component.imports().size() + " imports, ")
              .add(component.exports().size() + " exports)");
      case InstanceType instance ->
          list(
              "instance { ",
              instance.exports().byName().keySet().stream().limit(MAX_EXPORTS).toList(),
              this::add,
              instance.exports().size() > MAX_EXPORTS ? ", … }" : " }");
    }
  }

  private void entity(EntityType type) {
    switch (type) {
      case EntityType.CoreModule _ -> add("core module");
      case EntityType.Func(var func) -> function(func);
      case EntityType.Value(var value) -> add("value ").value(value, 0);
      case EntityType.Type(var any) -> add("type = ").any(any);
      case EntityType.Component(var component) -> any(component);
      case EntityType.Instance(var instance) -> any(instance);
    }
  }

  /** A mention of a type: its name if it has one. */
  private void use(ValueType type, int depth) {
    if (type instanceof DefinedType defined && defined.name().isPresent()) {
      add(defined.name().get());
    } else {
      value(type, depth);
    }
  }

  private void value(ValueType type, int depth) {
    if (depth > MAX_DEPTH) {
      add("…");
      return;
    }
    int next = depth + 1;
    switch (type.shape()) {
      case Shape.Primitive(var primitive) -> add(primitive.toString());
      case Shape.RecordOf(var fields) ->
          list(
              "record { ",
              fields,
              field -> add(field.name()).add(": ").use(field.type(), next),
              " }");
      case Shape.Variant(var cases) ->
          list(
              "variant { ",
              cases,
              each -> {
                add(each.name());
                each.type().ifPresent(payload -> of("(", payload, next, ")"));
              },
              " }");
      case Shape.ListOf(var element) -> of("list<", element, next, ">");
      case Shape.FixedList(var element, int length) ->
          of("list<", element, next, ", " + Integer.toUnsignedString(length) + ">");
      case Shape.MapOf(var key, var value) -> {
        of("map<", key, next, ", ");
        of("", value, next, ">");
      }
      case Shape.Tuple(var types) -> list("tuple<", types, member -> use(member, next), ">");
      case Shape.Flags(var labels) -> list("flags { ", labels, this::add, " }");
      case Shape.Enumeration(var labels) -> list("enum { ", labels, this::add, " }");
      case Shape.Option(var payload) -> of("option<", payload, next, ">");
      case Shape.Result(var ok, var error) -> result(ok, error, next);
      case Shape.Own(var resource) -> add("own<").add(resource.toString()).add(">");
      case Shape.Borrow(var resource) -> add("borrow<").add(resource.toString()).add(">");
      case Shape.Stream(var element) -> optional("stream", element, next);
      case Shape.Future(var element) -> optional("future", element, next);
    }
  }

  private void of(String before, ValueType type, int depth, String after) {
    add(before).use(type, depth);
    add(after);
  }

  private void optional(String kind, Optional<ValueType> type, int depth) {
    add(kind);
    type.ifPresent(known -> of("<", known, depth, ">"));
  }

  private void result(Optional<ValueType> ok, Optional<ValueType> error, int depth) {
    if (error.isEmpty()) {
      optional("result", ok, depth);
      return;
    }
    add("result<");
    ok.ifPresentOrElse(known -> use(known, depth), () -> add("_"));
    of(", ", error.get(), depth, ">");
  }
}
