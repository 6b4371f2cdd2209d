package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.binary.core.AddressType;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.core.LinearMemory;
import dev.witj.types.PrimitiveType;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values out of memory. Pointers that are passed in are aligned and in bounds; those found in
 * memory are checked. Nothing here calls the guest.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#loading">Loading</a>
 */
public final class Load {
  /** About what an object takes in the Java heap beside its parts, and each of these. */
  static final int OBJECT = 16;

  static final int REFERENCE = 8;

  /** About what an entry of a map takes. */
  private static final int ENTRY = 96;

  /** The largest length of a list or a string in bytes. */
  static final long MAX_BYTE_LENGTH = (1 << 28) - 1;

  private Load() {}

  /** The value of a type at an aligned address in bounds. */
  public static Object load(LiftLowerContext cx, long pointer, AbiType type) {
    return switch (type) {
      case AbiType.Scalar scalar -> {
        cx.useFuel(OBJECT);
        yield loadScalar(cx, pointer, scalar);
      }
      case AbiType.StringOf string ->
          Strings.load(
              cx,
              string.addressType(),
              loadPointer(cx, pointer, string.addressType()),
              loadPointer(cx, pointer + string.addressType().size(), string.addressType()));
      case AbiType.ListOf list ->
          loadListFromRange(
              cx,
              loadPointer(cx, pointer, list.addressType()),
              loadPointer(cx, pointer + list.addressType().size(), list.addressType()),
              list);
      case AbiType.FixedList list -> loadElements(cx, pointer, list.length(), list.element());
      case AbiType.RecordOf fields -> loadRecord(cx, pointer, fields);
      case AbiType.VariantOf variant -> loadVariant(cx, pointer, variant);
      case AbiType.FlagsOf flags -> {
        cx.useFuel(2 * OBJECT);
        yield flags.codec().construct(loadUnsigned(cx, pointer, flags.alignment()) & flags.mask());
      }
      case AbiType.Own own -> Resources.liftOwn(cx, cx.memory().getInt(pointer), own);
      case AbiType.Borrow borrow -> Resources.liftBorrow(cx, cx.memory().getInt(pointer), borrow);
      case AbiType.AsyncHandle handle -> Channels.lift(cx, loadUnsigned(cx, pointer, 4), handle);
    };
  }

  private static Object loadScalar(LiftLowerContext cx, long pointer, AbiType.Scalar type) {
    LinearMemory memory = cx.memory();
    return switch (type.alignment()) {
      case 1 -> liftScalar(memory.getByte(pointer), type);
      case 2 -> liftScalar(memory.getShort(pointer), type);
      case 4 -> liftScalar(memory.getInt(pointer), type);
      case 8 -> liftScalar(memory.getLong(pointer), type);
      default -> throw new IllegalStateException("aligned to " + type.alignment());
    };
  }

  /** The value that the low bits of a core value stand for; the bits past its width are ignored. */
  static Object liftScalar(long bits, AbiType.Scalar type) {
    return switch (type.kind()) {
      case BOOL -> (int) bits != 0;
      case S8 -> (byte) bits;
      case U8 -> (int) bits & 0xff;
      case S16 -> (short) bits;
      case U16 -> (int) bits & 0xffff;
      case S32 -> (int) bits;
      case U32 -> bits & 0xffff_ffffL;
      case S64, U64 -> bits;
      case F32 -> Float.intBitsToFloat(canonicalizeNan32((int) bits));
      case F64 -> Double.longBitsToDouble(canonicalizeNan64(bits));
      case CHAR -> convertI32ToChar((int) bits);
      case STRING, ERROR_CONTEXT -> throw new IllegalArgumentException(type.kind().toString());
    };
  }

  static int canonicalizeNan32(int bits) {
    return (bits & 0x7fff_ffff) > 0x7f80_0000 ? 0x7fc0_0000 : bits;
  }

  static long canonicalizeNan64(long bits) {
    return (bits & 0x7fff_ffff_ffff_ffffL) > 0x7ff0_0000_0000_0000L ? 0x7ff8_0000_0000_0000L : bits;
  }

  static int convertI32ToChar(int i) {
    trapIf(Integer.compareUnsigned(i, 0x110000) >= 0, TrapCode.INVALID_CHAR);
    trapIf(0xd800 <= i && i <= 0xdfff, TrapCode.INVALID_CHAR);
    return i;
  }

  private static int loadUnsigned(LiftLowerContext cx, long pointer, int size) {
    LinearMemory memory = cx.memory();
    return switch (size) {
      case 1 -> memory.getByte(pointer) & 0xff;
      case 2 -> memory.getShort(pointer) & 0xffff;
      case 4 -> memory.getInt(pointer);
      default -> throw new IllegalStateException("a number of " + size + " bytes");
    };
  }

  private static long loadPointer(LiftLowerContext cx, long pointer, AddressType type) {
    return switch (type) {
      case I32 -> Integer.toUnsignedLong(cx.memory().getInt(pointer));
      case I64 -> cx.memory().getLong(pointer);
    };
  }

  /** The list, or map, of {@code length} elements at an address, both unsigned and unchecked. */
  static Object loadListFromRange(
      LiftLowerContext cx, long pointer, long length, AbiType.ListOf type) {
    AbiType element = type.element();
    trapIf(
        Long.compareUnsigned(length, MAX_BYTE_LENGTH / element.size()) > 0, TrapCode.LIST_TOO_LONG);
    trapIf(!Alignment.isAligned(pointer, element.alignment()), TrapCode.LIST_UNALIGNED);
    trapIf(!cx.inBounds(pointer, length * element.size()), TrapCode.LIST_OUT_OF_BOUNDS);
    if (type.isMap()) {
      cx.useFuel(OBJECT + length * ENTRY);
    }
    return type.isMap()
        ? loadMap(cx, pointer, (int) length, (AbiType.RecordOf) element)
        : loadElements(cx, pointer, (int) length, element);
  }

  private static Object loadMap(
      LiftLowerContext cx, long pointer, int length, AbiType.RecordOf pair) {
    AbiType key = pair.fields()[0];
    AbiType value = pair.fields()[1];
    List<Map.Entry<Object, Object>> entries = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      long at = pointer + i * pair.size();
      entries.add(
          new SimpleImmutableEntry<>(load(cx, at, key), load(cx, at + pair.offset(1), value)));
    }
    return cx.peer().map(entries);
  }

  private static Object loadElements(
      LiftLowerContext cx, long pointer, int length, AbiType element) {
    Object array =
        element instanceof AbiType.Scalar scalar ? loadArray(cx, pointer, length, scalar) : null;
    if (array != null) {
      return array;
    }
    cx.useFuel(2 * OBJECT + (long) length * REFERENCE);
    Object[] values = new Object[length];
    for (int i = 0; i < length; i++) {
      values[i] = load(cx, pointer + i * element.size(), element);
    }
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  /** Booleans and numbers at once; null for characters, which need to be looked at one by one. */
  private static @Nullable Object loadArray(
      LiftLowerContext cx, long pointer, int length, AbiType.Scalar element) {
    if (element.kind() == PrimitiveType.CHAR) {
      return null;
    }
    cx.useFuel(OBJECT + length * element.size());
    LinearMemory memory = cx.memory();
    return switch (element.kind()) {
      case BOOL -> {
        boolean[] array = new boolean[length];
        for (int i = 0; i < length; i++) {
          array[i] = memory.getByte(pointer + i) != 0;
        }
        yield array;
      }
      case S8, U8 -> {
        byte[] array = new byte[length];
        memory.copyOut(pointer, array);
        yield array;
      }
      case S16, U16 -> {
        short[] array = new short[length];
        memory.copyOut(pointer, array);
        yield array;
      }
      case S32, U32 -> {
        int[] array = new int[length];
        memory.copyOut(pointer, array);
        yield array;
      }
      case S64, U64 -> {
        long[] array = new long[length];
        memory.copyOut(pointer, array);
        yield array;
      }
      case F32 -> {
        float[] array = new float[length];
        for (int i = 0; i < length; i++) {
          array[i] = Float.intBitsToFloat(canonicalizeNan32(memory.getInt(pointer + 4 * i)));
        }
        yield array;
      }
      case F64 -> {
        double[] array = new double[length];
        for (int i = 0; i < length; i++) {
          array[i] = Double.longBitsToDouble(canonicalizeNan64(memory.getLong(pointer + 8 * i)));
        }
        yield array;
      }
      case CHAR -> null;
      case STRING, ERROR_CONTEXT -> throw new IllegalArgumentException(element.kind().toString());
    };
  }

  private static Object loadRecord(LiftLowerContext cx, long pointer, AbiType.RecordOf type) {
    AbiType[] fields = type.fields();
    cx.useFuel(2 * (OBJECT + (long) fields.length * REFERENCE));
    Object[] values = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      values[i] = load(cx, pointer + type.offset(i), fields[i]);
    }
    return type.codec().construct(values);
  }

  private static Object loadVariant(LiftLowerContext cx, long pointer, AbiType.VariantOf type) {
    int caseIndex = checkCase(loadUnsigned(cx, pointer, type.discriminantSize()), type);
    AbiType payload = type.cases()[caseIndex];
    cx.useFuel(2 * OBJECT);
    return type.codec()
        .construct(
            caseIndex, payload == null ? null : load(cx, pointer + type.payloadOffset(), payload));
  }

  static int checkCase(int caseIndex, AbiType.VariantOf type) {
    int count = type.cases().length;
    if (Integer.compareUnsigned(caseIndex, count) >= 0) {
      throw new TrapException(
          TrapCode.INVALID_DISCRIMINANT,
          "invalid variant discriminant: %s out of range [0..%s)"
              .formatted(Integer.toUnsignedString(caseIndex), count));
    }
    return caseIndex;
  }
}
