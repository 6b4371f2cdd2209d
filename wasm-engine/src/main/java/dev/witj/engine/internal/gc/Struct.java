package dev.witj.engine.internal.gc;

import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.StructType;
import dev.witj.engine.GuestObject;
import dev.witj.engine.ObjectHeap;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import org.jspecify.annotations.Nullable;

/**
 * A structure. Numbers have a slot of eight bytes each, vectors two, and references slots of their
 * own; which slot a field has does not depend on the fields that follow, so that it is the same in
 * all subtypes.
 *
 * <p>Compiled code builds one with {@link #create}, takes the operands from the stack, the last
 * first, with {@code init…(value, struct, slot)}, and reads and changes fields with {@code
 * get…(struct, slot)} and {@code set…(struct, value, slot)}.
 */
public final class Struct implements GuestObject {
  private static final long[] NO_NUMBERS = {};
  private static final @Nullable Object[] NO_REFERENCES = {};

  private final RuntimeType type;
  private final long[] numbers;
  private final @Nullable Object[] references;

  private Struct(RuntimeType type) {
    this.type = type;
    this.numbers = type.numberSlots() == 0 ? NO_NUMBERS : new long[type.numberSlots()];
    this.references =
        type.referenceSlots() == 0 ? NO_REFERENCES : new Object[type.referenceSlots()];
  }

  @Override
  public Kind kind() {
    return Kind.STRUCT;
  }

  /** Its type. */
  public RuntimeType type() {
    return type;
  }

  /** The slots of fields among those of their kind; of a vector, that of the lower half. */
  public static int[] slots(StructType type) {
    int[] slots = new int[type.fields().size()];
    int numbers = 0;
    int references = 0;
    for (int i = 0; i < slots.length; i++) {
      FieldType field = type.fields().get(i);
      slots[i] = field.storage() instanceof RefType ? references : numbers;
      numbers += numberSlots(field);
      references += referenceSlots(field);
    }
    return slots;
  }

  static int numberSlots(FieldType field) {
    return field.storage() instanceof RefType ? 0 : field.storage() == NumType.V128 ? 2 : 1;
  }

  static int referenceSlots(FieldType field) {
    return field.storage() instanceof RefType ? 1 : 0;
  }

  /** One whose fields are zero or null. */
  public static Struct create(RuntimeType type, ObjectHeap heap) {
    try {
      Struct made = new Struct(type);
      if (heap.take(type.bytes())) {
        heap.sample(made, type.bytes());
      }
      return made;
    } catch (OutOfMemoryError e) {
      throw new Trap(TrapKind.ALLOCATION_TOO_LARGE, e);
    }
  }

  /** One with fields out of a frame, by position. */
  public static Struct createSpilled(
      long[] numbers, @Nullable Object[] objects, int from, RuntimeType type, ObjectHeap heap) {
    Struct made = create(type, heap);
    int number = 0;
    int reference = 0;
    int at = from;
    for (FieldType field : ((StructType) type.composite()).fields()) {
      if (field.storage() instanceof RefType) {
        made.references[reference++] = objects[at++];
      } else {
        for (int end = number + numberSlots(field); number < end; number++) {
          made.numbers[number] = numbers[at++];
        }
      }
    }
    return made;
  }

  private static Struct of(@Nullable Object reference) {
    if (reference == null) {
      throw new Trap(TrapKind.NULL_REFERENCE);
    }
    return (Struct) reference;
  }

  private static long number(@Nullable Object struct, int slot) {
    return of(struct).numbers[slot];
  }

  /** A packed field, with its sign. */
  public static int getS8(@Nullable Object struct, int slot) {
    return (byte) number(struct, slot);
  }

  /** A packed field, without a sign. */
  public static int getU8(@Nullable Object struct, int slot) {
    return (int) number(struct, slot) & 0xff;
  }

  /** A packed field, with its sign. */
  public static int getS16(@Nullable Object struct, int slot) {
    return (short) number(struct, slot);
  }

  /** A packed field, without a sign. */
  public static int getU16(@Nullable Object struct, int slot) {
    return (int) number(struct, slot) & 0xffff;
  }

  /** A field of this type. */
  public static int getInt(@Nullable Object struct, int slot) {
    return (int) number(struct, slot);
  }

  /** Changes a field, also one that is packed. */
  public static void setInt(@Nullable Object struct, int value, int slot) {
    of(struct).numbers[slot] = value;
  }

  /** Sets a field of a new structure. */
  public static void initInt(int value, Struct struct, int slot) {
    struct.numbers[slot] = value;
  }

  /** A field of this type. */
  public static long getLong(@Nullable Object struct, int slot) {
    return number(struct, slot);
  }

  /** Changes a field of this type. */
  public static void setLong(@Nullable Object struct, long value, int slot) {
    of(struct).numbers[slot] = value;
  }

  /** Sets a field of a new structure. */
  public static void initLong(long value, Struct struct, int slot) {
    struct.numbers[slot] = value;
  }

  /** A field of this type. */
  public static float getFloat(@Nullable Object struct, int slot) {
    return Float.intBitsToFloat((int) number(struct, slot));
  }

  /** Changes a field of this type. */
  public static void setFloat(@Nullable Object struct, float value, int slot) {
    of(struct).numbers[slot] = Float.floatToRawIntBits(value);
  }

  /** Sets a field of a new structure. */
  public static void initFloat(float value, Struct struct, int slot) {
    struct.numbers[slot] = Float.floatToRawIntBits(value);
  }

  /** A field of this type. */
  public static double getDouble(@Nullable Object struct, int slot) {
    return Double.longBitsToDouble(number(struct, slot));
  }

  /** Changes a field of this type. */
  public static void setDouble(@Nullable Object struct, double value, int slot) {
    of(struct).numbers[slot] = Double.doubleToRawLongBits(value);
  }

  /** Sets a field of a new structure. */
  public static void initDouble(double value, Struct struct, int slot) {
    struct.numbers[slot] = Double.doubleToRawLongBits(value);
  }

  /** The lower half of a field. */
  public static long getLow(@Nullable Object struct, int slot) {
    return number(struct, slot);
  }

  /** The upper half of a field. */
  public static long getHigh(@Nullable Object struct, int slot) {
    return number(struct, slot + 1);
  }

  /** Changes a field. */
  public static void setVector(@Nullable Object struct, long low, long high, int slot) {
    Struct there = of(struct);
    there.numbers[slot] = low;
    there.numbers[slot + 1] = high;
  }

  /** Sets a field of a new structure. */
  public static void initVector(long low, long high, Struct struct, int slot) {
    struct.numbers[slot] = low;
    struct.numbers[slot + 1] = high;
  }

  /** A field. */
  public static @Nullable Object getRef(@Nullable Object struct, int slot) {
    return of(struct).references[slot];
  }

  /** Changes a field. */
  public static void setRef(@Nullable Object struct, @Nullable Object value, int slot) {
    of(struct).references[slot] = value;
  }

  /** Sets a field of a new structure. */
  public static void initRef(@Nullable Object value, Struct struct, int slot) {
    struct.references[slot] = value;
  }
}
