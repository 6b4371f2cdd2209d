package dev.witj.runtime.bind;

import dev.witj.binary.component.DefinedType;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.ValueType;
import dev.witj.runtime.async.ErrorContext;
import dev.witj.runtime.async.StreamReader;
import dev.witj.runtime.async.WitFuture;
import dev.witj.runtime.value.FuncCodec;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple;
import dev.witj.runtime.value.TupleN;
import dev.witj.runtime.value.ValueCodec;
import dev.witj.runtime.value.ValueCodec.ResourceCodec;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks over a WIT type and the Java type that stands for it, checks that they agree and gives the
 * codecs that make and read the Java values.
 *
 * <p>A pair that was met is not walked again, so that shared parts cost once.
 */
final class TypeBinder {
  /** What stands for handles of a resource. */
  @FunctionalInterface
  interface Resources {
    ResourceCodec codec(ResourceName resource, Class<?> javaType) throws Mismatch;
  }

  private final MethodHandles.Lookup lookup;
  private final Resources resources;
  private final IdentityHashMap<DefinedType, Map<Type, ValueCodec>> known = new IdentityHashMap<>();
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
   * The codecs of a function that a Java method asks for.
   *
   * @param first how many parameters in front are no parameters of the method; they stay generic
   */
  FuncCodec bind(FunctionType of, Method method, int first) throws Mismatch {
    Signature<ValueType> type = of.signature();
    if (type.async() != blocks(method)) {
      throw new Mismatch(
          type.async()
              ? "the WIT function is `async`, the Java method throws no InterruptedException"
              : "the WIT function is not `async`, the Java method throws InterruptedException");
    }
    Type[] java = method.getGenericParameterTypes();
    if (type.params().size() != java.length + first) {
      throw new Mismatch(
          "the WIT function has %s parameters, the Java method %s"
              .formatted(type.params().size() - first, java.length));
    }
    List<ValueCodec> params = new ArrayList<>(Collections.nCopies(first, ValueCodec.GENERIC));
    // Annotations are read from the class file; most functions need none.
    boolean numbers = type.params().stream().anyMatch(p -> NumberTypes.hasNumbers(p.type()));
    AnnotatedType[] annotated =
        numbers ? method.getAnnotatedParameterTypes() : new AnnotatedType[0];
    for (int i = 0; i < java.length; i++) {
      Field<ValueType> param = type.params().get(i + first);
      try {
        params.add(bind(param.type(), java[i]));
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
      return new FuncCodec(params, ValueCodec.GENERIC);
    }
    try {
      ValueType result = type.result().get();
      ValueCodec codec = bind(result, method.getGenericReturnType());
      if (NumberTypes.hasNumbers(result)) {
        NumberTypes.check(result, method.getAnnotatedReturnType());
      }
      return new FuncCodec(params, codec);
    } catch (Mismatch e) {
      throw e.in("the result");
    }
  }

  /** Whether a method stands for an {@code async func}: an interrupt ends its waiting. */
  static boolean blocks(Method method) {
    return List.of(method.getExceptionTypes()).contains(InterruptedException.class);
  }

  /** The codecs of a WIT type that a Java type asks for. */
  ValueCodec bind(ValueType wit, Type java) throws Mismatch {
    return switch (wit) {
      case ValueType.Primitive(var primitive) -> bindPrimitive(primitive, java);
      case DefinedType defined -> {
        Map<Type, ValueCodec> byJava = known.computeIfAbsent(defined, _ -> new HashMap<>());
        ValueCodec bound = byJava.get(java);
        if (bound == null) {
          bound = bindNew(defined, java);
          byJava.put(java, bound);
        } else {
          metResources = true; // perhaps; to say so wrongly costs time only
        }
        yield bound;
      }
    };
  }

  private static ValueCodec bindPrimitive(PrimitiveType primitive, Type java) throws Mismatch {
    Class<?> expected = javaClass(primitive);
    require(
        java == expected || java == MethodType.methodType(expected).wrap().returnType(),
        primitive.toString(),
        java);
    return ValueCodec.GENERIC;
  }

  private ValueCodec bindNew(DefinedType wit, Type java) throws Mismatch {
    return switch (wit.definition()) {
      case Shape.Primitive(var primitive) -> bindPrimitive(primitive, java);
      case Shape.ListOf(var element) -> bindList(element, java);
      case Shape.FixedList(var element, _) -> bindList(element, java);
      case Shape.MapOf(var key, var value) ->
          new ValueCodec.PartsOf(
              List.of(
                  bindElement(key, argument(java, Map.class, "map", 2, 0)),
                  bindElement(value, argument(java, Map.class, "map", 2, 1))));
      case Shape.RecordOf(var fields) -> bindRecord(fields, java);
      case Shape.Variant(var cases) -> bindVariant(cases, java);
      case Shape.Enumeration(var labels) ->
          new ValueCodec.EnumOf(EnumClass.of(classOf(java, "enum"), labels));
      case Shape.Flags(var labels) -> {
        Class<?> constants = classOf(argument(java, Set.class, "flags", 1, 0), "flags");
        yield new ValueCodec.FlagsOf(EnumClass.of(constants, labels).flags());
      }
      case Shape.Option(var element) ->
          new ValueCodec.PartsOf(
              List.of(bindElement(element, argument(java, Optional.class, "option", 1, 0))));
      case Shape.Result(var ok, var error) -> {
        List<ValueCodec> parts = new ArrayList<>();
        bindPayload(ok, argument(java, Result.class, "result", 2, 0), "ok", parts);
        bindPayload(error, argument(java, Result.class, "result", 2, 1), "err", parts);
        yield new ValueCodec.PartsOf(parts);
      }
      case Shape.Tuple(var elements) -> bindTuple(elements, java);
      case Shape.ResourceHandle<ValueType, ResourceName> handle ->
          new ValueCodec.HandleOf(bindResource(handle.resource(), java));
      case Shape.Stream(var item) ->
          bindItem(item, argument(java, StreamReader.class, "stream", 1, 0));
      case Shape.Future(var value) ->
          bindItem(value, argument(java, WitFuture.class, "future", 1, 0));
    };
  }

  /** What a stream or a future gives. */
  private ValueCodec bindItem(Optional<ValueType> wit, Type java) throws Mismatch {
    if (wit.isEmpty()) {
      require(java == Void.class, "an element without a type", java);
      return ValueCodec.GENERIC;
    }
    return new ValueCodec.PartsOf(List.of(bindElement(wit.get(), java)));
  }

  private ValueCodec bindList(ValueType element, Type java) throws Mismatch {
    Optional<Class<?>> array = arrayClass(element);
    if (array.isPresent()) {
      require(java == array.get(), "list<" + describe(element) + ">", java);
      return ValueCodec.GENERIC;
    }
    return new ValueCodec.PartsOf(
        List.of(bindElement(element, argument(java, List.class, "list", 1, 0))));
  }

  private ValueCodec bindRecord(List<Field<ValueType>> fields, Type java) throws Mismatch {
    Class<?> type = classOf(java, "record");
    require(type.isRecord(), "a record", java);
    RecordComponent[] components = type.getRecordComponents();
    if (fields.size() != components.length) {
      throw new Mismatch(
          "the WIT record has %s fields, `%s` has %s"
              .formatted(fields.size(), type.getSimpleName(), components.length));
    }
    List<ValueCodec> bound = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      Field<ValueType> field = fields.get(i);
      requireName(field.name(), WitNames.of(components[i]), type);
      try {
        bound.add(bind(field.type(), components[i]));
      } catch (Mismatch e) {
        throw e.in("field `" + field.name() + "` of `" + type.getSimpleName() + "`");
      }
    }
    return new ValueCodec.RecordOf(RecordClass.of(lookup, type), bound);
  }

  private ValueCodec bind(ValueType wit, RecordComponent component) throws Mismatch {
    ValueCodec bound = bind(wit, component.getGenericType());
    if (NumberTypes.hasNumbers(wit)) {
      NumberTypes.check(wit, component.getAnnotatedType());
    }
    return bound;
  }

  private ValueCodec bindVariant(List<Case<ValueType>> cases, Type java) throws Mismatch {
    Class<?> type = classOf(java, "variant");
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      throw new Mismatch("a variant wants a sealed interface, not `" + name(java) + "`");
    }
    if (permitted.length != cases.size()) {
      throw new Mismatch(
          "the WIT variant has %s cases, `%s` has %s"
              .formatted(cases.size(), type.getSimpleName(), permitted.length));
    }
    List<ValueCodec> bound = new ArrayList<>();
    for (int i = 0; i < permitted.length; i++) {
      Case<ValueType> of = cases.get(i);
      Class<?> record = permitted[i];
      requireName(of.name(), WitNames.of(record), type);
      require(record.isRecord(), "a case", record);
      RecordComponent[] payload = record.getRecordComponents();
      if (payload.length != of.type().stream().count()) {
        throw new Mismatch(
            "the case `%s` has %s payload, `%s` has %s components"
                .formatted(
                    of.name(), of.type().isPresent() ? "a" : "no", name(record), payload.length));
      }
      if (of.type().isEmpty()) {
        bound.add(ValueCodec.GENERIC);
        continue;
      }
      try {
        bound.add(bind(of.type().get(), payload[0]));
      } catch (Mismatch e) {
        throw e.in("case `" + of.name() + "` of `" + type.getSimpleName() + "`");
      }
    }
    return new ValueCodec.VariantOf(VariantClass.of(lookup, type), bound);
  }

  private ValueCodec bindTuple(List<ValueType> elements, Type java) throws Mismatch {
    if (java == TupleN.class) {
      // Without type arguments: the elements keep their generic form.
      return ValueCodec.GENERIC;
    }
    if (!(java instanceof ParameterizedType type)
        || !(type.getRawType() instanceof Class<?> raw)
        || !Tuple.class.isAssignableFrom(raw)) {
      throw new Mismatch("a tuple wants a tuple class, not `" + name(java) + "`");
    }
    Type[] arguments = type.getActualTypeArguments();
    if (arguments.length != elements.size()) {
      throw new Mismatch(
          "the WIT tuple has %s elements, `%s` has %s"
              .formatted(elements.size(), name(raw), arguments.length));
    }
    List<ValueCodec> bound = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      bound.add(bindElement(elements.get(i), arguments[i]));
    }
    return new ValueCodec.PartsOf(bound);
  }

  private ResourceCodec bindResource(ResourceName resource, Type java) throws Mismatch {
    Class<?> type = classOf(java, "resource");
    require(type.isInterface(), "the resource `" + resource + "`", java);
    metResources = true;
    return resources.codec(resource, type);
  }

  private ValueCodec bindElement(ValueType wit, Type java) throws Mismatch {
    try {
      return bind(wit, java);
    } catch (Mismatch e) {
      throw e.in("an element");
    }
  }

  private void bindPayload(Optional<ValueType> wit, Type java, String side, List<ValueCodec> into)
      throws Mismatch {
    if (wit.isEmpty()) {
      require(java == Void.class, "`" + side + "` without a payload", java);
      return;
    }
    try {
      into.add(bind(wit.get(), java));
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

  private static String describe(ValueType element) {
    return element.shape() instanceof Shape.Primitive(var primitive) ? primitive.toString() : "…";
  }

  private static Class<?> javaClass(PrimitiveType primitive) {
    return switch (primitive) {
      case BOOL -> boolean.class;
      case S8 -> byte.class;
      case S16 -> short.class;
      case U8, U16, S32, CHAR -> int.class;
      case U32, S64, U64 -> long.class;
      case F32 -> float.class;
      case F64 -> double.class;
      case STRING -> String.class;
      case ERROR_CONTEXT -> ErrorContext.class;
    };
  }

  private static Optional<Class<?>> arrayClass(ValueType element) {
    if (!(element.shape() instanceof Shape.Primitive(var primitive))) {
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
