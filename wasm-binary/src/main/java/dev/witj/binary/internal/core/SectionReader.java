package dev.witj.binary.internal.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Limits;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.ImportGroup;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.Section;
import dev.witj.binary.core.Table;
import dev.witj.binary.core.TableType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Reads what stands in sections, item by item: for those who want to know where each item lies, or
 * to stop early. All methods throw {@link dev.witj.diagnostics.DiagnosticException} where the bytes
 * are no such item.
 */
public final class SectionReader {
  private SectionReader() {}

  public static ModuleSection decode(Section section) {
    ByteCursor in = section.content().cursor();
    ModuleSection decoded =
        switch (section.id()) {
          case CUSTOM -> new ModuleSection.Custom(in.readName(), in.readRest());
          case TYPE ->
              new ModuleSection.Types(list(in, Limits.MAX_TYPES, "types", TypeReader::recGroup));
          case IMPORT ->
              new ModuleSection.Imports(
                  list(in, Limits.MAX_IMPORTS, "imports", SectionReader::importGroup));
          case FUNCTION ->
              new ModuleSection.Functions(
                  list(in, Limits.MAX_FUNCTIONS, "functions", ByteCursor::readU32));
          case TABLE ->
              new ModuleSection.Tables(list(in, Limits.MAX_TABLES, "tables", SectionReader::table));
          case MEMORY ->
              new ModuleSection.Memories(
                  list(in, Limits.MAX_MEMORIES, "memories", TypeReader::memoryType));
          case TAG ->
              new ModuleSection.Tags(list(in, Limits.MAX_TAGS, "tags", TypeReader::tagType));
          case GLOBAL ->
              new ModuleSection.Globals(
                  list(in, Limits.MAX_GLOBALS, "globals", SectionReader::global));
          case EXPORT ->
              new ModuleSection.Exports(
                  list(in, Limits.MAX_EXPORTS, "exports", SectionReader::export));
          case START -> new ModuleSection.Start(in.readU32());
          case ELEMENT ->
              new ModuleSection.Elements(
                  list(
                      in,
                      Limits.MAX_ELEMENT_SEGMENTS,
                      "element segments",
                      SectionReader::elementSegment));
          case DATA_COUNT -> new ModuleSection.DataCount(in.readU32());
          case CODE ->
              new ModuleSection.Code(
                  list(in, Limits.MAX_FUNCTIONS, "functions", SectionReader::body));
          case DATA ->
              new ModuleSection.Data(
                  list(in, Limits.MAX_DATA_SEGMENTS, "data segments", SectionReader::dataSegment));
        };
    checkEnd(in);
    return decoded;
  }

  /** A section must not be longer than what is in it. */
  public static void checkEnd(ByteCursor in) {
    if (!in.atEnd()) {
      throw in.fail(
          BinaryCode.INCONSISTENT,
          "section size mismatch: unexpected data at the end of the section");
    }
  }

  public static <T> List<T> list(
      ByteCursor in, int limit, String what, Function<ByteCursor, ? extends T> item) {
    return list(in, in.readCount(limit, what), item);
  }

  private static <T> List<T> list(
      ByteCursor in, int count, Function<ByteCursor, ? extends T> item) {
    List<T> items = new ArrayList<>(in.reserve(count));
    for (int i = 0; i < count; i++) {
      items.add(item.apply(in));
    }
    return items;
  }

  /**
   * Imports that share something begin like an import with an empty name, and have one of two bytes
   * where the kind stands.
   */
  public static ImportGroup importGroup(ByteCursor in) {
    String module = in.readName();
    String name = in.readName();
    int kind = in.peek();
    if (name.isEmpty() && kind == 0x7f) {
      in.skip(1);
      return new ImportGroup.SameModule(
          module,
          list(
              in,
              Limits.MAX_IMPORTS,
              "imports",
              each -> new ImportGroup.Item(each.readName(), TypeReader.externType(each))));
    }
    if (name.isEmpty() && kind == 0x7e) {
      in.skip(1);
      ExternType type = TypeReader.externType(in);
      return new ImportGroup.SameType(
          module, type, list(in, Limits.MAX_IMPORTS, "imports", ByteCursor::readName));
    }
    return new ImportGroup.Single(new Import(module, name, TypeReader.externType(in)));
  }

  /** A table that the module defines. */
  public static Table table(ByteCursor in) {
    if (in.peek() != 0x40) {
      return new Table(TypeReader.tableType(in), Optional.empty());
    }
    in.skip(1);
    int at = in.position();
    if (in.readByte() != 0) {
      throw in.failAt(at, BinaryCode.MALFORMED, "invalid table encoding");
    }
    TableType type = TypeReader.tableType(in);
    return new Table(type, Optional.of(constExpr(in)));
  }

  /** A constant expression, with its {@code end}. */
  public static ConstExpr constExpr(ByteCursor in) {
    return new ConstExpr(InstructionReader.expression(in));
  }

  /** A global that the module defines. */
  public static Global global(ByteCursor in) {
    GlobalType type = TypeReader.globalType(in);
    return new Global(type, constExpr(in));
  }

  /** An export. */
  public static Export export(ByteCursor in) {
    String name = in.readName();
    ExternKind kind = TypeReader.externKind(in);
    return new Export(name, kind, in.readU32());
  }

  /**
   * What an element segment says before its items.
   *
   * @param mode what becomes of it
   * @param expressions the type of its items if they are expressions; otherwise they are functions,
   *     by index
   * @param count how many items follow
   */
  public record ElementHead(ElementSegment.Mode mode, Optional<RefType> expressions, int count) {}

  /** An element segment. */
  public static ElementSegment elementSegment(ByteCursor in) {
    ElementHead head = elementHead(in);
    ElementSegment.Items items =
        head.expressions().isPresent()
            ? new ElementSegment.Items.Expressions(
                head.expressions().get(), list(in, head.count(), SectionReader::constExpr))
            : new ElementSegment.Items.Functions(list(in, head.count(), ByteCursor::readU32));
    return new ElementSegment(head.mode(), items);
  }

  /** An element segment up to its items. */
  public static ElementHead elementHead(ByteCursor in) {
    // Bit 0: passive or declared; bit 1: explicit table or declared; bit 2: expressions.
    int at = in.position();
    int flags = in.readU32();
    if (Integer.compareUnsigned(flags, 7) > 0) {
      throw in.failAt(at, BinaryCode.MALFORMED, "invalid flags byte in element segment: " + flags);
    }
    ElementSegment.Mode mode;
    if ((flags & 1) == 0) {
      OptionalInt table = (flags & 2) != 0 ? OptionalInt.of(in.readU32()) : OptionalInt.empty();
      mode = new ElementSegment.Mode.Active(table, constExpr(in));
    } else {
      mode =
          (flags & 2) != 0
              ? ElementSegment.Mode.Unplaced.DECLARED
              : ElementSegment.Mode.Unplaced.PASSIVE;
    }
    boolean typed = (flags & 3) != 0;
    Optional<RefType> expressions = Optional.empty();
    if ((flags & 4) != 0) {
      expressions = Optional.of(typed ? TypeReader.refType(in) : RefType.FUNCREF);
    } else if (typed) {
      int kindAt = in.position();
      int kind = in.readByte();
      if (kind != 0) {
        throw in.invalidByte(kindAt, kind, "external kind");
      }
    }
    return new ElementHead(mode, expressions, in.readCount(Limits.MAX_TABLE_ENTRIES, "elements"));
  }

  /** A data segment. */
  public static DataSegment dataSegment(ByteCursor in) {
    int at = in.position();
    int flags = in.readU32();
    if (Integer.compareUnsigned(flags, 2) > 0) {
      throw in.failAt(at, BinaryCode.MALFORMED, "invalid flags byte in data segment: " + flags);
    }
    DataSegment.Mode mode = DataSegment.Mode.Passive.PASSIVE;
    if (flags != 1) {
      OptionalInt memory = flags == 2 ? OptionalInt.of(in.readU32()) : OptionalInt.empty();
      mode = new DataSegment.Mode.Active(memory, constExpr(in));
    }
    return new DataSegment(mode, in.readSized());
  }

  /** The body of a function, with its size. */
  public static FunctionBody body(ByteCursor in) {
    int at = in.position();
    ByteSlice bytes = in.readSized();
    if (bytes.size() > Limits.MAX_FUNCTION_SIZE) {
      throw in.failAt(at, BinaryCode.LIMIT_EXCEEDED, "function body size is out of bounds");
    }
    return new FunctionBody(bytes);
  }
}
