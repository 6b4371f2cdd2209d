package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.binary.core.AddressType;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.internal.core.LinearMemory;
import java.util.Collection;
import java.util.Map;

/**
 * Writes values into memory. Pointers that are passed in are aligned and in bounds; those that the
 * guest's allocator returns are checked, and the memory is looked up again after each such call.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#storing">Storing</a>
 */
public final class Store {
  private Store() {}

  /** Stores a value at an aligned address in bounds. Padding is not written. */
  public static void store(LiftLowerContext cx, Object value, AbiType type, long pointer) {
    switch (type) {
      case AbiType.Scalar scalar ->
          storeInt(cx, HostValues.scalarBits(value, scalar), pointer, scalar.alignment());
      case AbiType.StringOf string ->
          storeRange(cx, Strings.storeIntoRange(cx, value, string), pointer, string.addressType());
      case AbiType.ListOf list ->
          storeRange(cx, storeListIntoRange(cx, value, list), pointer, list.addressType());
      case AbiType.FixedList list -> {
        if (HostValues.length(value, list.element(), type) != list.length()) {
          throw HostValues.mismatch(
              list, "a list of " + HostValues.length(value, list.element(), type));
        }
        storeElements(cx, value, list.element(), pointer);
      }
      case AbiType.RecordOf fields -> storeRecord(cx, value, fields, pointer);
      case AbiType.VariantOf variant -> storeVariant(cx, value, variant, pointer);
      case AbiType.FlagsOf flags ->
          storeInt(cx, HostValues.flagBits(value, flags), pointer, flags.alignment());
      case AbiType.Own own -> storeInt(cx, Resources.lowerOwn(cx, value, own), pointer, 4);
      case AbiType.Borrow borrow ->
          storeInt(cx, Resources.lowerBorrow(cx, value, borrow), pointer, 4);
      case AbiType.AsyncHandle handle ->
          storeInt(cx, Channels.lower(cx, value, handle), pointer, 4);
    }
  }

  private static void storeInt(LiftLowerContext cx, long bits, long pointer, int size) {
    LinearMemory memory = cx.memory();
    switch (size) {
      case 1 -> memory.putByte(pointer, (byte) bits);
      case 2 -> memory.putShort(pointer, (short) bits);
      case 4 -> memory.putInt(pointer, (int) bits);
      case 8 -> memory.putLong(pointer, bits);
      default -> throw new IllegalStateException("a number of " + size + " bytes");
    }
  }

  /**
   * Where a string or a list was stored.
   *
   * @param length in elements or code units, the latter with the tag of UTF-16
   */
  record Range(long pointer, long length) {}

  private static void storeRange(
      LiftLowerContext cx, Range range, long pointer, AddressType addressType) {
    storeInt(cx, range.pointer, pointer, addressType.size());
    storeInt(cx, range.length, pointer + addressType.size(), addressType.size());
  }

  static Range storeListIntoRange(LiftLowerContext cx, Object value, AbiType.ListOf type) {
    AbiType element = type.element();
    Object elements = type.isMap() ? HostValues.entries(value, type) : value;
    int length = HostValues.length(elements, element, type);
    trapIf(length > Load.MAX_BYTE_LENGTH / element.size(), TrapCode.LIST_TOO_LONG);
    long pointer = cx.realloc(0, 0, element.alignment(), length * element.size());
    if (type.isMap()) {
      storeEntries(cx, (Collection<?>) elements, (AbiType.RecordOf) element, pointer);
    } else {
      storeElements(cx, elements, element, pointer);
    }
    return new Range(pointer, length);
  }

  private static void storeEntries(
      LiftLowerContext cx, Collection<?> entries, AbiType.RecordOf pair, long pointer) {
    long at = pointer;
    for (Object it : entries) {
      Map.Entry<?, ?> entry = (Map.Entry<?, ?>) it;
      store(cx, entry.getKey(), pair.fields()[0], at);
      store(cx, entry.getValue(), pair.fields()[1], at + pair.offset(1));
      at += pair.size();
    }
  }

  private static void storeElements(
      LiftLowerContext cx, Object value, AbiType element, long pointer) {
    switch (value) {
      case boolean[] array -> {
        LinearMemory memory = cx.memory();
        for (int i = 0; i < array.length; i++) {
          memory.putByte(pointer + i, (byte) (array[i] ? 1 : 0));
        }
      }
      case byte[] array -> cx.memory().copyIn(pointer, array);
      case short[] array -> cx.memory().copyIn(pointer, array);
      case int[] array -> cx.memory().copyIn(pointer, array);
      case long[] array -> cx.memory().copyIn(pointer, array);
      case float[] array -> {
        LinearMemory memory = cx.memory();
        for (int i = 0; i < array.length; i++) {
          memory.putInt(pointer + 4 * i, Float.floatToIntBits(array[i]));
        }
      }
      case double[] array -> {
        LinearMemory memory = cx.memory();
        for (int i = 0; i < array.length; i++) {
          memory.putLong(pointer + 8 * i, Double.doubleToLongBits(array[i]));
        }
      }
      default -> {
        int i = 0;
        for (Object it : (Collection<?>) value) {
          try {
            store(cx, it, element, pointer + i * element.size());
          } catch (HostValues.MismatchException e) {
            throw e.in(i);
          }
          i++;
        }
      }
    }
  }

  private static void storeRecord(
      LiftLowerContext cx, Object value, AbiType.RecordOf type, long pointer) {
    Object[] values = HostValues.fields(value, type);
    for (int i = 0; i < values.length; i++) {
      try {
        store(cx, values[i], type.fields()[i], pointer + type.offset(i));
      } catch (HostValues.MismatchException e) {
        throw e.in(type.name(i));
      }
    }
  }

  private static void storeVariant(
      LiftLowerContext cx, Object value, AbiType.VariantOf type, long pointer) {
    int caseIndex = HostValues.caseIndex(value, type);
    storeInt(cx, caseIndex, pointer, type.discriminantSize());
    AbiType payload = type.cases()[caseIndex];
    if (payload != null) {
      store(
          cx, HostValues.payload(value, caseIndex, type), payload, pointer + type.payloadOffset());
    }
  }
}
