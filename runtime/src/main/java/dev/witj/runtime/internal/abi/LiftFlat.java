package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;

/**
 * Makes values out of core values.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#flat-lifting">Flat
 *     Lifting</a>
 */
public final class LiftFlat {
  private LiftFlat() {}

  /** The value of a type whose core values come next. */
  public static Object liftFlat(LiftLowerContext cx, CoreValueIter values, AbiType type) {
    return switch (type) {
      case AbiType.Scalar scalar -> Load.liftScalar(values.nextI64(), scalar);
      case AbiType.StringOf string ->
          Strings.load(
              cx,
              string.addressType(),
              values.nextPointer(string.addressType()),
              values.nextPointer(string.addressType()));
      case AbiType.ListOf list ->
          Load.loadListFromRange(
              cx,
              values.nextPointer(list.addressType()),
              values.nextPointer(list.addressType()),
              list);
      case AbiType.FixedList list -> liftFlatFixedList(cx, values, list);
      case AbiType.RecordOf fields -> fields.codec().construct(liftFields(cx, values, fields));
      case AbiType.VariantOf variant -> liftFlatVariant(cx, values, variant);
      case AbiType.FlagsOf flags -> flags.codec().construct(values.nextI32() & flags.mask());
      case AbiType.Own own -> Resources.liftOwn(cx, values.nextI32(), own);
      case AbiType.Borrow borrow -> Resources.liftBorrow(cx, values.nextI32(), borrow);
      case AbiType.AsyncHandle handle -> Channels.lift(cx, values.nextI32(), handle);
    };
  }

  private static Object[] liftFields(
      LiftLowerContext cx, CoreValueIter values, AbiType.RecordOf type) {
    AbiType[] fields = type.fields();
    Object[] lifted = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      lifted[i] = liftFlat(cx, values, fields[i]);
    }
    return lifted;
  }

  private static Object liftFlatFixedList(
      LiftLowerContext cx, CoreValueIter values, AbiType.FixedList type) {
    Object[] lifted = new Object[type.length()];
    for (int i = 0; i < lifted.length; i++) {
      lifted[i] = liftFlat(cx, values, type.element());
    }
    return HostValues.list(lifted, type.element());
  }

  private static Object liftFlatVariant(
      LiftLowerContext cx, CoreValueIter values, AbiType.VariantOf type) {
    int end = values.position() + type.flatCount();
    int caseIndex = Load.checkCase(values.nextI32(), type);
    AbiType payload = type.cases()[caseIndex];
    Object lifted =
        type.codec().construct(caseIndex, payload == null ? null : liftFlat(cx, values, payload));
    values.moveTo(end);
    return lifted;
  }

  /**
   * Lifts the parameters or the results of a function, which are in memory if they are more than
   * {@code maxFlat} core values.
   */
  static Object[] liftFlatValues(
      LiftLowerContext cx, int maxFlat, CoreValueIter values, AbiType.RecordOf types) {
    if (types.flatCount() <= maxFlat) {
      return liftFields(cx, values, types);
    }
    long pointer = values.nextPointer(cx.addressType());
    trapIf(!Alignment.isAligned(pointer, types.alignment()), TrapCode.POINTER_UNALIGNED);
    trapIf(!cx.inBounds(pointer, types.size()), TrapCode.POINTER_OUT_OF_BOUNDS);
    return (Object[]) Load.load(cx, pointer, types);
  }
}
