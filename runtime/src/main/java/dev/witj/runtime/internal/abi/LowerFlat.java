package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import org.jspecify.annotations.Nullable;

/**
 * Makes core values out of values.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#flat-lowering">Flat
 *     Lowering</a>
 */
public final class LowerFlat {
  private static final long[] NOTHING = {};

  private LowerFlat() {}

  /** Puts the core values of a value, as many as its type's {@link AbiType#flatCount}. */
  public static void lowerFlat(LiftLowerContext cx, Object value, AbiType type, CoreValueIter out) {
    switch (type) {
      case AbiType.Scalar scalar -> {
        long bits = HostValues.scalarBits(value, scalar);
        if (scalar.alignment() == 8) {
          out.putI64(bits);
        } else {
          out.putI32((int) bits);
        }
      }
      case AbiType.StringOf string -> putRange(Strings.storeIntoRange(cx, value, string), out);
      case AbiType.ListOf list -> putRange(Store.storeListIntoRange(cx, value, list), out);
      case AbiType.FixedList list -> {
        for (Object it : HostValues.elements(value, list)) {
          lowerFlat(cx, it, list.element(), out);
        }
      }
      case AbiType.RecordOf fields ->
          lowerFields(cx, HostValues.fields(value, fields), fields, out);
      case AbiType.VariantOf variant -> lowerFlatVariant(cx, value, variant, out);
      case AbiType.FlagsOf flags -> out.putI32(HostValues.flagBits(value, flags));
      case AbiType.Own own -> out.putI32(Resources.lowerOwn(cx, value, own));
      case AbiType.Borrow borrow -> out.putI32(Resources.lowerBorrow(cx, value, borrow));
      case AbiType.AsyncHandle handle -> out.putI32(Channels.lower(cx, value, handle));
    }
  }

  private static void putRange(Store.Range range, CoreValueIter out) {
    out.putI64(range.pointer());
    out.putI64(range.length());
  }

  private static void lowerFields(
      LiftLowerContext cx, Object[] values, AbiType.RecordOf type, CoreValueIter out) {
    AbiType[] fields = type.fields();
    for (int i = 0; i < fields.length; i++) {
      try {
        lowerFlat(cx, values[i], fields[i], out);
      } catch (HostValues.MismatchException e) {
        throw e.in(type.name(i));
      }
    }
  }

  private static void lowerFlatVariant(
      LiftLowerContext cx, Object value, AbiType.VariantOf type, CoreValueIter out) {
    int end = out.position() + type.flatCount();
    int caseIndex = HostValues.caseIndex(value, type);
    out.putI32(caseIndex);
    AbiType payload = type.cases()[caseIndex];
    if (payload != null) {
      lowerFlat(cx, HostValues.payload(value, caseIndex, type), payload, out);
    }
    // The slots that are left stay zero.
    out.moveTo(end);
  }

  /**
   * Lowers the parameters or the results of a function. They go through memory if they are more
   * than {@code maxFlat} core values: to where {@code outParam} says, or to a new block whose
   * address is then the one core value.
   */
  static long[] lowerFlatValues(
      LiftLowerContext cx,
      int maxFlat,
      Object[] values,
      AbiType.RecordOf types,
      @Nullable CoreValueIter outParam) {
    if (types.flatCount() <= maxFlat) {
      long[] flat = new long[types.flatCount()];
      lowerFields(cx, values, types, new CoreValueIter(flat));
      return flat;
    }
    long pointer;
    if (outParam == null) {
      pointer = cx.realloc(0, 0, types.alignment(), types.size());
    } else {
      pointer = outParam.nextPointer(cx.addressType());
      trapIf(!Alignment.isAligned(pointer, types.alignment()), TrapCode.POINTER_UNALIGNED);
      trapIf(!cx.inBounds(pointer, types.size()), TrapCode.POINTER_OUT_OF_BOUNDS);
    }
    Store.store(cx, values, types, pointer);
    return outParam == null ? new long[] {pointer} : NOTHING;
  }
}
