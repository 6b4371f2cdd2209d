package dev.witj.binary.internal.core;

import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.ValType;

/**
 * Value types as numbers, so that reader and validator need no objects. Number types count from 1
 * in the order of {@link NumType}. A reference has bit 3 set, nullability in bit 0 and its heap
 * type from bit 4 on: the ordinal of an abstract one, {@link #BOTTOM_HEAP}, or {@link #FIRST_INDEX}
 * plus the index of a concrete one.
 */
public final class TypeCode {
  /** The type of what unreachable code leaves: below every other. */
  public static final int BOTTOM = 0;

  public static final int I32 = 1;
  static final int I64 = 2;
  static final int F32 = 3;
  static final int F64 = 4;
  static final int V128 = 5;

  /** The heap type below every other, of references that come out of unreachable code. */
  public static final int BOTTOM_HEAP = 31;

  /** What a packed field holds; no value has this type. */
  static final int PACKED_I8 = 6;

  static final int PACKED_I16 = 7;

  static final int FIRST_INDEX = 32;

  /** The largest index that a code can hold. */
  static final int MAX_INDEX = (1 << 27) - FIRST_INDEX - 1;

  private TypeCode() {}

  public static boolean isRef(int code) {
    return (code & 8) != 0;
  }

  public static boolean isNullable(int code) {
    return (code & 1) != 0;
  }

  public static int heap(int ref) {
    return ref >>> 4;
  }

  public static int ref(boolean nullable, int heap) {
    return heap << 4 | 8 | (nullable ? 1 : 0);
  }

  static int nonNull(int ref) {
    return ref & ~1;
  }

  public static boolean isConcrete(int heap) {
    return heap >= FIRST_INDEX;
  }

  public static int index(int heap) {
    return heap - FIRST_INDEX;
  }

  static int concrete(int index) {
    return index + FIRST_INDEX;
  }

  public static int of(HeapType heap) {
    return switch (heap) {
      case HeapType.Abstract a -> a.ordinal();
      case HeapType.Concrete concrete -> concrete(concrete.index());
    };
  }

  public static int of(ValType type) {
    return switch (type) {
      case NumType number -> number.ordinal() + 1;
      case RefType ref -> ref(ref.nullable(), of(ref.heap()));
    };
  }

  public static HeapType heapType(int heap) {
    return isConcrete(heap) ? new HeapType.Concrete(index(heap)) : HeapType.Abstract.at(heap);
  }

  public static ValType valType(int code) {
    return switch (code) {
      case I32 -> NumType.I32;
      case I64 -> NumType.I64;
      case F32 -> NumType.F32;
      case F64 -> NumType.F64;
      case V128 -> NumType.V128;
      default -> refType(code);
    };
  }

  public static RefType refType(int code) {
    return new RefType(isNullable(code), heapType(heap(code)));
  }

  static boolean isPacked(int storage) {
    return storage == PACKED_I8 || storage == PACKED_I16;
  }

  /** The type of the value that is read from a field. */
  static int unpacked(int storage) {
    return isPacked(storage) ? I32 : storage;
  }

  /** The text form of a type, or of what a field holds. */
  public static String name(int code) {
    return switch (code) {
      case BOTTOM -> "a type";
      case PACKED_I8 -> "i8";
      case PACKED_I16 -> "i16";
      default ->
          isRef(code) && heap(code) == BOTTOM_HEAP ? "a reference" : valType(code).toString();
    };
  }
}
