package dev.witj.wit.internal;

import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Replaces the types that a kind of type mentions. */
final class KindMapper {
  private KindMapper() {}

  static TypeDef.Kind map(
      TypeDef.Kind kind, UnaryOperator<Type> types, UnaryOperator<TypeId> resources) {
    return switch (kind) {
      case TypeDef.Kind.Rec(List<TypeDef.Field> fields) ->
          new TypeDef.Kind.Rec(
              fields.stream()
                  .map(
                      of ->
                          new TypeDef.Field(
                              of.name(), types.apply(of.type()), of.docs(), of.span()))
                  .toList());
      case TypeDef.Kind.Variant(List<TypeDef.Case> cases) ->
          new TypeDef.Kind.Variant(
              cases.stream()
                  .map(
                      of -> new TypeDef.Case(of.name(), of.type().map(types), of.docs(), of.span()))
                  .toList());
      case TypeDef.Kind.Tuple(List<Type> elements) ->
          new TypeDef.Kind.Tuple(elements.stream().map(types).toList());
      case TypeDef.Kind.Opt(Type type) -> new TypeDef.Kind.Opt(types.apply(type));
      case TypeDef.Kind.Result(Optional<Type> ok, Optional<Type> err) ->
          new TypeDef.Kind.Result(ok.map(types), err.map(types));
      case TypeDef.Kind.ListOf(Type element) -> new TypeDef.Kind.ListOf(types.apply(element));
      case TypeDef.Kind.FixedListOf(Type element, int length) ->
          new TypeDef.Kind.FixedListOf(types.apply(element), length);
      case TypeDef.Kind.MapOf(Type key, Type value) ->
          new TypeDef.Kind.MapOf(types.apply(key), types.apply(value));
      case TypeDef.Kind.Future(Optional<Type> payload) ->
          new TypeDef.Kind.Future(payload.map(types));
      case TypeDef.Kind.Stream(Optional<Type> element) ->
          new TypeDef.Kind.Stream(element.map(types));
      case TypeDef.Kind.Handle(TypeId resource, boolean own) ->
          new TypeDef.Kind.Handle(resources.apply(resource), own);
      case TypeDef.Kind.Alias(Type target) -> new TypeDef.Kind.Alias(types.apply(target));
      case TypeDef.Kind.Enumeration _, TypeDef.Kind.Flags _, TypeDef.Kind.Resource _ -> kind;
    };
  }
}
