package dev.witj.binary.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Limits;
import dev.witj.binary.internal.core.SectionReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The custom section {@code linking} of an object file, as the tool conventions for linking define
 * it.
 *
 * @param version the version of the conventions
 * @param parts its parts, in file order
 */
public record LinkingSection(int version, List<Part> parts) {
  /** The name of the custom section. */
  public static final String NAME = "linking";

  private static final int MAX = 1_000_000;

  /** The flag of a symbol that is not defined here. */
  private static final int UNDEFINED = 0x10;

  /** The flag of an undefined symbol that has a name other than that of its import. */
  private static final int EXPLICIT_NAME = 0x40;

  public LinkingSection {
    parts = List.copyOf(parts);
  }

  /** A part of the section. */
  public sealed interface Part {
    /** Data segments. */
    record Segments(List<Segment> segments) implements Part {
      public Segments {
        segments = List.copyOf(segments);
      }
    }

    /** Functions to run at the start. */
    record InitFunctions(List<InitFunction> functions) implements Part {
      public InitFunctions {
        functions = List.copyOf(functions);
      }
    }

    /** Groups of which a linker keeps one of each name. */
    record ComdatInfo(List<Comdat> comdats) implements Part {
      public ComdatInfo {
        comdats = List.copyOf(comdats);
      }
    }

    /** Symbols. */
    record SymbolTable(List<Symbol> symbols) implements Part {
      public SymbolTable {
        symbols = List.copyOf(symbols);
      }
    }

    /** Anything else. */
    record Unknown(int code, ByteSlice data) implements Part {}
  }

  /** The parts that are lists; the code is the binary form. */
  public enum Kind {
    /** Of {@link Part.Segments}. */
    SEGMENTS(5),
    /** Of {@link Part.InitFunctions}. */
    INIT_FUNCTIONS(6),
    /** Of {@link Part.ComdatInfo}. */
    COMDAT_INFO(7),
    /** Of {@link Part.SymbolTable}. */
    SYMBOL_TABLE(8);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** The byte that stands for it. */
    public int code() {
      return code;
    }

    /** The one that a byte stands for. */
    public static Optional<Kind> of(int code) {
      return code >= 5 && code <= 8 ? Optional.of(values()[code - 5]) : Optional.empty();
    }
  }

  /**
   * A data segment.
   *
   * @param align the binary logarithm of its alignment
   */
  public record Segment(String name, int align, int flags) {
    /** A segment as it stands in the list. */
    public static Segment read(ByteCursor in) {
      return new Segment(in.readName(), in.readU32(), in.readU32());
    }
  }

  /** A function to run at the start, by the index of its symbol. */
  public record InitFunction(int priority, int symbol) {
    /** A function as it stands in the list. */
    public static InitFunction read(ByteCursor in) {
      return new InitFunction(in.readU32(), in.readU32());
    }
  }

  /** A group of which a linker keeps one of each name. */
  public record Comdat(String name, int flags, List<ComdatSymbol> symbols) {
    public Comdat {
      symbols = List.copyOf(symbols);
    }

    /** A group as it stands in the list. */
    public static Comdat read(ByteCursor in) {
      return new Comdat(
          in.readName(),
          in.readU32(),
          SectionReader.list(
              in,
              MAX,
              "comdat symbols",
              each -> new ComdatSymbol(each.readByte(), each.readU32())));
    }
  }

  /** A member of a group: its kind as it is written, and its index. */
  public record ComdatSymbol(int kind, int index) {}

  /** A symbol. */
  public sealed interface Symbol {
    /** Its flags. */
    int flags();

    /** A function, global, table or tag; those that are imported may go without a name. */
    record Item(ExternKind kind, int flags, int index, Optional<String> name) implements Symbol {}

    /** A piece of a data segment; nowhere if it is not defined here. */
    record Data(int flags, String name, Optional<Place> place) implements Symbol {}

    /** A custom section, by its index among all sections. */
    record SectionOf(int flags, int section) implements Symbol {}

    /** Where data lies: the segment by index, and bytes of it. */
    record Place(int segment, int offset, int size) {}

    /** A symbol as it stands in the table. */
    static Symbol read(ByteCursor in) {
      int at = in.position();
      int kind = in.readByte();
      int flags = in.readU32();
      return switch (kind) {
        case 0 -> item(ExternKind.FUNC, flags, in);
        case 1 -> {
          String name = in.readName();
          yield new Data(
              flags,
              name,
              (flags & UNDEFINED) != 0
                  ? Optional.empty()
                  : Optional.of(new Place(in.readU32(), in.readU32(), in.readU32())));
        }
        case 2 -> item(ExternKind.GLOBAL, flags, in);
        case 3 -> new SectionOf(flags, in.readU32());
        case 4 -> item(ExternKind.TAG, flags, in);
        case 5 -> item(ExternKind.TABLE, flags, in);
        default -> throw in.invalidByte(at, kind, "symbol kind");
      };
    }

    private static Item item(ExternKind kind, int flags, ByteCursor in) {
      int index = in.readU32();
      boolean named = (flags & UNDEFINED) == 0 || (flags & EXPLICIT_NAME) != 0;
      return new Item(kind, flags, index, named ? Optional.of(in.readName()) : Optional.empty());
    }
  }

  /** Reads what a custom section holds after its name. */
  public static LinkingSection read(ByteSlice data) {
    ByteCursor in = data.cursor();
    int version = readVersion(in);
    List<Part> parts = new ArrayList<>();
    while (!in.atEnd()) {
      int code = in.readByte();
      ByteCursor part = in.readSized().cursor();
      parts.add(part(code, part));
      SectionReader.checkEnd(part);
    }
    return new LinkingSection(version, parts);
  }

  /** Reads the version, and demands that it is one that this can read. */
  public static int readVersion(ByteCursor in) {
    int at = in.position();
    int version = in.readU32();
    if (version != 2) {
      throw in.failAt(
          at,
          BinaryCode.MALFORMED,
          "unsupported linking section version: " + Integer.toUnsignedString(version));
    }
    return version;
  }

  private static Part part(int code, ByteCursor in) {
    Optional<Kind> kind = Kind.of(code);
    if (kind.isEmpty()) {
      return new Part.Unknown(code, in.readRest());
    }
    return switch (kind.get()) {
      case SEGMENTS ->
          new Part.Segments(
              SectionReader.list(in, Limits.MAX_DATA_SEGMENTS, "segments", Segment::read));
      case INIT_FUNCTIONS ->
          new Part.InitFunctions(
              SectionReader.list(in, Limits.MAX_FUNCTIONS, "functions", InitFunction::read));
      case COMDAT_INFO -> new Part.ComdatInfo(SectionReader.list(in, MAX, "comdats", Comdat::read));
      case SYMBOL_TABLE ->
          new Part.SymbolTable(SectionReader.list(in, MAX, "symbols", Symbol::read));
    };
  }
}
