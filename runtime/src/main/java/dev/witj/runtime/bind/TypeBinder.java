package dev.witj.runtime.bind;

import dev.witj.runtime.FuncType;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.BorrowType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.EnumType;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.FixedListType;
import dev.witj.runtime.ValType.FlagsType;
import dev.witj.runtime.ValType.FutureType;
import dev.witj.runtime.ValType.ListType;
import dev.witj.runtime.ValType.MapType;
import dev.witj.runtime.ValType.OptionType;
import dev.witj.runtime.ValType.OwnType;
import dev.witj.runtime.ValType.Primitive;
import dev.witj.runtime.ValType.RecordType;
import dev.witj.runtime.ValType.ResourceCodec;
import dev.witj.runtime.ValType.ResultType;
import dev.witj.runtime.ValType.StreamType;
import dev.witj.runtime.ValType.TupleType;
import dev.witj.runtime.ValType.VariantType;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple;
import dev.witj.runtime.value.TupleN;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks over a WIT type and the Java type that stands for it, checks that they agree and gives the
 * WIT type with the codecs that make and read the Java values.
 *
 * <p>A pair that was met is not walked again, so that shared parts cost once.
 */
final class TypeBinder {
  /** What stands for handles of a resource. */
  @FunctionalInterface
  interface Resources {
    ResourceCodec codec(ResourceType resource, Class<?> javaType) throws Mismatch;
  }

  private final MethodHandles.Lookup lookup;
  private final Resources resources;
  private final IdentityHashMap<ValType, Map<Type, ValType>> known = new IdentityHashMap<>();
  private boolean metResources;

  TypeBinder(MethodHandles.Lookup lookup, Resources resources) {
    this.lookup = lookup;
    this.resources = resources;
  }

  /** Whether a handle was met since this was last asked. */
  boolean metResources() {
    boolean met = metResources;
    metResources = false;
    return met;
  }

  /**
   * The type of a function with the codecs that a Java method asks for.
   *
   * @param first how many parameters in front are no parameters of the method; they stay as they
   *     are
   */
  FuncType bind(FuncType type, Method method, int first) throws Mismatch {
    if (type.async()) {
      throw new Mismatch("the WIT function is `async`, which bindings cannot express yet");
    }
    Type[] java = method.getGenericParameterTypes();
    if (type.params().size() != java.length + first) {
      throw new Mismatch(
          "the WIT function has %d parameters, the Java method %d"
              .formatted(type.params().size() - first, java.length));
    }
    List<Field> params = new ArrayList<>(type.params().subList(0, first));
    // Annotations are read from the class file; most functions need none.
    boolean numbers = type.params().stream().anyMatch(p -> NumberTypes.hasNumbers(p.type()));
    AnnotatedType[] annotated =
        numbers ? method.getAnnotatedParameterTypes() : new AnnotatedType[0];
    for (int i = 0; i < java.length; i++) {
      Field param = type.params().get(i + first);
      try {
        params.add(new Field(param.name(), bind(param.type(), java[i])));
        if (numbers) {
          NumberTypes.check(param.type(), annotated[i]);
        }
      } catch (Mismatch e) {
        throw e.in("parameter `" + param.name() + "`");
      }
    }
    if (type.result().isEmpty()) {
      if (method.getReturnType() != void.class) {
        throw new Mismatch("the WIT function has no result, the Java method returns a value");
      }
      return new FuncType(params, Optional.empty());
    }
    try {
      ValType result = bind(type.result().get(), method.getGenericReturnType());
      if (NumberTypes.hasNumbers(result)) {
        NumberTypes.check(result, method.getAnnotatedReturnType());
      }
      return new FuncType(params, Optional.of(result));
    } catch (Mismatch e) {
      throw e.in("the result");
    }
  }

  /** A WIT type with the codecs of a Java type. */
  ValType bind(ValType wit, Type java) throws Mismatch {
    Map<Type, ValType> byJava = known.computeIfAbsent(wit, key -> new HashMap<>());
    ValType bound = byJava.get(java);
    if (bound == null) {
      bound = bindNew(wit, java);
      byJava.put(java, bound);
    } else {
      metResources = true; // perhaps; to say so wrongly costs time only
    }
    return bound;
  }

  private ValType bindNew(ValType wit, Type java) throws Mismatch {
    return switch (wit) {
      case Primitive primitive -> {
        Class<?> expected = javaClass(primitive);
        require(
            java == expected || java == MethodType.methodType(expected).wrap().returnType(),
            primitive.witName(),
            java);
        yield primitive;
      }
      case ListType(var element) -> {
        Optional<Class<?>> array = arrayClass(element);
        if (array.isPresent()) {
          require(java == array.get(), "list<" + describe(element) + ">", java);
          yield wit;
        }
        yield new ListType(bindElement(element, argument(java, List.class, "list", 1, 0)));
      }
      case FixedListType(var element, var length) -> {
        Optional<Class<?>> array = arrayClass(element);
        if (array.isPresent()) {
          require(java == array.get(), "list<" + describe(element) + ">", java);
          yield wit;
        }
        yield new FixedListType(
            bindElement(element, argument(java, List.class, "list", 1, 0)), length);
      }
      case MapType(var key, var value) ->
          new MapType(
              bindElement(key, argument(java, Map.class, "map", 2, 0)),
              bindElement(value, argument(java, Map.class, "map", 2, 1)));
      case RecordType(var fields, var codec) -> bindRecord(fields, java);
      case VariantType(var cases, var codec) -> bindVariant(cases, java);
      case EnumType(var labels, var codec) ->
          new EnumType(labels, EnumClass.of(classOf(java, "enum"), labels));
      case FlagsType(var labels, var codec) -> {
        Class<?> constants = classOf(argument(java, Set.class, "flags", 1, 0), "flags");
        yield new FlagsType(labels, EnumClass.of(constants, labels).flags());
      }
      case OptionType(var element) ->
          new OptionType(bindElement(element, argument(java, Optional.class, "option", 1, 0)));
      case ResultType(var ok, var error) ->
          new ResultType(
              bindPayload(ok, argument(java, Result.class, "result", 2, 0), "ok"),
              bindPayload(error, argument(java, Result.class, "result", 2, 1), "err"));
      case TupleType(var elements) -> bindTuple(elements, java);
      case OwnType(var resource, var codec) -> new OwnType(resource, bindResource(resource, java));
      case BorrowType(var resource, var codec) ->
          new BorrowType(resource, bindResource(resource, java));
      case StreamType _ -> throw new Mismatch("bindings cannot express `stream` yet");
      case FutureType _ -> throw new Mismatch("bindings cannot express `future` yet");
    };
  }

  private ValType bindRecord(List<Field> fields, Type java) throws Mismatch {
    Class<?> type = classOf(java, "record");
    require(type.isRecord(), "a record", java);
    RecordComponent[] components = type.getRecordComponents();
    if (fields.size() != components.length) {
      throw new Mismatch(
          "the WIT record has %d fields, `%s` has %d"
              .formatted(fields.size(), type.getSimpleName(), components.length));
    }
    List<Field> bound = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      Field field = fields.get(i);
      requireName(field.name(), WitNames.of(components[i]), type);
      try {
        bound.add(new Field(field.name(), bind(field.type(), components[i])));
      } catch (Mismatch e) {
        throw e.in("field `" + field.name() + "` of `" + type.getSimpleName() + "`");
      }
    }
    return new RecordType(bound, RecordClass.of(lookup, type));
  }

  private ValType bind(ValType wit, RecordComponent component) throws Mismatch {
    ValType bound = bind(wit, component.getGenericType());
    if (NumberTypes.hasNumbers(wit)) {
      NumberTypes.check(wit, component.getAnnotatedType());
    }
    return bound;
  }

  private ValType bindVariant(List<Case> cases, Type java) throws Mismatch {
    Class<?> type = classOf(java, "variant");
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      throw new Mismatch("a variant wants a sealed interface, not `" + name(java) + "`");
    }
    if (permitted.length != cases.size()) {
      throw new Mismatch(
          "the WIT variant has %d cases, `%s` has %d"
              .formatted(cases.size(), type.getSimpleName(), permitted.length));
    }
    List<Case> bound = new ArrayList<>();
    for (int i = 0; i < permitted.length; i++) {
      Case of = cases.get(i);
      Class<?> record = permitted[i];
      requireName(of.name(), WitNames.of(record), type);
      require(record.isRecord(), "a case", record);
      RecordComponent[] payload = record.getRecordComponents();
      if (payload.length != of.type().stream().count()) {
        throw new Mismatch(
            "the case `%s` has %s payload, `%s` has %d components"
                .formatted(
                    of.name(), of.type().isPresent() ? "a" : "no", name(record), payload.length));
      }
      if (of.type().isEmpty()) {
        bound.add(of);
        continue;
      }
      try {
        bound.add(Case.of(of.name(), bind(of.type().get(), payload[0])));
      } catch (Mismatch e) {
        throw e.in("case `" + of.name() + "` of `" + type.getSimpleName() + "`");
      }
    }
    return new VariantType(bound, VariantClass.of(lookup, type));
  }

  private ValType bindTuple(List<ValType> elements, Type java) throws Mismatch {
    if (java == TupleN.class) {
      // Without type arguments: the elements keep their generic form.
      return new TupleType(elements);
    }
    if (!(java instanceof ParameterizedType type)
        || !(type.getRawType() instanceof Class<?> raw)
        || !Tuple.class.isAssignableFrom(raw)) {
      throw new Mismatch("a tuple wants a tuple class, not `" + name(java) + "`");
    }
    Type[] arguments = type.getActualTypeArguments();
    if (arguments.length != elements.size()) {
      throw new Mismatch(
          "the WIT tuple has %d elements, `%s` has %d"
              .formatted(elements.size(), name(raw), arguments.length));
    }
    List<ValType> bound = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      bound.add(bindElement(elements.get(i), arguments[i]));
    }
    return new TupleType(bound);
  }

  private ResourceCodec bindResource(ResourceType resource, Type java) throws Mismatch {
    Class<?> type = classOf(java, "resource");
    require(type.isInterface(), "the resource `" + resource.name() + "`", java);
    metResources = true;
    return resources.codec(resource, type);
  }

  private ValType bindElement(ValType wit, Type java) throws Mismatch {
    try {
      return bind(wit, java);
    } catch (Mismatch e) {
      throw e.in("an element");
    }
  }

  private Optional<ValType> bindPayload(Optional<ValType> wit, Type java, String side)
      throws Mismatch {
    if (wit.isEmpty()) {
      require(java == Void.class, "`" + side + "` without a payload", java);
      return wit;
    }
    try {
      return Optional.of(bind(wit.get(), java));
    } catch (Mismatch e) {
      throw e.in("the `" + side + "` side");
    }
  }

  private static Class<?> classOf(Type java, String what) throws Mismatch {
    if (java instanceof Class<?> type) {
      return type;
    }
    throw new Mismatch("a WIT %s does not fit `%s`".formatted(what, name(java)));
  }

  private static Type argument(Type java, Class<?> raw, String what, int arity, int index)
      throws Mismatch {
    if (java instanceof ParameterizedType type
        && type.getRawType() == raw
        && type.getActualTypeArguments().length == arity) {
      return type.getActualTypeArguments()[index];
    }
    throw new Mismatch(
        "a WIT %s wants `%s`, not `%s`".formatted(what, raw.getSimpleName(), name(java)));
  }

  private static void require(boolean fits, String wit, Type java) throws Mismatch {
    if (!fits) {
      throw new Mismatch("`%s` does not fit %s".formatted(name(java), quoted(wit)));
    }
  }

  private static String quoted(String wit) {
    return wit.indexOf(' ') < 0 ? "`" + wit + "`" : wit;
  }

  private static void requireName(String wit, String java, Class<?> type) throws Mismatch {
    if (!wit.equals(java)) {
      throw new Mismatch(
          "WIT has `%s` where `%s` has `%s`".formatted(wit, type.getSimpleName(), java));
    }
  }

  private static String name(Type java) {
    return java instanceof Class<?> type ? type.getSimpleName() : java.getTypeName();
  }

  private static String describe(ValType element) {
    return element instanceof Primitive primitive ? primitive.witName() : "…";
  }

  private static Class<?> javaClass(Primitive primitive) throws Mismatch {
    return switch (primitive) {
      case BOOL -> boolean.class;
      case S8 -> byte.class;
      case S16 -> short.class;
      case U8, U16, S32, CHAR -> int.class;
      case U32, S64, U64 -> long.class;
      case F32 -> float.class;
      case F64 -> double.class;
      case STRING -> String.class;
      case ERROR_CONTEXT -> throw new Mismatch("bindings cannot express `error-context` yet");
    };
  }

  private static Optional<Class<?>> arrayClass(ValType element) {
    if (!(element instanceof Primitive primitive)) {
      return Optional.empty();
    }
    return switch (primitive) {
      case BOOL -> Optional.of(boolean[].class);
      case S8, U8 -> Optional.of(byte[].class);
      case S16, U16 -> Optional.of(short[].class);
      case S32, U32 -> Optional.of(int[].class);
      case S64, U64 -> Optional.of(long[].class);
      case F32 -> Optional.of(float[].class);
      case F64 -> Optional.of(double[].class);
      case CHAR, STRING, ERROR_CONTEXT -> Optional.empty();
    };
  }
}
