package dev.witj.binary.debug;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;

/**
 * The machine that makes a table of lines (DWARF 5, section 6.2.5). Each instruction takes a byte
 * at least and makes one row at most, so it comes to an end soon.
 */
final class LineProgram {
  private final LineHeader header;
  private final ByteCursor in;

  // The registers that matter here.
  private long address;
  private int file;
  private int line;
  private int column;

  // The row before, and where its sequence begins.
  private boolean inSequence;
  private long start;
  private long lastAddress;
  private int lastFile;
  private int lastLine;
  private int lastColumn;

  LineProgram(LineHeader header) {
    this.header = header;
    this.in = header.program().cursor();
    reset();
  }

  private void reset() {
    address = 0;
    file = 1;
    line = 1;
    column = 0;
    inSequence = false;
  }

  /** Makes the table. */
  void run(LineHits hits) {
    if (header.lineRange() == 0) {
      throw in.fail(BinaryCode.MALFORMED, "lines that do not range");
    }
    int special = header.operands().length + 1;
    while (!in.atEnd()) {
      int code = in.readByte();
      if (code >= special) {
        address += advance(code - special);
        line += header.lineBase() + (code - special) % header.lineRange();
        row(hits);
      } else if (code == 0) {
        extended(hits);
      } else {
        standard(code, hits);
      }
    }
  }

  /** How far a special instruction goes. */
  private long advance(int adjusted) {
    return (long) adjusted / header.lineRange() * header.minInstruction();
  }

  private void standard(int code, LineHits hits) {
    switch (code) {
      case 1 -> row(hits);
      case 2 -> address += in.readU64() * header.minInstruction();
      case 3 -> line += (int) in.readS64();
      case 4 -> file = (int) in.readU64();
      case 5 -> column = (int) in.readU64();
      case 6, 7, 10, 11 -> {
        // Where statements, blocks, prologues and epilogues begin.
      }
      case 8 -> address += advance(255 - header.operands().length - 1);
      case 9 -> address += LineHeader.readFixed16(in);
      default -> {
        for (int i = 0; i < header.operands()[code - 1]; i++) {
          in.readU64();
        }
      }
    }
  }

  private void extended(LineHits hits) {
    ByteCursor operands = in.readSized().cursor();
    switch (operands.peek()) {
      case 1 -> {
        row(hits);
        reset();
      }
      case 2 -> {
        operands.skip(1);
        address =
            operands.remaining() >= 8
                ? operands.readFixed64()
                : Integer.toUnsignedLong(operands.readFixed32());
      }
      default -> {
        // Discriminators, and what others have added.
      }
    }
  }

  private void row(LineHits hits) {
    if (!inSequence) {
      inSequence = true;
      start = address;
    } else if (address > lastAddress) {
      hits.row(start, lastAddress, address, lastFile, lastLine, lastColumn);
    }
    lastAddress = address;
    lastFile = file;
    lastLine = line;
    lastColumn = column;
  }
}
