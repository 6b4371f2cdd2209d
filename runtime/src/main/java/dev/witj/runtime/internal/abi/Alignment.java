package dev.witj.runtime.internal.abi;

/**
 * Whether addresses are aligned; alignments themselves are part of a type's layout.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#alignment">Alignment</a>
 */
final class Alignment {
  private Alignment() {}

  static boolean isAligned(long pointer, int alignment) {
    return (pointer & (alignment - 1)) == 0;
  }
}
