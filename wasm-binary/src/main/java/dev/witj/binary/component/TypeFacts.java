package dev.witj.binary.component;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a type without walking it.
 *
 * @param size how many nodes it has, written out; bounded, so that no walk takes forever
 * @param depth how deep it is; bounded, so that no walk overflows the stack
 * @param borrows whether it contains a borrowed handle
 * @param resources whether it mentions any resource
 * @param pointers whether a value holds addresses of more memory
 * @param bytes how many bytes a value takes in a 32-bit memory; 0 for what is no value
 * @param alignment where in memory a value may begin; 1 for what is no value
 */
record TypeFacts(
    int size,
    int depth,
    boolean borrows,
    boolean resources,
    boolean pointers,
    long bytes,
    int alignment) {
  private static final TypeFacts[] PRIMITIVE = new TypeFacts[PrimitiveType.values().length];

  static {
    for (PrimitiveType type : PrimitiveType.values()) {
      PRIMITIVE[type.ordinal()] =
          switch (type) {
            case BOOL, S8, U8 -> scalar(1);
            case S16, U16 -> scalar(2);
            case S32, U32, F32, CHAR, ERROR_CONTEXT -> scalar(4);
            case S64, U64, F64 -> scalar(8);
            case STRING -> new TypeFacts(1, 1, false, false, true, 8, 4);
          };
    }
  }

  private static TypeFacts scalar(int bytes) {
    return new TypeFacts(1, 1, false, false, false, bytes, bytes);
  }

  /** Those of a type that holds nothing and is no value. */
  static TypeFacts empty() {
    return new TypeFacts(1, 1, false, false, false, 0, 1);
  }

  static TypeFacts of(ValueType type) {
    return switch (type) {
      case PrimitiveType primitive -> PRIMITIVE[primitive.ordinal()];
      case DefinedType defined -> defined.facts();
    };
  }

  static TypeFacts of(AnyType type) {
    return switch (type) {
      case DefinedType defined -> defined.facts();
      case ResourceType _ -> new TypeFacts(1, 1, false, true, false, 0, 1);
      case FunctionType func -> func.facts();
      case ComponentType component -> component.facts();
      case InstanceType instance -> instance.facts();
    };
  }

  static TypeFacts of(EntityType type) {
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
  static TypeFacts of(Stream<TypeFacts> parts) {
    return parts.reduce(empty(), TypeFacts::and);
  }

  static TypeFacts of(Externs externs) {
    return of(externs.all().stream().map(extern -> of(extern.type())));
  }

  static TypeFacts of(Signature<ValueType> signature) {
    return of(
        Stream.concat(
            signature.params().stream().map(param -> of(param.type())),
            signature.result().stream().map(TypeFacts::of)));
  }

  /** Those of a value type, by "Alignment" and "Element Size" of CanonicalABI.md. */
  static TypeFacts of(Shape<ValueType, ResourceType> shape) {
    return switch (shape) {
      case Shape.Primitive<ValueType, ResourceType>(var type) -> PRIMITIVE[type.ordinal()];
      case Shape.RecordOf<ValueType, ResourceType>(var fields) ->
          sequence(fields.stream().map(Field::type).toList());
      case Shape.Tuple<ValueType, ResourceType>(var types) -> sequence(types);
      case Shape.Variant<ValueType, ResourceType>(var cases) ->
          choice(cases.size(), cases.stream().flatMap(c -> c.type().stream()));
      case Shape.Enumeration<ValueType, ResourceType>(var labels) ->
          choice(labels.size(), Stream.empty());
      case Shape.Option<ValueType, ResourceType>(var type) -> choice(2, Stream.of(type));
      case Shape.Result<ValueType, ResourceType>(var ok, var error) ->
          choice(2, Stream.concat(ok.stream(), error.stream()));
      case Shape.ListOf<ValueType, ResourceType>(var element) ->
          of(Stream.of(of(element))).placed(true, 8, 4);
      case Shape.MapOf<ValueType, ResourceType>(var key, var value) ->
          of(Stream.of(of(key), of(value))).placed(true, 8, 4);
      case Shape.FixedList<ValueType, ResourceType>(var element, int length) -> {
        TypeFacts facts = of(element);
        // Products of a 32-bit number and a bounded size do not overflow.
        yield of(Stream.of(facts))
            .placed(facts.pointers, facts.bytes * Integer.toUnsignedLong(length), facts.alignment);
      }
      case Shape.Flags<ValueType, ResourceType>(var labels) -> {
        int bytes = labels.size() <= 8 ? 1 : labels.size() <= 16 ? 2 : 4;
        yield scalar(bytes);
      }
      case Shape.Own<ValueType, ResourceType> _ -> new TypeFacts(1, 1, false, true, false, 4, 4);
      case Shape.Borrow<ValueType, ResourceType> _ -> new TypeFacts(1, 1, true, true, false, 4, 4);
      case Shape.Stream<ValueType, ResourceType>(var element) -> handle(element);
      case Shape.Future<ValueType, ResourceType>(var element) -> handle(element);
    };
  }

  private static TypeFacts handle(Optional<ValueType> element) {
    return of(element.stream().map(TypeFacts::of)).placed(false, 4, 4);
  }

  private static TypeFacts sequence(Collection<ValueType> types) {
    long bytes = 0;
    int alignment = 1;
    for (ValueType type : types) {
      TypeFacts facts = of(type);
      alignment = Math.max(alignment, facts.alignment);
      bytes = align(bytes, facts.alignment) + facts.bytes;
    }
    TypeFacts combined = of(types.stream().map(TypeFacts::of));
    return combined.placed(combined.pointers, align(bytes, alignment), alignment);
  }

  private static TypeFacts choice(int cases, Stream<ValueType> payloads) {
    int discriminant = cases <= 0x100 ? 1 : cases <= 0x1_0000 ? 2 : 4;
    TypeFacts combined = empty();
    long bytes = 0;
    int alignment = 1;
    for (ValueType type : payloads.toList()) {
      TypeFacts facts = of(type);
      combined = combined.and(facts);
      alignment = Math.max(alignment, facts.alignment);
      bytes = Math.max(bytes, facts.bytes);
    }
    int whole = Math.max(discriminant, alignment);
    return combined.placed(
        combined.pointers, align(align(discriminant, alignment) + bytes, whole), whole);
  }

  private static long align(long offset, int alignment) {
    return (offset + alignment - 1) & -alignment;
  }

  private TypeFacts and(TypeFacts part) {
    return new TypeFacts(
        // Saturates: both are bounded far below half of the range.
        Math.min(size + part.size, Integer.MAX_VALUE / 4),
        Math.max(depth, part.depth + 1),
        borrows || part.borrows,
        resources || part.resources,
        pointers || part.pointers,
        bytes,
        alignment);
  }

  private TypeFacts placed(boolean newPointers, long newBytes, int newAlignment) {
    return new TypeFacts(size, depth, borrows, resources, newPointers, newBytes, newAlignment);
  }

  /** Those of two things together. */
  TypeFacts with(TypeFacts other) {
    return and(other);
  }
}
