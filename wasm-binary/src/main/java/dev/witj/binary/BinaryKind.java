package dev.witj.binary;

import java.util.Locale;
import java.util.Optional;

/** The kinds of WebAssembly binaries, told apart by their first eight bytes. */
public enum BinaryKind {
  /** A core module. */
  MODULE(1, 0),
  /** A component. */
  COMPONENT(0x0d, 1);

  /** How many bytes say what a binary is. */
  public static final int HEADER_SIZE = 8;

  private static final int MAGIC = 0x6d736100;

  private final int version;
  private final int layer;

  BinaryKind(int version, int layer) {
    this.version = version;
    this.layer = layer;
  }

  /** Whether bytes begin as every binary does; text does not. */
  public static boolean isBinary(ByteSlice bytes) {
    return bytes.size() >= 4 && bytes.cursor().readFixed32() == MAGIC;
  }

  /** What a binary is by its first bytes; nothing if it is neither kind. */
  public static Optional<BinaryKind> of(ByteSlice bytes) {
    if (!isBinary(bytes) || bytes.size() < HEADER_SIZE) {
      return Optional.empty();
    }
    ByteCursor in = bytes.cursor();
    in.skip(4);
    int word = in.readFixed32();
    for (BinaryKind kind : values()) {
      if (word == kind.word()) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private int word() {
    return layer << 16 | version;
  }

  /**
   * Reads the first eight bytes, which must be those of this kind.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if they are not
   */
  public void readHeader(ByteCursor in) {
    int start = in.position();
    int magic = in.readFixed32();
    if (magic != MAGIC) {
      throw in.failAt(
          start,
          BinaryCode.BAD_HEADER,
          "magic header not detected: bad magic number - expected=[0x0, 0x61, 0x73, 0x6d] actual="
              + bytes(magic));
    }
    int at = in.position();
    int word = in.readFixed32();
    if (word != word()) {
      throw in.failAt(
          at,
          BinaryCode.BAD_HEADER,
          "unknown binary version and encoding combination: 0x%x and 0x%x, note: expected a %s"
              .formatted(word & 0xffff, word >>> 16, name().toLowerCase(Locale.ROOT)));
    }
  }

  private static String bytes(int word) {
    return "[0x%x, 0x%x, 0x%x, 0x%x]"
        .formatted(word & 0xff, word >>> 8 & 0xff, word >>> 16 & 0xff, word >>> 24);
  }

  /** Writes the first eight bytes. */
  public void writeHeader(ByteWriter out) {
    out.writeFixed32(MAGIC).writeFixed32(word());
  }
}
