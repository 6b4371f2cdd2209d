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
    FUNCTION_INDEX_LEB,
    /** A function's index in a table, signed. */
    TABLE_INDEX_SLEB,
    /** A function's index in a table, in four bytes. */
    TABLE_INDEX_I32,
    /** An address. */
    MEMORY_ADDR_LEB,
    /** An address, signed. */
    MEMORY_ADDR_SLEB,
    /** An address, in four bytes. */
    MEMORY_ADDR_I32,
    /** A type's index. */
    TYPE_INDEX_LEB,
    /** A global's index. */
    GLOBAL_INDEX_LEB,
    /** An offset in the code section, in four bytes. */
    FUNCTION_OFFSET_I32,
    /** An offset in a custom section, in four bytes. */
    SECTION_OFFSET_I32,
    /** A tag's index. */
    EVENT_INDEX_LEB,
    /** An address from the start of the library's memory. */
    MEMORY_ADDR_REL_SLEB,
    /** An index from the start of the library's part of the table. */
    TABLE_INDEX_REL_SLEB,
    /** A global's index, in four bytes. */
    GLOBAL_INDEX_I32,
    /** An address of 64 bits. */
    MEMORY_ADDR_LEB64,
    /** An address of 64 bits, signed. */
    MEMORY_ADDR_SLEB64,
    /** An address, in eight bytes. */
    MEMORY_ADDR_I64,
    /** An address of 64 bits from the start of the library's memory. */
    MEMORY_ADDR_REL_SLEB64,
    /** A function's index in a table of 64 bits, signed. */
    TABLE_INDEX_SLEB64,
    /** A function's index in a table, in eight bytes. */
    TABLE_INDEX_I64,
    /** A table's number. */
    TABLE_NUMBER_LEB,
    /** An address from the start of the thread's memory. */
    MEMORY_ADDR_TLS_SLEB,
    /** An offset in the code section, in eight bytes. */
    FUNCTION_OFFSET_I64,
    /** An address from the place that is filled in. */
    MEMORY_ADDR_LOCREL_I32,
    /** An index of 64 bits from the start of the library's part of the table. */
    TABLE_INDEX_REL_SLEB64,
    /** An address of 64 bits from the start of the thread's memory. */
    MEMORY_ADDR_TLS_SLEB64,
    /** A function's index, in four bytes. */
    FUNCTION_INDEX_I32;

    private static final Kind[] ALL = values();

    /** Whether a number to be added follows the index. */
    public boolean hasAddend() {
      return switch (this) {
        case MEMORY_ADDR_LEB,
            MEMORY_ADDR_SLEB,
            MEMORY_ADDR_I32,
            FUNCTION_OFFSET_I32,
            SECTION_OFFSET_I32,
            MEMORY_ADDR_REL_SLEB,
            MEMORY_ADDR_LEB64,
            MEMORY_ADDR_SLEB64,
            MEMORY_ADDR_I64,
            MEMORY_ADDR_REL_SLEB64,
            MEMORY_ADDR_TLS_SLEB,
            FUNCTION_OFFSET_I64,
            MEMORY_ADDR_LOCREL_I32,
            MEMORY_ADDR_TLS_SLEB64 ->
            true;
        case FUNCTION_INDEX_LEB,
            TABLE_INDEX_SLEB,
            TABLE_INDEX_I32,
            TYPE_INDEX_LEB,
            GLOBAL_INDEX_LEB,
            EVENT_INDEX_LEB,
            TABLE_INDEX_REL_SLEB,
            GLOBAL_INDEX_I32,
            TABLE_INDEX_SLEB64,
            TABLE_INDEX_I64,
            TABLE_NUMBER_LEB,
            TABLE_INDEX_REL_SLEB64,
            FUNCTION_INDEX_I32 ->
            false;
      };
    }

    private boolean isWide() {
      return switch (this) {
        case MEMORY_ADDR_LEB64,
            MEMORY_ADDR_SLEB64,
            MEMORY_ADDR_I64,
            MEMORY_ADDR_REL_SLEB64,
            FUNCTION_OFFSET_I64,
            MEMORY_ADDR_TLS_SLEB64 ->
            true;
        default -> false;
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
      long addend = kind.hasAddend() ? (kind.isWide() ? in.readS64() : in.readS32()) : 0;
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
