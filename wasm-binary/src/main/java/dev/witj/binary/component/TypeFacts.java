package dev.witj.binary.component;

import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.util.stream.Stream;

/**
 * What is known of a type without walking it.
 *
 * @param size how many nodes it has, written out; bounded, so that no walk takes forever
 * @param depth how deep it is; bounded, so that no walk overflows the stack
 * @param borrows whether it contains a borrowed handle
 * @param resources whether it mentions any resource
 * @param pointers whether a value holds addresses of more memory
 * @param strings whether a value holds text, which is encoded
 */
public record TypeFacts(
    int size, int depth, boolean borrows, boolean resources, boolean pointers, boolean strings) {
  private static final TypeFacts EMPTY = new TypeFacts(1, 1, false, false, false, false);
  private static final TypeFacts STRING = new TypeFacts(1, 1, false, false, true, true);

  /** Those of a type that holds nothing. */
  public static TypeFacts empty() {
    return EMPTY;
  }

  /** Those of a value type. */
  public static TypeFacts of(ValueType type) {
    return switch (type) {
      case ValueType.Primitive(var primitive) -> of(primitive);
      case DefinedType defined -> defined.facts();
    };
  }

  private static TypeFacts of(PrimitiveType primitive) {
    return primitive == PrimitiveType.STRING ? STRING : EMPTY;
  }

  /** Those of a type. */
  public static TypeFacts of(AnyType type) {
    return switch (type) {
      case DefinedType defined -> defined.facts();
      case ResourceName _ -> new TypeFacts(1, 1, false, true, false, false);
      case FunctionType func -> func.facts();
      case ComponentType component -> component.facts();
      case InstanceType instance -> instance.facts();
    };
  }

  /** Those of what is imported or exported. */
  public static TypeFacts of(EntityType type) {
    return switch (type) {
      case EntityType.CoreModule(var module) -> module.facts();
      case EntityType.Func(var func) -> func.facts();
      case EntityType.Value(var value) -> of(value);
      case EntityType.Type(var any) -> of(any);
      case EntityType.Component(var component) -> component.facts();
      case EntityType.Instance(var instance) -> instance.facts();
    };
  }

  /** Those of something made of parts, which is no value. */
  public static TypeFacts of(Stream<TypeFacts> parts) {
    return parts.reduce(empty(), TypeFacts::and);
  }

  /** Those of all imports or exports together. */
  public static TypeFacts of(Externs externs) {
    return of(externs.all().stream().map(extern -> of(extern.type())));
  }

  /** Those of a function. */
  public static TypeFacts of(Signature<ValueType> signature) {
    return of(
        Stream.concat(
            signature.params().stream().map(param -> of(param.type())),
            signature.result().stream().map(TypeFacts::of)));
  }

  /** Those of a value type that is made so. */
  public static TypeFacts of(Shape<ValueType, ResourceName> shape) {
    TypeFacts parts = of(shape.parts().stream().map(TypeFacts::of));
    return switch (shape) {
      case Shape.Primitive(var type) -> of(type);
      case Shape.ListOf(_), Shape.MapOf(_, _) -> parts.holding(true, parts.strings);
      case Shape.Own(_) -> new TypeFacts(1, 1, false, true, false, false);
      case Shape.Borrow(_) -> new TypeFacts(1, 1, true, true, false, false);
      // What goes through it is not part of the value.
      case Shape.Channel<ValueType, ResourceName> _ -> parts.holding(false, false);
      case Shape.Product<ValueType, ResourceName> _,
          Shape.Choice<ValueType, ResourceName> _,
          Shape.FixedList<ValueType, ResourceName> _,
          Shape.Flags<ValueType, ResourceName> _ ->
          parts;
    };
  }

  private TypeFacts and(TypeFacts part) {
    return new TypeFacts(
        // Saturates: both are bounded far below half of the range.
        Math.min(size + part.size, Integer.MAX_VALUE / 4),
        Math.max(depth, part.depth + 1),
        borrows || part.borrows,
        resources || part.resources,
        pointers || part.pointers,
        strings || part.strings);
  }

  private TypeFacts holding(boolean newPointers, boolean newStrings) {
    return new TypeFacts(size, depth, borrows, resources, newPointers, newStrings);
  }

  /** Those of two things together. */
  public TypeFacts with(TypeFacts other) {
    return and(other);
  }
}
