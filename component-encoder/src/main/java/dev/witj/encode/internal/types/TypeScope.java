package dev.witj.encode.internal.types;

import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.types.Field;
import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes WIT types into one type index space, each once. What a type is made of is written before
 * it. A type with a name is defined and then named; a type without one is shared by all who say the
 * same.
 */
public abstract class TypeScope {
  private final Resolve resolve;
  private final Map<TypeId, Integer> indices = new HashMap<>();
  private final Map<TypeDef.Kind, Integer> anonymous = new HashMap<>();
  private final Map<FunctionKey, Integer> functions = new HashMap<>();

  /** What makes two functions have one type. */
  private record FunctionKey(
      boolean async, List<String> names, List<Type> types, Optional<Type> result) {
    static FunctionKey of(Function function) {
      return new FunctionKey(
          function.async(),
          function.params().stream().map(Function.Param::name).toList(),
          function.params().stream().map(Function.Param::type).toList(),
          function.result());
    }
  }

  /** A scope in which nothing is written yet. */
  protected TypeScope(Resolve resolve) {
    this.resolve = resolve;
  }

  /** The WIT that the types are from. */
  protected final Resolve resolve() {
    return resolve;
  }

  // What the kind of scope decides.

  /** Writes a definition; gives its index. */
  protected abstract int define(TypeDefinition definition);

  /** The index of a type that belongs to another interface than the one that is written here. */
  protected abstract Optional<Integer> foreign(TypeId id);

  /**
   * Gives the type at an index a name here.
   *
   * @return the index of what has the name; nothing if types get no names here
   */
  protected abstract Optional<Integer> named(int index, TypeId id);

  /** Writes a resource; gives its index. */
  protected abstract int resource(TypeId id);

  // What is there.

  /** Lets a type stand at an index. */
  public final void know(TypeId id, int index) {
    indices.put(id, index);
  }

  /** The index of a type, if it has been written. */
  public final Optional<Integer> known(TypeId id) {
    return Optional.ofNullable(indices.get(id));
  }

  /**
   * Takes over all that another scope of the same index space has written, but what mentions types
   * of interfaces.
   */
  protected final void copyFrom(TypeScope other) {
    Mentions mentions = new Mentions(resolve);
    other.indices.forEach(
        (id, index) -> {
          if (!mentions.in(id)) {
            indices.put(id, index);
          }
        });
    other.anonymous.forEach(
        (kind, index) -> {
          if (!mentions.in(kind)) {
            anonymous.put(kind, index);
          }
        });
    other.functions.forEach(
        (key, index) -> {
          if (!mentions.in(key.types()) && !mentions.in(key.result().stream().toList())) {
            functions.put(key, index);
          }
        });
  }

  /** Forgets the types of an interface, so that they are written again. */
  protected final void forgetThoseOf(InterfaceId id) {
    indices.keySet().removeAll(resolve.get(id).types().values());
  }

  /**
   * What has been written by now.
   *
   * @param indices of types
   * @param anonymous of types without a name
   */
  protected record Written(Map<TypeId, Integer> indices, Map<TypeDef.Kind, Integer> anonymous) {}

  /** What has been written by now. */
  protected final Written written() {
    return new Written(Map.copyOf(indices), Map.copyOf(anonymous));
  }

  /** Forgets all but what had been written, and all functions. */
  protected final void goBackTo(Written before) {
    indices.clear();
    indices.putAll(before.indices);
    anonymous.clear();
    anonymous.putAll(before.anonymous);
    functions.clear();
  }

  // Types.

  /** How a type is mentioned here; it is written if it has not been. */
  public final ComponentValType type(Type type) {
    return switch (type) {
      case Type.Primitive(var primitive) -> ComponentValType.of(primitive);
      case Type.Ref(TypeId id) -> new ComponentValType.Ref(index(id));
    };
  }

  /** The index of a type; it is written if it has not been. */
  public final int index(TypeId id) {
    Optional<Integer> known = known(id);
    if (known.isPresent()) {
      return known.get();
    }
    int index = write(id);
    indices.put(id, index);
    return index;
  }

  private int write(TypeId id) {
    Optional<Integer> foreign = foreign(id);
    if (foreign.isPresent()) {
      return foreign.get();
    }
    TypeDef type = resolve.get(id);
    if (type.name().isEmpty()) {
      Integer same = anonymous.get(type.kind());
      if (same != null) {
        return same;
      }
      int index = definition(id, type.kind());
      anonymous.put(type.kind(), index);
      return index;
    }
    int index = definition(id, type.kind());
    return type.kind() instanceof TypeDef.Kind.Resource ? index : named(index, id).orElse(index);
  }

  private int definition(TypeId id, TypeDef.Kind kind) {
    return switch (kind) {
      case TypeDef.Kind.Alias(Type.Ref(TypeId target)) -> index(target);
      case TypeDef.Kind.Resource() -> resource(id);
      case TypeDef.Kind shaped ->
          define(
              new TypeDefinition.Value(shaped.shape().orElseThrow().map(this::type, this::index)));
    };
  }

  /** The index of the type of a function; it is written if it has not been. */
  public final int function(Function function) {
    FunctionKey key = FunctionKey.of(function);
    Integer known = functions.get(key);
    if (known != null) {
      return known;
    }
    List<Field<ComponentValType>> params =
        function.params().stream()
            .map(param -> new Field<>(param.name(), type(param.type())))
            .toList();
    int index =
        define(
            new TypeDefinition.Func(
                new Signature<>(function.async(), params, function.result().map(this::type))));
    functions.put(key, index);
    return index;
  }
}
