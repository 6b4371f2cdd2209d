package dev.witj.binary.core;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.internal.core.SectionReader;
import java.util.List;

/**
 * A custom section {@code reloc.*} of an object file: the places of a section that a linker fills
 * in.
 *
 * @param section the section by its index among all sections
 */
public record RelocationSection(int section, List<Entry> entries) {
  /** How the names of these custom sections begin. */
  public static final String PREFIX = "reloc.";

  private static final int MAX = 10_000_000;

  public RelocationSection {
    entries = List.copyOf(entries);
  }

  /** What is filled in, and how it is written; the ordinal is the binary form. */
  public enum Kind {
    /** A function's index. */
    FUNCTION_INDEX_LEB(Addend.NONE),
    /** A function's index in a table, signed. */
    TABLE_INDEX_SLEB(Addend.NONE),
    /** A function's index in a table, in four bytes. */
    TABLE_INDEX_I32(Addend.NONE),
    /** An address. */
    MEMORY_ADDR_LEB(Addend.S32),
    /** An address, signed. */
    MEMORY_ADDR_SLEB(Addend.S32),
    /** An address, in four bytes. */
    MEMORY_ADDR_I32(Addend.S32),
    /** A type's index. */
    TYPE_INDEX_LEB(Addend.NONE),
    /** A global's index. */
    GLOBAL_INDEX_LEB(Addend.NONE),
    /** An offset in the code section, in four bytes. */
    FUNCTION_OFFSET_I32(Addend.S32),
    /** An offset in a custom section, in four bytes. */
    SECTION_OFFSET_I32(Addend.S32),
    /** A tag's index. */
    EVENT_INDEX_LEB(Addend.NONE),
    /** An address from the start of the library's memory. */
    MEMORY_ADDR_REL_SLEB(Addend.S32),
    /** An index from the start of the library's part of the table. */
    TABLE_INDEX_REL_SLEB(Addend.NONE),
    /** A global's index, in four bytes. */
    GLOBAL_INDEX_I32(Addend.NONE),
    /** An address of 64 bits. */
    MEMORY_ADDR_LEB64(Addend.S64),
    /** An address of 64 bits, signed. */
    MEMORY_ADDR_SLEB64(Addend.S64),
    /** An address, in eight bytes. */
    MEMORY_ADDR_I64(Addend.S64),
    /** An address of 64 bits from the start of the library's memory. */
    MEMORY_ADDR_REL_SLEB64(Addend.S64),
    /** A function's index in a table of 64 bits, signed. */
    TABLE_INDEX_SLEB64(Addend.NONE),
    /** A function's index in a table, in eight bytes. */
    TABLE_INDEX_I64(Addend.NONE),
    /** A table's number. */
    TABLE_NUMBER_LEB(Addend.NONE),
    /** An address from the start of the thread's memory. */
    MEMORY_ADDR_TLS_SLEB(Addend.S32),
    /** An offset in the code section, in eight bytes. */
    FUNCTION_OFFSET_I64(Addend.S64),
    /** An address from the place that is filled in. */
    MEMORY_ADDR_LOCREL_I32(Addend.S32),
    /** An index of 64 bits from the start of the library's part of the table. */
    TABLE_INDEX_REL_SLEB64(Addend.NONE),
    /** An address of 64 bits from the start of the thread's memory. */
    MEMORY_ADDR_TLS_SLEB64(Addend.S64),
    /** A function's index, in four bytes. */
    FUNCTION_INDEX_I32(Addend.NONE);

    private static final Kind[] ALL = values();

    private final Addend addend;

    Kind(Addend addend) {
      this.addend = addend;
    }
  }

  /** How the number is written that is to be added. */
  private enum Addend {
    NONE,
    S32,
    S64;

    long read(ByteCursor in) {
      return switch (this) {
        case NONE -> 0;
        case S32 -> in.readS32();
        case S64 -> in.readS64();
      };
    }
  }

  /**
   * One place.
   *
   * @param offset where in the section's content
   * @param index the symbol, or the type, by index
   * @param addend what is added to what is filled in
   */
  public record Entry(Kind kind, int offset, int index, long addend) {
    /** A place as it stands in the section. */
    public static Entry read(ByteCursor in) {
      int at = in.position();
      int code = in.readByte();
      if (code >= Kind.ALL.length) {
        throw in.invalidByte(at, code, "relocation type");
      }
      Kind kind = Kind.ALL[code];
      int offset = in.readU32();
      int index = in.readU32();
      long addend = kind.addend.read(in);
      return new Entry(kind, offset, index, addend);
    }
  }

  /** Reads what a custom section holds after its name. */
  public static RelocationSection read(ByteSlice data) {
    ByteCursor in = data.cursor();
    int section = in.readU32();
    List<Entry> entries = SectionReader.list(in, MAX, "relocations", Entry::read);
    SectionReader.checkEnd(in);
    return new RelocationSection(section, entries);
  }
}
