package dev.witj.binary.debug;

import dev.witj.binary.ByteWriter;
import java.nio.charset.StandardCharsets;

/** Writes tables of lines as compilers do. */
final class LineTableBytes {
  private static final int LINE_BASE = -5;
  private static final int LINE_RANGE = 14;
  private static final int OPCODE_BASE = 13;
  private static final int[] OPERANDS = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};

  private final ByteWriter program = new ByteWriter();

  static ByteWriter text(ByteWriter out, String text) {
    return out.writeBytes(text.getBytes(StandardCharsets.UTF_8)).writeByte(0);
  }

  LineTableBytes setAddress(int address) {
    program.writeByte(0).writeU32(5).writeByte(2).writeFixed32(address);
    return this;
  }

  LineTableBytes setFile(int file) {
    program.writeByte(4).writeU32(file);
    return this;
  }

  LineTableBytes setColumn(int column) {
    program.writeByte(5).writeU32(column);
    return this;
  }

  /** A row, by the instructions that can go anywhere. */
  LineTableBytes row(int addresses, int lines) {
    program.writeByte(2).writeU32(addresses).writeByte(3).writeSigned(lines).writeByte(1);
    return this;
  }

  /** A row by one instruction for little ways. */
  LineTableBytes special(int addresses, int lines) {
    program.writeByte(lines - LINE_BASE + LINE_RANGE * addresses + OPCODE_BASE);
    return this;
  }

  /** Instructions that say nothing of lines. */
  LineTableBytes noise() {
    program.writeByte(6).writeByte(7).writeByte(10).writeByte(11).writeByte(12).writeU32(300);
    program.writeByte(0).writeU32(3).writeByte(4).writeU32(200);
    return this;
  }

  LineTableBytes end(int addresses) {
    program.writeByte(2).writeU32(addresses).writeByte(0).writeU32(1).writeByte(1);
    return this;
  }

  /**
   * The table, with a header.
   *
   * @param entries the folders and files as this version writes them
   */
  byte[] table(int version, boolean isLong, ByteWriter entries) {
    ByteWriter header = new ByteWriter().writeByte(1);
    if (version >= 4) {
      header.writeByte(1);
    }
    header.writeByte(1).writeByte(LINE_BASE & 0xff).writeByte(LINE_RANGE).writeByte(OPCODE_BASE);
    for (int count : OPERANDS) {
      header.writeByte(count);
    }
    header.writeAll(entries);
    ByteWriter unit = new ByteWriter().writeByte(version).writeByte(0);
    if (version >= 5) {
      unit.writeByte(4).writeByte(0);
    }
    length(unit, isLong, header.size()).writeAll(header).writeAll(program);
    ByteWriter all = new ByteWriter();
    if (isLong) {
      all.writeFixed32(-1);
    }
    return length(all, isLong, unit.size()).writeAll(unit).toByteArray();
  }

  private static ByteWriter length(ByteWriter out, boolean isLong, int length) {
    return isLong ? out.writeFixed64(length) : out.writeFixed32(length);
  }
}
