package dev.witj.runtime.internal.core;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/** Writes the small core modules that tests of the engine need, section by section. */
public final class CoreModules {
  public static final int I32 = 0x7f;
  public static final int V128 = 0x7b;
  public static final int FUNC = 0;
  public static final int TABLE = 1;
  public static final int MEMORY = 2;

  private final ByteWriter out =
      new ByteWriter().writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});

  public static byte[] type(int[] params, int... results) {
    ByteWriter type = new ByteWriter().writeByte(0x60).writeU32(params.length);
    for (int param : params) {
      type.writeByte(param);
    }
    type.writeU32(results.length);
    for (int result : results) {
      type.writeByte(result);
    }
    return type.toByteArray();
  }

  public static byte[] importFunc(String module, String name, int type) {
    return new ByteWriter()
        .writeName(module)
        .writeName(name)
        .writeByte(FUNC)
        .writeU32(type)
        .toByteArray();
  }

  public static byte[] importTable(String module, String name, int size) {
    return new ByteWriter()
        .writeName(module)
        .writeName(name)
        .writeByte(TABLE)
        .writeBytes(table(size))
        .toByteArray();
  }

  public static byte[] table(int size) {
    return new ByteWriter()
        .writeByte(0x70)
        .writeByte(1)
        .writeU32(size)
        .writeU32(size)
        .toByteArray();
  }

  public static byte[] export(String name, int kind, int index) {
    return new ByteWriter().writeName(name).writeByte(kind).writeU32(index).toByteArray();
  }

  /** An active segment of table 0 from offset 0. */
  public static byte[] elements(int... funcs) {
    ByteWriter segment = new ByteWriter().writeByte(0).writeByte(0x41).writeByte(0).writeByte(0x0b);
    segment.writeU32(funcs.length);
    for (int func : funcs) {
      segment.writeU32(func);
    }
    return segment.toByteArray();
  }

  /** A body without locals; the closing {@code end} is added. */
  public static byte[] body(int... code) {
    ByteWriter body = new ByteWriter().writeU32(0);
    for (int each : code) {
      body.writeByte(each);
    }
    body.writeByte(0x0b);
    return new ByteWriter().writeSized(body).toByteArray();
  }

  public static byte[] index(int index) {
    return new ByteWriter().writeU32(index).toByteArray();
  }

  public CoreModules section(int id, byte[]... items) {
    return section(id, List.of(items));
  }

  public CoreModules section(int id, List<byte[]> items) {
    ByteWriter content = new ByteWriter().writeU32(items.size());
    for (byte[] item : items) {
      content.writeBytes(item);
    }
    out.writeByte(id).writeSized(content);
    return this;
  }

  public ByteSlice build() {
    return ByteSlice.of(out.toByteArray());
  }

  private static final byte[] NONE = type(new int[0]);
  private static final byte[] FOUR = type(new int[] {I32, I32, I32, I32});
  private static final byte[] ONE = type(new int[] {I32}, I32);

  /** Owns a table of two and calls through it. */
  static ByteSlice shim() {
    return new CoreModules()
        .section(1, NONE, FOUR, ONE)
        .section(3, index(2), index(1))
        .section(4, table(2))
        .section(7, export("$imports", TABLE, 0), export("0", FUNC, 0), export("1", FUNC, 1))
        .section(
            10,
            body(0x20, 0, 0x41, 0, 0x11, 2, 0),
            body(0x20, 0, 0x20, 1, 0x20, 2, 0x20, 3, 0x41, 1, 0x11, 1, 0))
        .build();
  }

  /** Fills the shim's table; its types are in the shim's order or not. */
  static ByteSlice fixup(boolean sameOrder) {
    List<byte[]> types = new ArrayList<>();
    if (sameOrder) {
      types.add(NONE);
      types.add(FOUR);
    }
    types.add(ONE);
    if (!sameOrder) {
      types.add(FOUR);
    }
    return new CoreModules()
        .section(1, types)
        .section(
            2,
            importFunc("", "0", sameOrder ? 2 : 0),
            importFunc("", "1", 1),
            importTable("", "$imports", 2))
        .section(9, elements(0, 1))
        .build();
  }

  /** Calls {@code y} and then {@code x(41)}. */
  static ByteSlice main() {
    return new CoreModules()
        .section(1, ONE, FOUR, type(new int[0], I32))
        .section(2, importFunc("wasi", "x", 0), importFunc("wasi", "y", 1))
        .section(3, index(2))
        .section(7, export("run", FUNC, 2))
        .section(10, body(0x41, 1, 0x41, 2, 0x41, 3, 0x41, 4, 0x10, 1, 0x41, 41, 0x10, 0))
        .build();
  }

  /** Ways to trap, and a loop without end. */
  static ByteSlice faults() {
    return new CoreModules()
        .section(1, NONE, ONE, type(new int[0], I32))
        .section(3, index(0), index(1), index(1), index(2), index(0), index(1))
        .section(5, new ByteWriter().writeByte(1).writeU32(1).writeU32(3).toByteArray())
        .section(
            7,
            export("spin", FUNC, 0),
            export("rec", FUNC, 1),
            export("div", FUNC, 2),
            export("oob", FUNC, 3),
            export("unr", FUNC, 4),
            export("grow", FUNC, 5),
            export("memory", MEMORY, 0))
        .section(
            10,
            body(0x03, 0x40, 0x0c, 0, 0x0b),
            body(0x20, 0, 0x10, 1, 0x41, 1, 0x6a),
            body(0x41, 1, 0x20, 0, 0x6d),
            body(0x41, 0x80, 0x80, 0x04, 0x28, 2, 0),
            body(0x00),
            body(0x20, 0, 0x40, 0))
        .build();
  }

  /** A function that uses SIMD. */
  static ByteSlice simd() {
    return new CoreModules()
        .section(1, NONE)
        .section(3, index(0))
        .section(7, export("f", FUNC, 0))
        .section(10, body(0x41, 0, 0xfd, 0x11, 0x1a))
        .build();
  }
}
