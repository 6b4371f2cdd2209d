package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;

/**
 * Makes values out of core values. Where a core value is, is known from the types alone.
 *
 * <p>A payload of a variant travels in slots that may be wider than its own core types, which joins
 * the types of all cases. In terms of bits, the conversion that the specification asks for is to
 * read only the low half where 32 bits are wanted.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#flat-lifting">Flat
 *     Lifting</a>
 */
public final class LiftFlat {
  private LiftFlat() {}

  /**
   * The value of a type.
   *
   * @param at where its core values are
   */
  public static Object liftFlat(LiftLowerContext cx, long[] flat, int at, AbiType type) {
    return switch (type) {
      case AbiType.Scalar scalar -> Load.liftScalar(flat[at], scalar);
      case AbiType.StringOf string ->
          Strings.load(
              cx,
              string.addressType(),
              string.addressType().address(flat[at]),
              string.addressType().address(flat[at + 1]));
      case AbiType.ListOf list ->
          Load.loadListFromRange(
              cx,
              list.addressType().address(flat[at]),
              list.addressType().address(flat[at + 1]),
              list);
      case AbiType.FixedList list -> liftFlatFixedList(cx, flat, at, list);
      case AbiType.RecordOf fields -> fields.codec().construct(liftFields(cx, flat, at, fields));
      case AbiType.VariantOf variant -> liftFlatVariant(cx, flat, at, variant);
      case AbiType.FlagsOf flags -> flags.codec().construct((int) flat[at] & flags.mask());
      case AbiType.Own own -> Resources.liftOwn(cx, (int) flat[at], own);
      case AbiType.Borrow borrow -> Resources.liftBorrow(cx, (int) flat[at], borrow);
      case AbiType.AsyncHandle handle -> Channels.lift(cx, (int) flat[at], handle);
    };
  }

  /** The value of a type that has one core value, or none. */
  static Object liftOne(LiftLowerContext cx, long core, AbiType type) {
    return type instanceof AbiType.Scalar scalar
        ? Load.liftScalar(core, scalar)
        : liftFlat(cx, new long[] {core}, 0, type);
  }

  private static Object[] liftFields(
      LiftLowerContext cx, long[] flat, int at, AbiType.RecordOf type) {
    AbiType[] fields = type.fields();
    Object[] lifted = new Object[fields.length];
    int next = at;
    for (int i = 0; i < fields.length; i++) {
      lifted[i] = liftFlat(cx, flat, next, fields[i]);
      next += fields[i].flatCount();
    }
    return lifted;
  }

  private static Object liftFlatFixedList(
      LiftLowerContext cx, long[] flat, int at, AbiType.FixedList type) {
    Object[] lifted = new Object[type.length()];
    for (int i = 0; i < lifted.length; i++) {
      lifted[i] = liftFlat(cx, flat, at + i * type.element().flatCount(), type.element());
    }
    return HostValues.list(lifted, type.element());
  }

  private static Object liftFlatVariant(
      LiftLowerContext cx, long[] flat, int at, AbiType.VariantOf type) {
    int caseIndex = Load.checkCase((int) flat[at], type);
    AbiType payload = type.cases()[caseIndex];
    return type.codec()
        .construct(caseIndex, payload == null ? null : liftFlat(cx, flat, at + 1, payload));
  }

  /**
   * Lifts the parameters or the results of a function, which are in memory if they are more than
   * {@code maxFlat} core values.
   */
  static Object[] liftFlatValues(
      LiftLowerContext cx, int maxFlat, long[] flat, AbiType.RecordOf types) {
    if (types.flatCount() <= maxFlat) {
      return liftFields(cx, flat, 0, types);
    }
    return liftFromMemory(cx, flat[0], types);
  }

  /** Lifts values that are in memory. */
  static Object[] liftFromMemory(LiftLowerContext cx, long bits, AbiType.RecordOf types) {
    long pointer = cx.addressType().address(bits);
    trapIf(!Alignment.isAligned(pointer, types.alignment()), TrapCode.POINTER_UNALIGNED);
    trapIf(!cx.inBounds(pointer, types.size()), TrapCode.POINTER_OUT_OF_BOUNDS);
    return (Object[]) Load.load(cx, pointer, types);
  }
}
