package dev.witj.runtime.bind;

import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ValueType;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the WIT numbers apart that one Java type stands for: the annotations beside the Java type
 * say which it is.
 */
final class NumberTypes {
  private static final Map<PrimitiveType, Class<? extends Annotation>> ANNOTATIONS =
      new EnumMap<>(
          Map.of(
              PrimitiveType.U8, U8.class,
              PrimitiveType.U16, U16.class,
              PrimitiveType.U32, U32.class,
              PrimitiveType.U64, U64.class,
              PrimitiveType.CHAR, Char.class));

  private NumberTypes() {}

  /**
   * Compares the numbers in a WIT type with those of a Java type that has the right form. Classes
   * of the user's own are not looked into.
   */
  static void check(ValueType wit, AnnotatedType java) throws Mismatch {
    switch (wit.shape()) {
      case Shape.Primitive(var primitive) -> check(primitive, java);
      case Shape.ListOf(var element) -> checkElement(element, java);
      case Shape.FixedList(var element, _) -> checkElement(element, java);
      case Shape.Option(var element) -> checkArguments(java, List.of(Optional.of(element)));
      case Shape.MapOf(var key, var value) ->
          checkArguments(java, List.of(Optional.of(key), Optional.of(value)));
      case Shape.Result(var ok, var error) -> checkArguments(java, List.of(ok, error));
      case Shape.Tuple(var elements) ->
          checkArguments(java, elements.stream().map(Optional::of).toList());
      case Shape.Channel<ValueType, ResourceName> channel ->
          checkArguments(java, List.of(channel.element()));
      case Shape.RecordOf(_), Shape.Variant(_), Shape.Enumeration(_), Shape.Flags(_) -> {}
      case Shape.ResourceHandle<ValueType, ResourceName> _ -> {}
    }
  }

  /** Whether there is anything to compare in a type, as far as it is looked into. */
  static boolean hasNumbers(ValueType wit) {
    return switch (wit.shape()) {
      case Shape.Primitive(var primitive) -> isNumber(primitive);
      case Shape.ListOf(var element) -> hasNumbers(element);
      case Shape.FixedList(var element, _) -> hasNumbers(element);
      case Shape.Option(var element) -> hasNumbers(element);
      case Shape.MapOf(var key, var value) -> hasNumbers(key) || hasNumbers(value);
      case Shape.Result(var ok, var error) ->
          ok.filter(NumberTypes::hasNumbers).isPresent()
              || error.filter(NumberTypes::hasNumbers).isPresent();
      case Shape.Tuple(var elements) -> elements.stream().anyMatch(NumberTypes::hasNumbers);
      case Shape.Channel<ValueType, ResourceName> channel ->
          channel.element().filter(NumberTypes::hasNumbers).isPresent();
      case Shape.RecordOf(_), Shape.Variant(_), Shape.Enumeration(_), Shape.Flags(_) -> false;
      case Shape.ResourceHandle<ValueType, ResourceName> _ -> false;
    };
  }

  private static boolean isNumber(PrimitiveType primitive) {
    return switch (primitive) {
      case S8, U8, S16, U16, S32, U32, S64, U64, CHAR -> true;
      case BOOL, F32, F64, STRING, ERROR_CONTEXT -> false;
    };
  }

  private static void check(PrimitiveType primitive, AnnotatedType java) throws Mismatch {
    if (!isNumber(primitive)) {
      return;
    }
    Class<? extends Annotation> wanted = ANNOTATIONS.get(primitive);
    for (Annotation given : java.getAnnotations()) {
      if (ANNOTATIONS.containsValue(given.annotationType()) && given.annotationType() != wanted) {
        throw mismatch(primitive, given.annotationType().getSimpleName());
      }
    }
    if (wanted != null && !java.isAnnotationPresent(wanted)) {
      throw mismatch(primitive, signed(java));
    }
  }

  /** The signed number that a Java type stands for. */
  private static String signed(AnnotatedType java) {
    String name = java.getType().getTypeName();
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "byte", "Byte" -> "s8";
      case "short", "Short" -> "s16";
      case "int", "Integer" -> "s32";
      default -> "s64";
    };
  }

  private static Mismatch mismatch(PrimitiveType primitive, String bound) {
    return new Mismatch(
        "the component has `%s`, the binding `%s`"
            .formatted(primitive, bound.toLowerCase(java.util.Locale.ROOT)));
  }

  private static void checkElement(ValueType element, AnnotatedType java) throws Mismatch {
    if (java instanceof AnnotatedArrayType array) {
      checkPart(element, array.getAnnotatedGenericComponentType());
    } else {
      checkArguments(java, List.of(Optional.of(element)));
    }
  }

  private static void checkArguments(AnnotatedType java, List<Optional<ValueType>> types)
      throws Mismatch {
    // A tuple that is too long for a class of its own has no arguments.
    if (java instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      for (int i = 0; i < arguments.length; i++) {
        if (types.get(i).isPresent()) {
          checkPart(types.get(i).get(), arguments[i]);
        }
      }
    }
  }

  private static void checkPart(ValueType wit, AnnotatedType java) throws Mismatch {
    if (hasNumbers(wit)) {
      try {
        check(wit, java);
      } catch (Mismatch e) {
        throw e.in("an element");
      }
    }
  }
}
