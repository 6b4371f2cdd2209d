package dev.witj.encode.internal.abi;

import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether there are strings or lists in values of some types. */
public final class Contents {
  private final Resolve resolve;
  private final Set<TypeId> seen = new HashSet<>();
  private boolean strings;
  private boolean lists;

  /** Those of no type. */
  public Contents(Resolve resolve) {
    this.resolve = resolve;
  }

  /** Adds a type. */
  public void add(Type type) {
    switch (type) {
      case Type.Prim prim -> strings |= prim == Type.Prim.STRING;
      case Type.Ref(TypeId id) -> {
        if (seen.add(id)) {
          kind(resolve.get(id).kind());
        }
      }
    }
  }

  /** What is needed to read the values out of a core module's memory. */
  public Needs lifted() {
    return new Needs(strings || lists, false, strings, false);
  }

  /** What is needed to write the values into a core module's memory. */
  public Needs lowered() {
    return new Needs(strings || lists, strings || lists, strings, false);
  }

  private void add(Optional<Type> type) {
    type.ifPresent(this::add);
  }

  private void kind(TypeDef.Kind kind) {
    switch (kind) {
      case TypeDef.Kind.Alias(var target) -> add(target);
      case TypeDef.Kind.Rec(var fields) -> fields.forEach(field -> add(field.type()));
      case TypeDef.Kind.Tuple(var types) -> types.forEach(this::add);
      case TypeDef.Kind.FixedListOf(var element, _) -> add(element);
      case TypeDef.Kind.Variant(var cases) -> cases.forEach(c -> add(c.type()));
      case TypeDef.Kind.Opt(var payload) -> add(payload);
      case TypeDef.Kind.Result(var ok, var err) -> List.of(ok, err).forEach(this::add);
      case TypeDef.Kind.ListOf(var element) -> {
        lists = true;
        add(element);
      }
      case TypeDef.Kind.MapOf(var key, var value) -> {
        lists = true;
        add(key);
        add(value);
      }
      // A stream or future is a number; its elements are copied by other definitions.
      case TypeDef.Kind.Future _,
          TypeDef.Kind.Stream _,
          TypeDef.Kind.Handle _,
          TypeDef.Kind.Resource _,
          TypeDef.Kind.Flags _,
          TypeDef.Kind.Enumeration _ -> {}
    }
  }
}
