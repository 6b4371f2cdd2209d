package dev.witj.bindgen.internal;

import static dev.witj.bindgen.internal.RuntimeClasses.CHAR;
import static dev.witj.bindgen.internal.RuntimeClasses.ERROR_CONTEXT;
import static dev.witj.bindgen.internal.RuntimeClasses.MAX_TUPLE;
import static dev.witj.bindgen.internal.RuntimeClasses.NULLABLE;
import static dev.witj.bindgen.internal.RuntimeClasses.RESULT;
import static dev.witj.bindgen.internal.RuntimeClasses.STREAM_READER;
import static dev.witj.bindgen.internal.RuntimeClasses.TUPLE_N;
import static dev.witj.bindgen.internal.RuntimeClasses.U16;
import static dev.witj.bindgen.internal.RuntimeClasses.U32;
import static dev.witj.bindgen.internal.RuntimeClasses.U64;
import static dev.witj.bindgen.internal.RuntimeClasses.U8;
import static dev.witj.bindgen.internal.RuntimeClasses.WIT_FUTURE;
import static dev.witj.bindgen.internal.RuntimeClasses.tuple;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.witj.bindgen.BindgenCode;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.types.PrimitiveType;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.Type;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeDef.Kind;
import dev.witj.wit.TypeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Java type that stands for a WIT type: the same wherever the WIT type stands. */
final class JavaTypes {
  private static final TypeName NOTHING = annotated(ClassName.get(Void.class), NULLABLE);

  private final Resolve resolve;
  private final JavaNames names;
  private final Diagnostics diagnostics;
  private final TypeParts parts;
  private boolean metDeprecated;

  JavaTypes(Resolve resolve, JavaNames names, Diagnostics diagnostics) {
    this.resolve = resolve;
    this.parts = new TypeParts(resolve);
    this.names = names;
    this.diagnostics = diagnostics;
  }

  /**
   * The Java type of a type.
   *
   * @param span what a diagnostic points at if there is none
   */
  TypeName of(Type type, Span span) {
    if (type instanceof Type.Ref(var id) && parts.of(id) > TypeParts.MAX) {
      return tooLarge(span);
    }
    return switch (dealias(type)) {
      case Type.Primitive(var primitive) -> of(primitive);
      case Type.Ref(var id) -> {
        TypeDef definition = resolve.get(id);
        yield switch (definition.kind()) {
          case Kind.Rec _, Kind.Variant _, Kind.Enumeration _, Kind.Resource _ -> classOf(id);
          case Kind.Flags _ -> generic(Set.class, classOf(id));
          case Kind.Tuple(var types) -> ofTuple(types, span);
          case Kind.Opt(var element) -> generic(Optional.class, boxed(element, span));
          case Kind.Result(var ok, var err) ->
              ParameterizedTypeName.get(RESULT, payload(ok, span), payload(err, span));
          case Kind.ListOf(var element) -> ofList(element, span);
          case Kind.FixedListOf(var element, var length) -> ofList(element, span);
          case Kind.MapOf(var key, var value) ->
              generic(Map.class, boxed(key, span), boxed(value, span));
          case Kind.Handle(var resource, var own) -> classOf(resolve.dealias(resource));
          case Kind.Alias _ -> throw new IllegalStateException("an alias behind all aliases");
          case Kind.Future(var value) ->
              ParameterizedTypeName.get(WIT_FUTURE, payload(value, span));
          case Kind.Stream(var item) ->
              ParameterizedTypeName.get(STREAM_READER, payload(item, span));
        };
      }
    };
  }

  private ClassName classOf(TypeId id) {
    TypeDef definition = resolve.get(id);
    metDeprecated |= Javadoc.deprecated(definition.stability()).isPresent();
    if (definition.owner() instanceof TypeDef.Owner.OfInterface(var owner)) {
      of(owner);
    }
    return names.of(id);
  }

  /** The Java interface of an interface. */
  ClassName of(InterfaceId id) {
    metDeprecated |= Javadoc.deprecated(resolve.get(id).stability()).isPresent();
    return names.of(id);
  }

  /** Whether anything that is deprecated was mentioned since this was last asked. */
  boolean metDeprecated() {
    boolean met = metDeprecated;
    metDeprecated = false;
    return met;
  }

  /** The same as a type argument. */
  TypeName boxed(Type type, Span span) {
    return of(type, span).box();
  }

  /** The Java type of an optional part, where none is {@code Void} and its value null. */
  TypeName payload(Optional<Type> type, Span span) {
    return type.map(present -> boxed(present, span)).orElse(NOTHING);
  }

  /** Behind aliases. */
  Type dealias(Type type) {
    Type at = type;
    while (at instanceof Type.Ref(var id) && resolve.get(id).kind() instanceof Kind.Alias(var to)) {
      at = to;
    }
    return at;
  }

  private TypeName of(PrimitiveType primitive) {
    return switch (primitive) {
      case BOOL -> TypeName.BOOLEAN;
      case S8 -> TypeName.BYTE;
      case S16 -> TypeName.SHORT;
      case U8 -> annotated(TypeName.INT, U8);
      case U16 -> annotated(TypeName.INT, U16);
      case S32 -> TypeName.INT;
      case CHAR -> annotated(TypeName.INT, CHAR);
      case U32 -> annotated(TypeName.LONG, U32);
      case S64 -> TypeName.LONG;
      case U64 -> annotated(TypeName.LONG, U64);
      case F32 -> TypeName.FLOAT;
      case F64 -> TypeName.DOUBLE;
      case STRING -> ClassName.get(String.class);
      case ERROR_CONTEXT -> ERROR_CONTEXT;
    };
  }

  /** A Java type that stands for several WIT types, and which of them it is. */
  private static TypeName annotated(TypeName type, ClassName annotation) {
    return type.annotated(AnnotationSpec.builder(annotation).build());
  }

  /** Lists of numbers and {@code bool} are arrays of the WIT width; others are lists. */
  private TypeName ofList(Type element, Span span) {
    if (dealias(element) instanceof Type.Primitive(var primitive)) {
      Optional<TypeName> width =
          switch (primitive) {
            case BOOL -> Optional.of(TypeName.BOOLEAN);
            case S8 -> Optional.of(TypeName.BYTE);
            case U8 -> Optional.of(annotated(TypeName.BYTE, U8));
            case S16 -> Optional.of(TypeName.SHORT);
            case U16 -> Optional.of(annotated(TypeName.SHORT, U16));
            case S32 -> Optional.of(TypeName.INT);
            case U32 -> Optional.of(annotated(TypeName.INT, U32));
            case S64 -> Optional.of(TypeName.LONG);
            case U64 -> Optional.of(annotated(TypeName.LONG, U64));
            case F32 -> Optional.of(TypeName.FLOAT);
            case F64 -> Optional.of(TypeName.DOUBLE);
            case CHAR, STRING, ERROR_CONTEXT -> Optional.empty();
          };
      if (width.isPresent()) {
        return ArrayTypeName.of(width.get());
      }
    }
    return generic(List.class, boxed(element, span));
  }

  private TypeName ofTuple(List<Type> types, Span span) {
    TypeName[] arguments = types.stream().map(type -> boxed(type, span)).toArray(TypeName[]::new);
    if (arguments.length == 0 || arguments.length > MAX_TUPLE) {
      return TUPLE_N;
    }
    return ParameterizedTypeName.get(tuple(arguments.length), arguments);
  }

  private TypeName tooLarge(Span span) {
    diagnostics.report(
        BindgenCode.TYPE_TOO_LARGE
            .error(TypeParts.MAX)
            .at(span)
            .note(
                "tuples, options, results and lists have no name in Java: each is written in full")
            .help("put records, which have names, in place of the tuples inside each other"));
    return ClassName.OBJECT;
  }

  private static TypeName generic(Class<?> raw, TypeName... arguments) {
    return ParameterizedTypeName.get(ClassName.get(raw), arguments);
  }
}
