package dev.witj.wit;

import dev.witj.diagnostics.Span;
import java.util.List;
import java.util.Optional;

/**
 * A function.
 *
 * @param name its full name: {@code f}, {@code [method]r.f}, {@code [static]r.f}, {@code
 *     [constructor]r}
 * @param kind how it belongs to a resource, if it does
 * @param async whether it is an {@code async func}
 * @param params its parameters; a method's first is {@code self}
 * @param result what it returns, if anything
 * @param docs its documentation
 * @param stability its gate
 * @param externalId its {@code @external-id}
 * @param span its name in the source
 */
public record Function(
    String name,
    Kind kind,
    boolean async,
    List<Param> params,
    Optional<Type> result,
    Docs docs,
    Stability stability,
    Optional<String> externalId,
    Span span) {
  public Function {
    params = List.copyOf(params);
  }

  /** How a function belongs to a resource. */
  public sealed interface Kind {
    /** To none. */
    record Freestanding() implements Kind {}

    /** It takes {@code self}. */
    record Method(TypeId resource) implements Kind {}

    /** It only stands in the resource's scope. */
    record Static(TypeId resource) implements Kind {}

    /** It makes one. */
    record Constructor(TypeId resource) implements Kind {}
  }

  /** A parameter. */
  public record Param(String name, Type type, Span span) {}

  /** The name as it was written: without brackets and resource; a constructor's resource name. */
  public String itemName() {
    return switch (kind) {
      case Kind.Freestanding() -> name;
      case Kind.Method _, Kind.Static _ -> name.substring(name.indexOf('.') + 1);
      case Kind.Constructor _ -> name.substring(name.indexOf(']') + 1);
    };
  }

  /** The resource it belongs to, if it does. */
  public Optional<TypeId> resource() {
    return switch (kind) {
      case Kind.Freestanding() -> Optional.empty();
      case Kind.Method(TypeId id) -> Optional.of(id);
      case Kind.Static(TypeId id) -> Optional.of(id);
      case Kind.Constructor(TypeId id) -> Optional.of(id);
    };
  }
}
