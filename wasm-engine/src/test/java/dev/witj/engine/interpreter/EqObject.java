package dev.witj.engine.interpreter;

import dev.witj.engine.internal.gc.RuntimeType;
import org.jspecify.annotations.Nullable;

/** What can be compared: structures, arrays and small integers. */
sealed interface EqObject {
  /** A structure; packed fields hold the bits that are kept, without a sign. */
  @SuppressWarnings("ArrayRecordComponent")
  record Struct(RuntimeType type, @Nullable Object[] fields) implements EqObject {}

  /** An array; packed elements hold the bits that are kept, without a sign. */
  @SuppressWarnings("ArrayRecordComponent")
  record Array(RuntimeType type, @Nullable Object[] elements) implements EqObject {}

  /** An integer of 31 bits, without a sign. */
  record I31(int value) implements EqObject {}

  /** {@code ref.eq}. */
  @SuppressWarnings("ReferenceEquality")
  static boolean same(@Nullable Object a, @Nullable Object b) {
    return a == b || (a instanceof I31 first && first.equals(b));
  }
}
