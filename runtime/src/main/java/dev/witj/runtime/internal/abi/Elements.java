package dev.witj.runtime.internal.abi;

import static dev.witj.runtime.TrapException.trapIf;

import dev.witj.runtime.TrapCode;
import dev.witj.runtime.internal.core.ArrayMemory;
import dev.witj.runtime.internal.core.LinearMemory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values one after the other in a memory, as they go through streams and futures.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#buffer-state">Buffer
 *     State</a>
 */
public final class Elements {
  /** The most values that one read or write is about. */
  public static final int MAX_LENGTH = (1 << 28) - 1;

  /** How much is copied at a time from memory to memory where there is no array to copy from. */
  private static final int PORTION = 1 << 16;

  private Elements() {}

  /**
   * Checks that memory holds so many values.
   *
   * @param pointer unsigned
   * @param count unsigned
   * @throws dev.witj.runtime.TrapException if it does not, or the pointer is not aligned
   */
  public static void check(LiftLowerContext cx, long pointer, long count, AbiType type) {
    trapIf(!Alignment.isAligned(pointer, type.alignment()), TrapCode.POINTER_UNALIGNED);
    trapIf(!cx.inBounds(pointer, count * type.size()), TrapCode.POINTER_OUT_OF_BOUNDS);
  }

  /** Whether all bits stand for values and mean the same everywhere, so that they can be copied. */
  public static boolean isBulk(AbiType type) {
    return type instanceof AbiType.Scalar scalar
        && switch (scalar.kind()) {
          case S8, U8, S16, U16, S32, U32, S64, U64, F32, F64 -> true;
          case BOOL, CHAR, STRING, ERROR_CONTEXT -> false;
        };
  }

  /** Reads values. */
  public static void load(
      LiftLowerContext cx, long pointer, int count, AbiType type, List<@Nullable Object> into) {
    for (int i = 0; i < count; i++) {
      into.add(Load.load(cx, pointer + i * type.size(), type));
    }
  }

  /**
   * Writes values.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if the host's values do not fit the type
   */
  public static void store(
      LiftLowerContext cx, long pointer, List<? extends @Nullable Object> values, AbiType type) {
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      try {
        if (value == null) {
          throw HostValues.mismatch(type, "null");
        }
        Store.store(cx, value, type, pointer + i * type.size());
      } catch (HostValues.MismatchException e) {
        throw e.in("item").toDiagnostic();
      }
    }
  }

  /** Copies bytes from memory to memory. */
  public static void copy(LinearMemory from, long at, LinearMemory to, long where, int length) {
    if (from instanceof ArrayMemory source && to instanceof ArrayMemory target) {
      System.arraycopy(
          source.bytes(), (int) at, target.bytesToWrite(where, length), (int) where, length);
      return;
    }
    for (int done = 0; done < length; done += PORTION) {
      byte[] portion = new byte[Math.min(PORTION, length - done)];
      from.copyOut(at + done, portion);
      to.copyIn(where + done, portion);
    }
  }

  /** Copies bytes out of a memory. */
  public static void copyOut(LinearMemory from, long at, byte[] to, int where, int length) {
    if (from instanceof ArrayMemory source) {
      System.arraycopy(source.bytes(), (int) at, to, where, length);
    } else {
      byte[] portion = new byte[length];
      from.copyOut(at, portion);
      System.arraycopy(portion, 0, to, where, length);
    }
  }

  /** Copies bytes into a memory. */
  public static void copyIn(byte[] from, int at, LinearMemory to, long where, int length) {
    if (to instanceof ArrayMemory target) {
      System.arraycopy(from, at, target.bytesToWrite(where, length), (int) where, length);
    } else {
      byte[] portion = new byte[length];
      System.arraycopy(from, at, portion, 0, length);
      to.copyIn(where, portion);
    }
  }
}
