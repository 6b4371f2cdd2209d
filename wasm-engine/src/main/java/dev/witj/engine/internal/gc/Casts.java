package dev.witj.engine.internal.gc;

import dev.witj.binary.core.HeapType;
import dev.witj.engine.Func;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import org.jspecify.annotations.Nullable;

/**
 * What a reference is. {@code any.convert_extern} and {@code extern.convert_any} need no method: a
 * reference is the same Java object on both sides.
 */
public final class Casts {
  private static final HeapType.Abstract[] KINDS = HeapType.Abstract.values();

  private Casts() {}

  /** {@code ref.eq}. */
  @SuppressWarnings("ReferenceEquality") // which is what it is about
  public static boolean same(@Nullable Object a, @Nullable Object b) {
    return a == b
        || (a instanceof I31(int first) && b instanceof I31(int second) && first == second);
  }

  /** Whether a reference, which is not null, is of a type that a module defines. */
  private static boolean is(Object reference, RuntimeType type) {
    return switch (reference) {
      case Struct struct -> struct.type().isBelow(type);
      case Array array -> array.type().isBelow(type);
      case Func func -> func.runtimeType().isBelow(type);
      default -> false;
    };
  }

  /** Whether a reference, which is not null, is of an abstract type of its hierarchy. */
  private static boolean is(Object reference, HeapType.Abstract kind) {
    return switch (kind) {
      case ANY, EXTERN, FUNC, EXN -> true;
      case EQ ->
          reference instanceof Struct || reference instanceof Array || reference instanceof I31;
      case I31 -> reference instanceof I31;
      case STRUCT -> reference instanceof Struct;
      case ARRAY -> reference instanceof Array;
      case NONE, NOEXTERN, NOFUNC, NOEXN -> false;
    };
  }

  /** {@code ref.test}. */
  public static boolean test(@Nullable Object reference, RuntimeType type, boolean nullable) {
    return reference == null ? nullable : is(reference, type);
  }

  /**
   * {@code ref.test}.
   *
   * @param kind the position of the abstract heap type in {@link HeapType.Abstract}
   */
  public static boolean test(@Nullable Object reference, int kind, boolean nullable) {
    return reference == null ? nullable : is(reference, KINDS[kind]);
  }

  /** {@code ref.cast}. */
  public static @Nullable Object cast(
      @Nullable Object reference, RuntimeType type, boolean nullable) {
    if (!test(reference, type, nullable)) {
      throw new Trap(TrapKind.CAST_FAILURE);
    }
    return reference;
  }

  /**
   * {@code ref.cast}.
   *
   * @param kind the position of the abstract heap type in {@link HeapType.Abstract}
   */
  public static @Nullable Object cast(@Nullable Object reference, int kind, boolean nullable) {
    if (!test(reference, kind, nullable)) {
      throw new Trap(TrapKind.CAST_FAILURE);
    }
    return reference;
  }
}
