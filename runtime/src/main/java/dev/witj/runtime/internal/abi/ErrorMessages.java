package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.binary.component.Layout;
import dev.witj.binary.component.ValueType;
import dev.witj.binary.core.AddressType;
import dev.witj.runtime.TrapCode;
import dev.witj.types.PrimitiveType;

/** The messages of error contexts in memory. */
public final class ErrorMessages {
  private ErrorMessages() {}

  /**
   * The message at an address.
   *
   * @param cx with the host as peer
   * @param pointer unsigned
   * @param taggedCodeUnits unsigned
   * @throws dev.witj.runtime.TrapException if memory does not hold a string there
   */
  public static String load(LiftLowerContext cx, long pointer, long taggedCodeUnits) {
    return (String) Strings.load(cx, cx.addressType(), pointer, taggedCodeUnits);
  }

  /**
   * Stores a message and where it is.
   *
   * @param pointer where to say it, unsigned
   * @throws dev.witj.runtime.TrapException if that is not in memory
   */
  public static void store(LiftLowerContext cx, String message, long pointer) {
    AddressType addresses = cx.addressType();
    AbiType.StringOf type =
        new AbiType.StringOf(Layout.of(ValueType.of(PrimitiveType.STRING), addresses), addresses);
    trapIf(!Alignment.isAligned(pointer, type.alignment()), TrapCode.POINTER_UNALIGNED);
    trapIf(!cx.inBounds(pointer, type.size()), TrapCode.POINTER_OUT_OF_BOUNDS);
    Store.store(cx, message, type, pointer);
  }
}
