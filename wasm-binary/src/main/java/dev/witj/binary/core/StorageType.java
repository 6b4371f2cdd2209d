package dev.witj.binary.core;

/** What a field of a struct or an array holds: a value, or an integer packed smaller than one. */
public sealed interface StorageType permits StorageType.Packed, ValType {
  /** Integers that take less room in a field than on the stack. */
  enum Packed implements StorageType {
    /** 8 bits. */
    I8(0x78),
    /** 16 bits. */
    I16(0x77);

    private final int code;

    Packed(int code) {
      this.code = code;
    }

    /** The byte that stands for it. */
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return this == I8 ? "i8" : "i16";
    }
  }

  /** What a value of this is on the stack. */
  default ValType unpacked() {
    return switch (this) {
      case ValType type -> type;
      case Packed _ -> NumType.I32;
    };
  }
}
