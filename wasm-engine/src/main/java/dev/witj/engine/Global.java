package dev.witj.engine;

import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import org.jspecify.annotations.Nullable;

/** A global variable that instances share. */
public final class Global implements Extern {
  private final GlobalType type;
  private long bits;
  private long high;
  private @Nullable Object reference;

  /**
   * A global.
   *
   * @param type its type, spoken of by canonical ids
   * @param value its first value, as {@link Func#call} takes them
   */
  public Global(GlobalType type, @Nullable Object value) {
    this.type = type;
    set(value);
  }

  @Override
  public GlobalType type() {
    return type;
  }

  /** The bits of a number; i32 and f32 in the lower half; the first eight bytes of a vector. */
  public long bits() {
    return bits;
  }

  /** Changes the bits of a number. */
  public void setBits(long bits) {
    this.bits = bits;
  }

  /** The other eight bytes of a vector. */
  public long high() {
    return high;
  }

  /** Changes the other eight bytes of a vector. */
  public void setHigh(long high) {
    this.high = high;
  }

  /** What it refers to, if it is a reference. */
  public @Nullable Object reference() {
    return reference;
  }

  /** Changes what it refers to. */
  public void setReference(@Nullable Object reference) {
    this.reference = reference;
  }

  /** Its value, as {@link Func#call} gives them. */
  public @Nullable Object get() {
    return switch (type.type()) {
      case RefType _ -> reference;
      case NumType number ->
          switch (number) {
            case I32 -> (int) bits;
            case I64 -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            case V128 -> new V128(bits, high);
          };
    };
  }

  /**
   * Changes its value.
   *
   * @throws ClassCastException if it is none of its type
   */
  public void set(@Nullable Object value) {
    switch (type.type()) {
      case RefType _ -> reference = value;
      case NumType number -> {
        Object there = java.util.Objects.requireNonNull(value, "value");
        switch (number) {
          case I32 -> bits = (Integer) there;
          case I64 -> bits = (Long) there;
          case F32 -> bits = Float.floatToRawIntBits((Float) there);
          case F64 -> bits = Double.doubleToRawLongBits((Double) there);
          case V128 -> {
            V128 vector = (V128) there;
            bits = vector.low();
            high = vector.high();
          }
        }
      }
    }
  }
}
