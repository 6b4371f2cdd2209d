package dev.witj.encode;

import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.ComponentName;
import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ResourceId;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.ValueType;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Span;
import dev.witj.types.Shape;
import dev.witj.wit.Docs;
import dev.witj.wit.Function;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.Stability;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns resolved types of a binary into types of WIT.
 *
 * <p>Each type that is imported or exported is an object of its own, which remembers what it is
 * another name for. So where that is known already it becomes an alias, which in another interface
 * is a {@code use}; else its definition is taken.
 */
final class TypeDecoder {
  private final ResolveBuilder builder;
  private final Map<AnyType, TypeId> known = new HashMap<>();
  private final Map<ResourceId, TypeId> resources = new HashMap<>();

  TypeDecoder(ResolveBuilder builder) {
    this.builder = builder;
  }

  /** Whether a type is one that an interface can give a name to. */
  static boolean isNamed(AnyType type) {
    return type instanceof DefinedType || type instanceof ResourceName;
  }

  /** Lets a type that is met again stand for the one that it was before. */
  void know(AnyType type, TypeId id) {
    known.put(type, id);
    if (type instanceof ResourceName resource) {
      resources.putIfAbsent(resource.id(), id);
    }
  }

  /** Adds a type with a name. */
  TypeId define(ExternName name, AnyType type, TypeDef.Owner owner) {
    TypeDef.Kind kind =
        switch (type) {
          case DefinedType defined ->
              original(defined)
                  .<TypeDef.Kind>map(id -> new TypeDef.Kind.Alias(new Type.Ref(id)))
                  .orElseGet(() -> kind(defined.definition()));
          case ResourceName resource ->
              original(resource)
                  .<TypeDef.Kind>map(id -> new TypeDef.Kind.Alias(new Type.Ref(id)))
                  .orElseGet(TypeDef.Kind.Resource::new);
          case AnyType _ -> throw new IllegalArgumentException("not a type that WIT names");
        };
    TypeId id = add(Optional.of(name.name()), kind, owner, name.externalId());
    know(type, id);
    return id;
  }

  private TypeId add(
      Optional<String> name, TypeDef.Kind kind, TypeDef.Owner owner, Optional<String> externalId) {
    return builder.add(
        new TypeDef(name, kind, owner, Docs.none(), Stability.unknown(), externalId, Span.none()));
  }

  /** The nearest known type that this is another name for. */
  private Optional<TypeId> original(DefinedType type) {
    for (Optional<DefinedType> at = type.aliasOf(); at.isPresent(); at = at.get().aliasOf()) {
      @Nullable TypeId id = known.get(at.get());
      if (id != null) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  private Optional<TypeId> original(ResourceName type) {
    for (Optional<ResourceName> at = type.aliasOf(); at.isPresent(); at = at.get().aliasOf()) {
      @Nullable TypeId id = known.get(at.get());
      if (id != null) {
        return Optional.of(id);
      }
    }
    return Optional.ofNullable(resources.get(type.id()));
  }

  // Mentions.

  private Type type(ValueType type) {
    return switch (type) {
      case ValueType.Primitive(var primitive) -> Type.of(primitive);
      case DefinedType defined -> type(defined);
    };
  }

  private Type type(DefinedType type) {
    @Nullable TypeId id = known.get(type);
    if (id == null) {
      id = original(type).orElse(null);
    }
    if (id == null
        && type.definition() instanceof Shape.Primitive<ValueType, ResourceName>(var primitive)) {
      return Type.of(primitive);
    }
    if (id == null) {
      id = add(Optional.empty(), anonymous(type), new TypeDef.Owner.None(), Optional.empty());
      known.put(type, id);
    }
    return new Type.Ref(id);
  }

  private Optional<Type> type(Optional<ValueType> type) {
    return type.map(this::type);
  }

  private TypeDef.Kind anonymous(DefinedType type) {
    TypeDef.Kind kind = kind(type.definition());
    return switch (kind) {
      case TypeDef.Kind.Rec _,
          TypeDef.Kind.Variant _,
          TypeDef.Kind.Enumeration _,
          TypeDef.Kind.Flags _ ->
          throw EncodeCode.UNNAMED_TYPE.error(type).toException();
      case TypeDef.Kind _ -> kind;
    };
  }

  private TypeId resource(ResourceName type) {
    @Nullable TypeId id = known.get(type);
    return Optional.ofNullable(id)
        .or(() -> original(type))
        .orElseThrow(() -> EncodeCode.UNNAMED_RESOURCE.error().toException());
  }

  private TypeDef.Kind kind(Shape<ValueType, ResourceName> shape) {
    return TypeDef.Kind.of(shape.map(this::type, this::resource));
  }

  // Functions.

  /**
   * A function.
   *
   * @param resources the resources that functions around it can belong to, by name
   */
  Function function(
      ExternName name,
      FunctionType type,
      java.util.function.Function<String, Optional<TypeId>> resources) {
    Signature<ValueType> signature = type.signature();
    return new Function(
        name.name(),
        functionKind(name.name(), resources),
        signature.async(),
        signature.params().stream()
            .map(param -> new Function.Param(param.name(), type(param.type()), Span.none()))
            .toList(),
        type(signature.result()),
        Docs.none(),
        Stability.unknown(),
        name.externalId(),
        Span.none());
  }

  private static Function.Kind functionKind(
      String name, java.util.function.Function<String, Optional<TypeId>> resources) {
    Optional<ComponentName> parsed = ComponentName.parse(name);
    if (parsed.isEmpty()) {
      return new Function.Kind.Freestanding();
    }
    return switch (parsed.get()) {
      case ComponentName.Constructor(var of) ->
          new Function.Kind.Constructor(owner(name, of, resources));
      case ComponentName.Method(var of, _) -> new Function.Kind.Method(owner(name, of, resources));
      case ComponentName.Static(var of, _) -> new Function.Kind.Static(owner(name, of, resources));
      case ComponentName _ -> new Function.Kind.Freestanding();
    };
  }

  private static TypeId owner(
      String name,
      String resource,
      java.util.function.Function<String, Optional<TypeId>> resources) {
    return resources.apply(resource).orElseThrow(() -> noResource(name, resource));
  }

  private static DiagnosticException noResource(String name, String resource) {
    return EncodeCode.RESOURCE_NOT_THERE.error(name, resource).toException();
  }
}
