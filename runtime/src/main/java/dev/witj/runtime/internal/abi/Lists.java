package dev.witj.runtime.internal.abi;

import dev.witj.binary.component.ValueType;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Java form of lists: arrays for booleans and numbers, of the width of the element and keeping
 * the bits of unsigned ones, and a {@link List} for everything else.
 */
public final class Lists {
  private Lists() {}

  /** The array that lists of a type are, null where they are a {@link List}. */
  public static @Nullable Class<?> arrayClass(ValueType element) {
    return element.shape() instanceof Shape.Primitive(var primitive) ? arrayClass(primitive) : null;
  }

  /** The array that lists of a primitive are, null where they are a {@link List}. */
  static @Nullable Class<?> arrayClass(PrimitiveType element) {
    return switch (element) {
      case BOOL -> boolean[].class;
      case S8, U8 -> byte[].class;
      case S16, U16 -> short[].class;
      case S32, U32 -> int[].class;
      case S64, U64 -> long[].class;
      case F32 -> float[].class;
      case F64 -> double[].class;
      case CHAR, STRING, ERROR_CONTEXT -> null;
    };
  }

  /** The list of these elements; the array may be kept. */
  public static Object of(Object[] elements, ValueType element) {
    Class<?> arrayClass = arrayClass(element);
    if (arrayClass == null) {
      return Collections.unmodifiableList(Arrays.asList(elements));
    }
    Object array = Array.newInstance(arrayClass.componentType(), elements.length);
    for (int i = 0; i < elements.length; i++) {
      Object it = elements[i];
      Array.set(
          array,
          i,
          switch (primitive(element)) {
            case U8 -> ((Integer) it).byteValue();
            case U16 -> ((Integer) it).shortValue();
            case U32 -> ((Long) it).intValue();
            case BOOL, S8, S16, S32, S64, U64, F32, F64, CHAR, STRING, ERROR_CONTEXT -> it;
          });
    }
    return array;
  }

  /**
   * The elements of a list in either form, one by one in the Java form of their type.
   *
   * @throws ClassCastException if the value is neither a list nor an array of the right class
   */
  public static List<?> elements(Object value, ValueType element) {
    if (value instanceof List<?> list) {
      return list;
    }
    if (value.getClass() != arrayClass(element)) {
      throw new ClassCastException(value.getClass().getName());
    }
    return new AbstractList<Object>() {
      @Override
      public Object get(int index) {
        Object it = Array.get(value, index);
        return switch (primitive(element)) {
          case U8 -> (Byte) it & 0xff;
          case U16 -> (Short) it & 0xffff;
          case U32 -> (Integer) it & 0xffff_ffffL;
          case BOOL, S8, S16, S32, S64, U64, F32, F64, CHAR, STRING, ERROR_CONTEXT -> it;
        };
      }

      @Override
      public int size() {
        return Array.getLength(value);
      }
    };
  }

  /** The type of the elements of an array. */
  private static PrimitiveType primitive(ValueType element) {
    if (element.shape() instanceof Shape.Primitive(var primitive)) {
      return primitive;
    }
    throw new IllegalArgumentException("not a list that is an array: " + element);
  }
}
