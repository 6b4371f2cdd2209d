package dev.witj.wit.internal;

import dev.witj.diagnostics.Span;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.Shape;
import dev.witj.wit.Docs;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeDef.Kind;
import dev.witj.wit.TypeId;
import java.util.Optional;

/** What WIT declares and how values are made: each kind of type beside its shape. */
public final class KindShapes {
  private KindShapes() {}

  /** The shape of the values of a kind of type; nothing for resources and other names of types. */
  public static Optional<Shape<Type, TypeId>> shape(Kind kind) {
    return switch (kind) {
      case Kind.Alias(Type.Ref _), Kind.Resource _ -> Optional.empty();
      case Kind.Alias(Type.Primitive(var primitive)) ->
          Optional.of(new Shape.Primitive<>(primitive));
      case Kind.Rec(var fields) ->
          Optional.of(
              new Shape.RecordOf<>(
                  fields.stream().map(it -> new Field<>(it.name(), it.type())).toList()));
      case Kind.Variant(var cases) ->
          Optional.of(
              new Shape.Variant<>(
                  cases.stream().map(it -> new Case<>(it.name(), it.type())).toList()));
      case Kind.Enumeration(var cases) ->
          Optional.of(new Shape.Enumeration<>(cases.stream().map(TypeDef.EnumCase::name).toList()));
      case Kind.Flags(var flags) ->
          Optional.of(new Shape.Flags<>(flags.stream().map(TypeDef.Flag::name).toList()));
      case Kind.Tuple(var types) -> Optional.of(new Shape.Tuple<>(types));
      case Kind.Opt(var type) -> Optional.of(new Shape.Option<>(type));
      case Kind.Result(var ok, var err) -> Optional.of(new Shape.Result<>(ok, err));
      case Kind.ListOf(var element) -> Optional.of(new Shape.ListOf<>(element));
      case Kind.FixedListOf(var element, int length) ->
          Optional.of(new Shape.FixedList<>(element, length));
      case Kind.MapOf(var key, var value) -> Optional.of(new Shape.MapOf<>(key, value));
      case Kind.Future(var payload) -> Optional.of(new Shape.Future<>(payload));
      case Kind.Stream(var element) -> Optional.of(new Shape.Stream<>(element));
      case Kind.Handle(var resource, boolean own) ->
          Optional.of(own ? new Shape.Own<>(resource) : new Shape.Borrow<>(resource));
    };
  }

  /** The kind of type that has values of a shape. */
  public static Kind kind(Shape<Type, TypeId> shape) {
    return switch (shape) {
      case Shape.Primitive(var primitive) -> new Kind.Alias(Type.of(primitive));
      case Shape.RecordOf(var fields) ->
          new Kind.Rec(
              fields.stream()
                  .map(it -> new TypeDef.Field(it.name(), it.type(), Docs.none(), Span.none()))
                  .toList());
      case Shape.Variant(var cases) ->
          new Kind.Variant(
              cases.stream()
                  .map(it -> new TypeDef.Case(it.name(), it.type(), Docs.none(), Span.none()))
                  .toList());
      case Shape.Enumeration(var labels) ->
          new Kind.Enumeration(
              labels.stream()
                  .map(label -> new TypeDef.EnumCase(label, Docs.none(), Span.none()))
                  .toList());
      case Shape.Flags(var labels) ->
          new Kind.Flags(
              labels.stream()
                  .map(label -> new TypeDef.Flag(label, Docs.none(), Span.none()))
                  .toList());
      case Shape.Tuple(var types) -> new Kind.Tuple(types);
      case Shape.Option(var type) -> new Kind.Opt(type);
      case Shape.Result(var ok, var err) -> new Kind.Result(ok, err);
      case Shape.ListOf(var element) -> new Kind.ListOf(element);
      case Shape.FixedList(var element, int length) -> new Kind.FixedListOf(element, length);
      case Shape.MapOf(var key, var value) -> new Kind.MapOf(key, value);
      case Shape.Future(var payload) -> new Kind.Future(payload);
      case Shape.Stream(var element) -> new Kind.Stream(element);
      case Shape.Own(var resource) -> new Kind.Handle(resource, true);
      case Shape.Borrow(var resource) -> new Kind.Handle(resource, false);
    };
  }
}
