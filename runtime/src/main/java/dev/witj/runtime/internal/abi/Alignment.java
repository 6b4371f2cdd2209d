package dev.witj.runtime.internal.abi;

import org.jspecify.annotations.Nullable;

/**
 * The alignment of types in memory, out of the alignments of their parts.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#alignment">Alignment</a>
 */
final class Alignment {
  private Alignment() {}

  static int record(AbiType[] fields) {
    int alignment = 1;
    for (AbiType field : fields) {
      alignment = Math.max(alignment, field.alignment());
    }
    return alignment;
  }

  static int variant(@Nullable AbiType[] cases) {
    return Math.max(discriminantSize(cases.length), maxCaseAlignment(cases));
  }

  /** The size, which is also the alignment, of the integer that tells cases apart. */
  static int discriminantSize(int caseCount) {
    if (caseCount <= 1 << 8) {
      return 1;
    }
    return caseCount <= 1 << 16 ? 2 : 4;
  }

  static int maxCaseAlignment(@Nullable AbiType[] cases) {
    int alignment = 1;
    for (AbiType payload : cases) {
      if (payload != null) {
        alignment = Math.max(alignment, payload.alignment());
      }
    }
    return alignment;
  }

  /** The size, which is also the alignment, of a set of flags. */
  static int flags(int count) {
    if (count <= 8) {
      return 1;
    }
    return count <= 16 ? 2 : 4;
  }

  static long alignTo(long pointer, int alignment) {
    return (pointer + alignment - 1) & -alignment;
  }

  static boolean isAligned(long pointer, int alignment) {
    return (pointer & (alignment - 1)) == 0;
  }
}
