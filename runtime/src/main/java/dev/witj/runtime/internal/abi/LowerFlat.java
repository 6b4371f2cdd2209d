package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import org.jspecify.annotations.Nullable;

/**
 * Makes core values out of values. Where a core value goes is known from the types alone.
 *
 * <p>A payload of a variant travels in slots that may be wider than its own core types, which joins
 * the types of all cases. In terms of bits, the conversion that the specification asks for is to
 * write 32 bits zero-extended.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#flat-lowering">Flat
 *     Lowering</a>
 */
public final class LowerFlat {
  private static final long[] NOTHING = {};

  private LowerFlat() {}

  /**
   * Puts the core values of a value, as many as its type's {@link AbiType#flatCount}.
   *
   * @param at where they go
   */
  public static void lowerFlat(
      LiftLowerContext cx, Object value, AbiType type, long[] flat, int at) {
    switch (type) {
      case AbiType.Scalar scalar -> flat[at] = scalar(value, scalar);
      case AbiType.StringOf string -> putRange(Strings.storeIntoRange(cx, value, string), flat, at);
      case AbiType.ListOf list -> putRange(Store.storeListIntoRange(cx, value, list), flat, at);
      case AbiType.FixedList list -> {
        int next = at;
        for (Object it : HostValues.elements(value, list)) {
          lowerFlat(cx, it, list.element(), flat, next);
          next += list.element().flatCount();
        }
      }
      case AbiType.RecordOf fields ->
          lowerFields(cx, HostValues.fields(value, fields), fields, flat, at);
      case AbiType.VariantOf variant -> lowerFlatVariant(cx, value, variant, flat, at);
      case AbiType.FlagsOf flags ->
          flat[at] = Integer.toUnsignedLong(HostValues.flagBits(value, flags));
      case AbiType.Own own -> flat[at] = Integer.toUnsignedLong(Resources.lowerOwn(cx, value, own));
      case AbiType.Borrow borrow ->
          flat[at] = Integer.toUnsignedLong(Resources.lowerBorrow(cx, value, borrow));
      case AbiType.AsyncHandle handle ->
          flat[at] = Integer.toUnsignedLong(Channels.lower(cx, value, handle));
    }
  }

  private static long scalar(Object value, AbiType.Scalar type) {
    long bits = HostValues.scalarBits(value, type);
    return type.alignment() == 8 ? bits : Integer.toUnsignedLong((int) bits);
  }

  /**
   * The core value of a function's result, if it has one.
   *
   * @param types the result as a record
   */
  static long lowerOne(LiftLowerContext cx, Object value, AbiType.RecordOf types) {
    try {
      if (types.fields()[0] instanceof AbiType.Scalar scalar) {
        return scalar(value, scalar);
      }
      long[] flat = new long[1];
      lowerFlat(cx, value, types.fields()[0], flat, 0);
      return flat[0];
    } catch (HostValues.MismatchException e) {
      throw e.in(types.name(0));
    }
  }

  private static void putRange(Store.Range range, long[] flat, int at) {
    flat[at] = range.pointer();
    flat[at + 1] = range.length();
  }

  private static void lowerFields(
      LiftLowerContext cx, Object[] values, AbiType.RecordOf type, long[] flat, int at) {
    AbiType[] fields = type.fields();
    int next = at;
    for (int i = 0; i < fields.length; i++) {
      try {
        lowerFlat(cx, values[i], fields[i], flat, next);
      } catch (HostValues.MismatchException e) {
        throw e.in(type.name(i));
      }
      next += fields[i].flatCount();
    }
  }

  private static void lowerFlatVariant(
      LiftLowerContext cx, Object value, AbiType.VariantOf type, long[] flat, int at) {
    int caseIndex = HostValues.caseIndex(value, type);
    flat[at] = caseIndex;
    AbiType payload = type.cases()[caseIndex];
    if (payload != null) {
      // The slots past it stay zero.
      lowerFlat(cx, HostValues.payload(value, caseIndex, type), payload, flat, at + 1);
    }
  }

  /**
   * Lowers the parameters or the results of a function. They go through memory if they are more
   * than {@code maxFlat} core values: to where the caller says, or to a new block whose address is
   * then the one core value.
   *
   * @param from the caller's core values, the last of which says where; null for a new block
   */
  static long[] lowerFlatValues(
      LiftLowerContext cx,
      int maxFlat,
      Object[] values,
      AbiType.RecordOf types,
      long @Nullable [] from) {
    if (types.flatCount() <= maxFlat) {
      long[] flat = new long[types.flatCount()];
      lowerFields(cx, values, types, flat, 0);
      return flat;
    }
    long pointer;
    if (from == null) {
      pointer = cx.realloc(0, 0, types.alignment(), types.size());
    } else {
      pointer = cx.addressType().address(from[from.length - 1]);
      trapIf(!Alignment.isAligned(pointer, types.alignment()), TrapCode.POINTER_UNALIGNED);
      trapIf(!cx.inBounds(pointer, types.size()), TrapCode.POINTER_OUT_OF_BOUNDS);
    }
    Store.store(cx, values, types, pointer);
    return from == null ? new long[] {pointer} : NOTHING;
  }
}
