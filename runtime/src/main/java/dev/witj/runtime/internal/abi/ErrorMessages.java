package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.binary.component.Layout;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.core.AddressType;
import dev.witj.runtime.TrapCode;
import dev.witj.types.PrimitiveType;

/** The messages of error contexts in memory. */
public final class ErrorMessages {
  private static final AbiType.StringOf STRING =
      new AbiType.StringOf(
          Layout.of(ValueType.of(PrimitiveType.STRING), AddressType.I32), AddressType.I32);

  private ErrorMessages() {}

  /**
   * The message at an address.
   *
   * @param cx with the host as peer
   * @throws dev.witj.runtime.TrapException if memory does not hold a string there
   */
  public static String load(LiftLowerContext cx, long pointer, long taggedCodeUnits) {
    return (String)
        Strings.load(
            cx,
            AddressType.I32,
            Integer.toUnsignedLong((int) pointer),
            Integer.toUnsignedLong((int) taggedCodeUnits));
  }

  /**
   * Stores a message and where it is.
   *
   * @param pointer where to say it
   * @throws dev.witj.runtime.TrapException if that is not in memory
   */
  public static void store(LiftLowerContext cx, String message, long pointer) {
    long at = Integer.toUnsignedLong((int) pointer);
    trapIf(!Alignment.isAligned(at, STRING.alignment()), TrapCode.POINTER_UNALIGNED);
    trapIf(!cx.inBounds(at, STRING.size()), TrapCode.POINTER_OUT_OF_BOUNDS);
    Store.store(cx, message, STRING, (int) at);
  }
}
