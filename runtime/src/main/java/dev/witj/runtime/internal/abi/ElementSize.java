package dev.witj.runtime.internal.abi;

import dev.witj.runtime.ValType.Primitive;
import org.jspecify.annotations.Nullable;

/**
 * The size of types in memory, out of the sizes of their parts.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#element-size">Element
 *     Size</a>
 */
final class ElementSize {
  /** Sizes stop growing here: far more than a memory holds, far from overflowing. */
  static final long MAX = 1L << 48;

  private ElementSize() {}

  static int scalar(Primitive kind) {
    return switch (kind) {
      case BOOL, S8, U8 -> 1;
      case S16, U16 -> 2;
      case S32, U32, F32, CHAR -> 4;
      case S64, U64, F64 -> 8;
      case STRING, ERROR_CONTEXT -> throw new IllegalArgumentException(kind.witName());
    };
  }

  static long fixedList(AbiType element, int length) {
    return element.size() > MAX / length ? MAX : element.size() * length;
  }

  static long[] fieldOffsets(AbiType[] fields) {
    long[] offsets = new long[fields.length];
    long at = 0;
    for (int i = 0; i < fields.length; i++) {
      offsets[i] = Alignment.alignTo(at, fields[i].alignment());
      at = Math.min(MAX, offsets[i] + fields[i].size());
    }
    return offsets;
  }

  static long record(AbiType[] fields) {
    if (fields.length == 0) {
      return 0;
    }
    int last = fields.length - 1;
    long end = fieldOffsets(fields)[last] + fields[last].size();
    return Math.min(MAX, Alignment.alignTo(end, Alignment.record(fields)));
  }

  static long payloadOffset(@Nullable AbiType[] cases) {
    return Alignment.alignTo(
        Alignment.discriminantSize(cases.length), Alignment.maxCaseAlignment(cases));
  }

  static long variant(@Nullable AbiType[] cases) {
    long largest = 0;
    for (AbiType payload : cases) {
      if (payload != null) {
        largest = Math.max(largest, payload.size());
      }
    }
    long end = payloadOffset(cases) + largest;
    return Math.min(MAX, Alignment.alignTo(end, Alignment.variant(cases)));
  }
}
