package dev.witj.wit.internal;

import dev.witj.diagnostics.Span;
import dev.witj.wit.Docs;
import dev.witj.wit.ResolveBuilder;
import dev.witj.wit.Stability;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The anonymous types of one package, each made once. */
final class TypeTable {
  private final ResolveBuilder builder;
  private final TypeMarks marks;
  private final Map<TypeDef.Kind, TypeId> anonymous = new HashMap<>();
  private final Map<TypeId, TypeId> owned = new HashMap<>();

  TypeTable(ResolveBuilder builder, TypeMarks marks) {
    this.builder = builder;
    this.marks = marks;
  }

  /** The anonymous type of this kind. */
  Type of(TypeDef.Kind kind, Stability stability, Span span) {
    if (kind instanceof TypeDef.Kind.Alias(Type target)) {
      return target;
    }
    if (kind instanceof TypeDef.Kind.Handle(TypeId resource, boolean own) && own) {
      // The same as the bare name of the resource.
      return new Type.Ref(resource);
    }
    TypeId known = anonymous.get(kind);
    if (known == null) {
      known =
          builder.add(
              new TypeDef(
                  Optional.empty(),
                  kind,
                  new TypeDef.Owner.None(),
                  Docs.none(),
                  stability,
                  Optional.empty(),
                  span));
      anonymous.put(kind, known);
    }
    return new Type.Ref(known);
  }

  /** A mentioned type as a value has it: a resource becomes an {@code own} handle to it. */
  Type owned(Type type) {
    if (!(type instanceof Type.Ref(TypeId id)) || !marks.isResource(type)) {
      return type;
    }
    TypeId handle = owned.get(id);
    if (handle == null) {
      handle =
          builder.add(
              new TypeDef(
                  Optional.empty(),
                  new TypeDef.Kind.Handle(id, true),
                  new TypeDef.Owner.None(),
                  Docs.none(),
                  Stability.unknown(),
                  Optional.empty(),
                  builder.get(id).span()));
      owned.put(id, handle);
    }
    return new Type.Ref(handle);
  }
}
