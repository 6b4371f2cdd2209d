package dev.witj.engine.internal.gc;

import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.StorageType;
import dev.witj.engine.GuestObject;
import dev.witj.engine.ObjectHeap;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An array, which is one of Java's with a type: of bytes or shorts if its elements are packed, and
 * of two longs for each vector.
 *
 * <p>Compiled code calls static methods that take the operands in the order of the instruction, and
 * then what is known when it is compiled. For {@code array.new_fixed} it makes an array with {@link
 * #create} and takes the operands from the stack, the last first, with {@code init…(value, array,
 * index)}. The names end in the kind of elements: {@code 8} and {@code 16} are packed.
 */
public final class Array implements GuestObject {
  /** The longest array that every JVM makes. */
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);
  private static final VarHandle FLOAT = view(float[].class);
  private static final VarHandle DOUBLE = view(double[].class);

  private final RuntimeType type;
  private final Object elements;
  private final int length;

  private Array(RuntimeType type, Object elements, int length) {
    this.type = type;
    this.elements = elements;
    this.length = length;
  }

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public Kind kind() {
    return Kind.ARRAY;
  }

  /** Its type. */
  public RuntimeType type() {
    return type;
  }

  private static StorageType storage(RuntimeType type) {
    return ((ArrayType) type.composite()).element().storage();
  }

  /**
   * One whose elements are zero or null.
   *
   * @param length an unsigned number
   */
  public static Array create(int length, RuntimeType type, ObjectHeap heap) {
    StorageType storage = storage(type);
    if (length < 0 || length > (storage == NumType.V128 ? MAX_LENGTH / 2 : MAX_LENGTH)) {
      throw new Trap(TrapKind.ALLOCATION_TOO_LARGE);
    }
    long bytes =
        RuntimeType.BYTES + RuntimeType.ARRAY_BYTES + (long) length * elementBytes(storage);
    try {
      heap.demand(bytes);
      Object elements =
          switch (storage) {
            case RefType _ -> new Object[length];
            case StorageType.Packed packed ->
                packed == StorageType.Packed.I8 ? new byte[length] : new short[length];
            case NumType number ->
                switch (number) {
                  case I32 -> new int[length];
                  case I64 -> new long[length];
                  case F32 -> new float[length];
                  case F64 -> new double[length];
                  case V128 -> new long[2 * length];
                };
          };
      Array made = new Array(type, elements, length);
      if (heap.take(bytes)) {
        heap.sample(made, bytes);
      }
      return made;
    } catch (OutOfMemoryError e) {
      throw new Trap(TrapKind.ALLOCATION_TOO_LARGE, e);
    }
  }

  /** One with elements out of a frame, by position. */
  public static Array createSpilled(
      long[] numbers,
      @Nullable Object[] objects,
      int from,
      int length,
      RuntimeType type,
      ObjectHeap heap) {
    Array made = create(length, type, heap);
    for (int i = 0; i < length; i++) {
      switch (made.elements) {
        case byte[] there -> there[i] = (byte) numbers[from + i];
        case short[] there -> there[i] = (short) numbers[from + i];
        case int[] there -> there[i] = (int) numbers[from + i];
        case float[] there -> there[i] = Float.intBitsToFloat((int) numbers[from + i]);
        case double[] there -> there[i] = Double.longBitsToDouble(numbers[from + i]);
        case long[] there -> {
          int slots = made.slots();
          System.arraycopy(numbers, from + slots * i, there, slots * i, slots);
        }
        case Object[] there -> there[i] = objects[from + i];
        default -> throw new IllegalStateException("no elements");
      }
    }
    return made;
  }

  private static Array of(@Nullable Object reference) {
    if (reference == null) {
      throw new Trap(TrapKind.NULL_REFERENCE);
    }
    return (Array) reference;
  }

  /** The array, if so many elements from an index on, both unsigned, lie in it. */
  private static Array range(@Nullable Object reference, int index, int count) {
    Array array = of(reference);
    if (Integer.toUnsignedLong(index) + Integer.toUnsignedLong(count) > array.length) {
      throw new Trap(TrapKind.ARRAY_OUT_OF_BOUNDS);
    }
    return array;
  }

  /** The array, if an index, which is unsigned, lies in it. */
  private static Array element(@Nullable Object reference, int index) {
    Array array = of(reference);
    if (Integer.compareUnsigned(index, array.length) >= 0) {
      throw new Trap(TrapKind.ARRAY_OUT_OF_BOUNDS);
    }
    return array;
  }

  /** {@code array.len}. */
  public static int length(@Nullable Object array) {
    return of(array).length;
  }

  /** {@code array.get_s}. */
  public static int getS8(@Nullable Object array, int index) {
    return ((byte[]) element(array, index).elements)[index];
  }

  /** {@code array.get_u}. */
  public static int getU8(@Nullable Object array, int index) {
    return ((byte[]) element(array, index).elements)[index] & 0xff;
  }

  /** {@code array.set}. */
  public static void set8(@Nullable Object array, int index, int value) {
    ((byte[]) element(array, index).elements)[index] = (byte) value;
  }

  /** Sets an element of a new array. */
  public static void init8(int value, Array array, int index) {
    ((byte[]) array.elements)[index] = (byte) value;
  }

  /** {@code array.fill}. */
  public static void fill8(@Nullable Object array, int index, int value, int count) {
    byte[] elements = (byte[]) range(array, index, count).elements;
    Arrays.fill(elements, index, index + count, (byte) value);
  }

  /** {@code array.new}. */
  public static Array create8(int value, int length, RuntimeType type, ObjectHeap heap) {
    Array array = create(length, type, heap);
    Arrays.fill((byte[]) array.elements, (byte) value);
    return array;
  }

  /** {@code array.get_s}. */
  public static int getS16(@Nullable Object array, int index) {
    return ((short[]) element(array, index).elements)[index];
  }

  /** {@code array.get_u}. */
  public static int getU16(@Nullable Object array, int index) {
    return ((short[]) element(array, index).elements)[index] & 0xffff;
  }

  /** {@code array.set}. */
  public static void set16(@Nullable Object array, int index, int value) {
    ((short[]) element(array, index).elements)[index] = (short) value;
  }

  /** Sets an element of a new array. */
  public static void init16(int value, Array array, int index) {
    ((short[]) array.elements)[index] = (short) value;
  }

  /** {@code array.fill}. */
  public static void fill16(@Nullable Object array, int index, int value, int count) {
    short[] elements = (short[]) range(array, index, count).elements;
    Arrays.fill(elements, index, index + count, (short) value);
  }

  /** {@code array.new}. */
  public static Array create16(int value, int length, RuntimeType type, ObjectHeap heap) {
    Array array = create(length, type, heap);
    Arrays.fill((short[]) array.elements, (short) value);
    return array;
  }

  /** {@code array.get}. */
  public static int getInt(@Nullable Object array, int index) {
    return ((int[]) element(array, index).elements)[index];
  }

  /** {@code array.set}. */
  public static void setInt(@Nullable Object array, int index, int value) {
    ((int[]) element(array, index).elements)[index] = value;
  }

  /** Sets an element of a new array. */
  public static void initInt(int value, Array array, int index) {
    ((int[]) array.elements)[index] = value;
  }

  /** {@code array.fill}. */
  public static void fillInt(@Nullable Object array, int index, int value, int count) {
    int[] elements = (int[]) range(array, index, count).elements;
    Arrays.fill(elements, index, index + count, value);
  }

  /** {@code array.new}. */
  public static Array createInt(int value, int length, RuntimeType type, ObjectHeap heap) {
    Array array = create(length, type, heap);
    Arrays.fill((int[]) array.elements, value);
    return array;
  }

  /** {@code array.get}. */
  public static long getLong(@Nullable Object array, int index) {
    return ((long[]) element(array, index).elements)[index];
  }

  /** {@code array.set}. */
  public static void setLong(@Nullable Object array, int index, long value) {
    ((long[]) element(array, index).elements)[index] = value;
  }

  /** Sets an element of a new array. */
  public static void initLong(long value, Array array, int index) {
    ((long[]) array.elements)[index] = value;
  }

  /** {@code array.fill}. */
  public static void fillLong(@Nullable Object array, int index, long value, int count) {
    long[] elements = (long[]) range(array, index, count).elements;
    Arrays.fill(elements, index, index + count, value);
  }

  /** {@code array.new}. */
  public static Array createLong(long value, int length, RuntimeType type, ObjectHeap heap) {
    Array array = create(length, type, heap);
    Arrays.fill((long[]) array.elements, value);
    return array;
  }

  /** {@code array.get}. */
  public static float getFloat(@Nullable Object array, int index) {
    return ((float[]) element(array, index).elements)[index];
  }

  /** {@code array.set}. */
  public static void setFloat(@Nullable Object array, int index, float value) {
    ((float[]) element(array, index).elements)[index] = value;
  }

  /** Sets an element of a new array. */
  public static void initFloat(float value, Array array, int index) {
    ((float[]) array.elements)[index] = value;
  }

  /** {@code array.fill}. */
  public static void fillFloat(@Nullable Object array, int index, float value, int count) {
    float[] elements = (float[]) range(array, index, count).elements;
    Arrays.fill(elements, index, index + count, value);
  }

  /** {@code array.new}. */
  public static Array createFloat(float value, int length, RuntimeType type, ObjectHeap heap) {
    Array array = create(length, type, heap);
    Arrays.fill((float[]) array.elements, value);
    return array;
  }

  /** {@code array.get}. */
  public static double getDouble(@Nullable Object array, int index) {
    return ((double[]) element(array, index).elements)[index];
  }

  /** {@code array.set}. */
  public static void setDouble(@Nullable Object array, int index, double value) {
    ((double[]) element(array, index).elements)[index] = value;
  }

  /** Sets an element of a new array. */
  public static void initDouble(double value, Array array, int index) {
    ((double[]) array.elements)[index] = value;
  }

  /** {@code array.fill}. */
  public static void fillDouble(@Nullable Object array, int index, double value, int count) {
    double[] elements = (double[]) range(array, index, count).elements;
    Arrays.fill(elements, index, index + count, value);
  }

  /** {@code array.new}. */
  public static Array createDouble(double value, int length, RuntimeType type, ObjectHeap heap) {
    Array array = create(length, type, heap);
    Arrays.fill((double[]) array.elements, value);
    return array;
  }

  /** {@code array.get}. */
  public static @Nullable Object getRef(@Nullable Object array, int index) {
    return ((@Nullable Object[]) element(array, index).elements)[index];
  }

  /** {@code array.set}. */
  public static void setRef(@Nullable Object array, int index, @Nullable Object value) {
    ((@Nullable Object[]) element(array, index).elements)[index] = value;
  }

  /** Sets an element of a new array. */
  public static void initRef(@Nullable Object value, Array array, int index) {
    ((@Nullable Object[]) array.elements)[index] = value;
  }

  /** {@code array.fill}. */
  public static void fillRef(@Nullable Object array, int index, @Nullable Object value, int count) {
    @Nullable Object[] elements = (@Nullable Object[]) range(array, index, count).elements;
    Arrays.fill(elements, index, index + count, value);
  }

  /** {@code array.new}. */
  public static Array createRef(
      @Nullable Object value, int length, RuntimeType type, ObjectHeap heap) {
    Array array = create(length, type, heap);
    Arrays.fill((@Nullable Object[]) array.elements, value);
    return array;
  }

  /** The lower half of what {@code array.get} gives. */
  public static long getLow(@Nullable Object array, int index) {
    return ((long[]) element(array, index).elements)[2 * index];
  }

  /** The upper half of what {@code array.get} gives. */
  public static long getHigh(@Nullable Object array, int index) {
    return ((long[]) element(array, index).elements)[2 * index + 1];
  }

  /** {@code array.set}. */
  public static void setVector(@Nullable Object array, int index, long low, long high) {
    initVector(low, high, element(array, index), index);
  }

  /** Sets an element of a new array. */
  public static void initVector(long low, long high, Array array, int index) {
    long[] elements = (long[]) array.elements;
    elements[2 * index] = low;
    elements[2 * index + 1] = high;
  }

  /** {@code array.fill}. */
  public static void fillVector(@Nullable Object array, int index, long low, long high, int count) {
    Array there = range(array, index, count);
    for (int i = index; i < index + count; i++) {
      initVector(low, high, there, i);
    }
  }

  /** {@code array.new}. */
  public static Array createVector(
      long low, long high, int length, RuntimeType type, ObjectHeap heap) {
    Array array = create(length, type, heap);
    for (int i = 0; i < length; i++) {
      initVector(low, high, array, i);
    }
    return array;
  }

  /** {@code array.copy}. */
  public static void copy(
      @Nullable Object target, int to, @Nullable Object source, int from, int count) {
    Array there = of(target);
    Array here = of(source);
    range(there, to, count);
    range(here, from, count);
    int slots = there.slots();
    System.arraycopy(here.elements, slots * from, there.elements, slots * to, slots * count);
  }

  private int slots() {
    return storage(type) == NumType.V128 ? 2 : 1;
  }

  /**
   * {@code array.new_elem}.
   *
   * @param segment what the segment holds; nothing once it is dropped
   */
  public static Array createElements(
      int from, int length, RuntimeType type, ObjectHeap heap, Elements segment) {
    checkElements(from, length, segment);
    Array array = create(length, type, heap);
    readElements(segment, from, array, 0, length);
    return array;
  }

  /**
   * {@code array.init_elem}.
   *
   * @param segment what the segment holds; nothing once it is dropped
   */
  public static void initElements(
      @Nullable Object array, int to, int from, int count, Elements segment) {
    Array there = range(array, to, count);
    checkElements(from, count, segment);
    readElements(segment, from, there, to, count);
  }

  private static void checkElements(int from, int count, Elements segment) {
    if (Integer.toUnsignedLong(from) + Integer.toUnsignedLong(count) > segment.size()) {
      throw new Trap(TrapKind.TABLE_OUT_OF_BOUNDS);
    }
  }

  private static void readElements(Elements segment, int from, Array array, int to, int count) {
    @Nullable Object[] into = (@Nullable Object[]) array.elements;
    for (int i = 0; i < count; i++) {
      into[to + i] = segment.get(from + i);
    }
  }

  /**
   * {@code array.new_data}.
   *
   * @param segment what the segment holds; nothing once it is dropped
   */
  public static Array createData(
      int from, int length, RuntimeType type, ObjectHeap heap, byte[] segment) {
    checkData(from, length, storage(type), segment);
    Array array = create(length, type, heap);
    array.read(segment, from, 0, length);
    return array;
  }

  /**
   * {@code array.init_data}.
   *
   * @param segment what the segment holds; nothing once it is dropped
   */
  public static void initData(@Nullable Object array, int to, int from, int count, byte[] segment) {
    Array there = range(array, to, count);
    checkData(from, count, storage(there.type), segment);
    there.read(segment, from, to, count);
  }

  private static void checkData(int from, int count, StorageType storage, byte[] segment) {
    long bytes = Integer.toUnsignedLong(count) * size(storage);
    if (Integer.toUnsignedLong(from) + bytes > segment.length) {
      throw new Trap(TrapKind.MEMORY_OUT_OF_BOUNDS);
    }
  }

  private static int elementBytes(StorageType storage) {
    return storage instanceof RefType ? ObjectHeap.REFERENCE_BYTES : size(storage);
  }

  private static int size(StorageType storage) {
    return switch (storage) {
      case StorageType.Packed packed -> packed == StorageType.Packed.I8 ? 1 : Short.BYTES;
      case NumType number ->
          switch (number) {
            case I32, F32 -> Integer.BYTES;
            case I64, F64 -> Long.BYTES;
            case V128 -> 2 * Long.BYTES;
          };
      case RefType _ -> throw new IllegalArgumentException("references have no bytes");
    };
  }

  /** Fills elements with little-endian bytes, which are there. */
  private void read(byte[] bytes, int from, int to, int count) {
    switch (elements) {
      case byte[] there -> System.arraycopy(bytes, from, there, to, count);
      case short[] there -> {
        for (int i = 0; i < count; i++) {
          there[to + i] = (short) SHORT.get(bytes, from + Short.BYTES * i);
        }
      }
      case int[] there -> {
        for (int i = 0; i < count; i++) {
          there[to + i] = (int) INT.get(bytes, from + Integer.BYTES * i);
        }
      }
      case float[] there -> {
        for (int i = 0; i < count; i++) {
          there[to + i] = (float) FLOAT.get(bytes, from + Float.BYTES * i);
        }
      }
      case double[] there -> {
        for (int i = 0; i < count; i++) {
          there[to + i] = (double) DOUBLE.get(bytes, from + Double.BYTES * i);
        }
      }
      case long[] there -> {
        int slots = slots();
        for (int i = 0; i < slots * count; i++) {
          there[slots * to + i] = (long) LONG.get(bytes, from + Long.BYTES * i);
        }
      }
      default -> throw new IllegalStateException("no numbers");
    }
  }
}
