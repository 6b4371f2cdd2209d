package dev.witj.wat;

import java.util.List;
import java.util.Optional;

/**
 * A value in a script: an argument, or what a result must be. Results may also be {@link Pattern}s,
 * alone or inside of other values.
 */
public sealed interface WastValue {

  // Core values.

  /** {@code (i32.const n)}. */
  record I32(int value) implements WastValue {}

  /** {@code (i64.const n)}. */
  record I64(long value) implements WastValue {}

  /** {@code (f32.const z)}, of core or component, by its bits. */
  record F32(int bits) implements WastValue {}

  /** {@code (f64.const z)}, of core or component, by its bits. */
  record F64(long bits) implements WastValue {}

  /** {@code (v128.const shape …)}: lanes that may be patterns, each as wide as the shape says. */
  record V128(Shape shape, List<WastValue> lanes) implements WastValue {
    public V128 {
      lanes = List.copyOf(lanes);
    }
  }

  /** {@code (ref.null type)}; as a pattern the type may be missing. */
  record RefNull(Optional<String> heapType) implements WastValue {}

  /** {@code (ref.extern n)}. */
  record RefExtern(int value) implements WastValue {}

  /** {@code (ref.host n)}. */
  record RefHost(int value) implements WastValue {}

  /** The shapes of a vector. */
  enum Shape {
    I8X16("i8", 8),
    I16X8("i16", 16),
    I32X4("i32", 32),
    I64X2("i64", 64),
    F32X4("f32", 32),
    F64X2("f64", 64);

    private final String lane;
    private final int bits;

    Shape(String lane, int bits) {
      this.lane = lane;
      this.bits = bits;
    }

    /** The type of a lane, as {@code i8}. */
    public String lane() {
      return lane;
    }

    /** How wide a lane is. */
    public int bits() {
      return bits;
    }

    /** Whether lanes are floats. */
    public boolean isFloat() {
      return ordinal() >= F32X4.ordinal();
    }
  }

  // Component values.

  /** {@code (bool.const true)}. */
  record Bool(boolean value) implements WastValue {}

  /**
   * {@code (u8.const n)} and the like.
   *
   * @param type the type
   * @param value the number; the bits of it if the type is u64
   */
  record Int(IntType type, long value) implements WastValue {}

  /** The integer types of components; their names in lower case are those of the text. */
  enum IntType {
    S8(8, true),
    U8(8, false),
    S16(16, true),
    U16(16, false),
    S32(32, true),
    U32(32, false),
    S64(64, true),
    U64(64, false);

    private final int bits;
    private final boolean signed;

    IntType(int bits, boolean signed) {
      this.bits = bits;
      this.signed = signed;
    }

    /** How wide it is. */
    public int bits() {
      return bits;
    }

    /** Whether it has negative values. */
    public boolean isSigned() {
      return signed;
    }
  }

  /** {@code (char.const "x")}. */
  record Char(int codePoint) implements WastValue {}

  /** {@code (str.const "…")}. */
  record Str(String value) implements WastValue {}

  /** {@code (list.const value*)}. */
  record ListOf(List<WastValue> elements) implements WastValue {
    public ListOf {
      elements = List.copyOf(elements);
    }
  }

  /** {@code (tuple.const value*)}. */
  record TupleOf(List<WastValue> elements) implements WastValue {
    public TupleOf {
      elements = List.copyOf(elements);
    }
  }

  /** {@code (record.const (field "name" value)*)}. */
  record RecordOf(List<Field> fields) implements WastValue {
    public RecordOf {
      fields = List.copyOf(fields);
    }
  }

  /** A field of a record. */
  record Field(String name, WastValue value) {}

  /** {@code (variant.const "case" value?)}. */
  record VariantOf(String label, Optional<WastValue> payload) implements WastValue {}

  /** {@code (enum.const "case")}. */
  record EnumOf(String label) implements WastValue {}

  /** {@code (option.some value)} or {@code (option.none)}. */
  record OptionOf(Optional<WastValue> value) implements WastValue {}

  /** {@code (result.ok value?)} or {@code (result.err value?)}. */
  record ResultOf(boolean ok, Optional<WastValue> payload) implements WastValue {}

  /** {@code (flags.const "name"*)}. */
  record FlagsOf(List<String> names) implements WastValue {
    public FlagsOf {
      names = List.copyOf(names);
    }
  }

  // Patterns.

  /** What only results can be: more than one value fits. */
  sealed interface Pattern extends WastValue {}

  /** A float lane or value that must be a NaN of a kind. */
  record Nan(boolean single, NanKind kind) implements Pattern {}

  /** Which NaNs fit. */
  enum NanKind {
    /** The payload's highest bit alone, of either sign. */
    CANONICAL,
    /** The payload's highest bit and any others. */
    ARITHMETIC
  }

  /**
   * {@code (ref.func)}, {@code (ref.struct)}, … : any reference of a kind that is not null.
   *
   * @param type the heap type, as {@code func}; {@code i31_shared} where that is asked for
   * @param index the function's index, which {@code ref.func} may have
   */
  record AnyRef(String type, Optional<Integer> index) implements Pattern {}

  /** {@code (either value value*)}. */
  record Either(List<WastValue> alternatives) implements Pattern {
    public Either {
      alternatives = List.copyOf(alternatives);
    }
  }
}
