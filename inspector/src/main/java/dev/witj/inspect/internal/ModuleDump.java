package dev.witj.inspect.internal;

import static dev.witj.inspect.internal.DebugText.struct;
import static dev.witj.inspect.internal.DebugText.unsigned;

import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.ImportGroup;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Section;
import dev.witj.binary.core.SectionId;
import dev.witj.binary.core.Table;
import dev.witj.binary.internal.core.SectionReader;
import dev.witj.binary.internal.core.TypeReader;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** The lines of a core module. */
public final class ModuleDump {
  private final DumpLines lines;
  private final int[] counts = new int[ExternKind.values().length];
  private int types;

  /** The function that the next body is of: those that are imported have none. */
  private int bodies;

  public ModuleDump(DumpLines lines) {
    this.lines = lines;
  }

  public void sections(ByteCursor in) {
    while (!in.atEnd()) {
      Section section = Section.read(in);
      lines.line(section.content().start(), name(section.id()) + " section");
      ByteCursor content = section.content().cursor();
      section(section, content);
      SectionReader.checkEnd(content);
    }
  }

  private static String name(SectionId id) {
    return id == SectionId.FUNCTION ? "func" : id.toString();
  }

  private void section(Section section, ByteCursor in) {
    switch (section.id()) {
      case CUSTOM -> {
        String name = in.readName();
        lines.line(in.position(), "name: " + DebugText.quote(name));
        CustomDump.print(name, in.readRest(), lines);
      }
      case TYPE -> groups(in);
      case IMPORT -> each(in, this::importGroup);
      case FUNCTION ->
          each(
              in,
              item -> {
                int type = item.readU32();
                lines.line(item.position(), next(ExternKind.FUNC) + " type " + unsigned(type));
              });
      case TABLE -> each(in, this::table);
      case MEMORY ->
          each(
              in,
              item -> {
                String text = CoreDebug.memory(TypeReader.memoryType(item));
                lines.line(item.position(), next(ExternKind.MEMORY) + " " + text);
              });
      case TAG ->
          each(
              in,
              item -> {
                String text = CoreDebug.tag(TypeReader.tagType(item));
                lines.line(item.position(), next(ExternKind.TAG) + " " + text);
              });
      case GLOBAL -> each(in, this::global);
      case EXPORT ->
          each(
              in,
              item -> {
                String text = CoreDebug.export(SectionReader.export(item));
                lines.line(item.position(), "export " + text);
              });
      case START -> {
        int function = in.readU32();
        lines.line(in.position(), "start function " + unsigned(function));
      }
      case ELEMENT -> each(in, this::element);
      case DATA_COUNT -> {
        int count = in.readU32();
        lines.line(in.position(), "data count " + unsigned(count));
      }
      case CODE -> each(in, this::body);
      case DATA -> each(in, this::data);
    }
  }

  private void each(ByteCursor in, Consumer<ByteCursor> item) {
    int count = lines.count(in);
    for (int i = 0; i != count; i++) {
      item.accept(in);
    }
  }

  private String nextImport(ExternKind kind) {
    if (kind == ExternKind.FUNC) {
      bodies++;
    }
    return next(kind);
  }

  private String next(ExternKind kind) {
    return "[" + kind + " " + counts[kind.ordinal()]++ + "]";
  }

  private void groups(ByteCursor in) {
    int count = lines.count(in);
    for (int i = 0; i != count; i++) {
      var size = TypeReader.groupSize(in);
      lines.title(
          "--- rec group " + i + (size.isPresent() ? " (explicit) ---" : " (implicit) ---"));
      if (size.isPresent()) {
        lines.line(in.position(), "");
      }
      for (int each = size.orElse(1); each > 0; each--) {
        String text = CoreDebug.subType(TypeReader.subType(in));
        lines.line(in.position(), "[type " + types++ + "] " + text);
      }
    }
  }

  private void importGroup(ByteCursor in) {
    ImportGroup group = SectionReader.importGroup(in);
    int end = in.position();
    switch (group) {
      case ImportGroup.Single(Import item) ->
          lines.line(
              end, "import " + nextImport(item.type().kind()) + " " + CoreDebug.imported(item));
      case ImportGroup.SameModule(var module, var items) -> {
        lines.line(end, "imports from " + DebugText.quote(module));
        items.forEach(item -> compactImport(item.name(), item.type()));
      }
      case ImportGroup.SameType(var module, var type, var names) -> {
        lines.line(end, "imports from " + DebugText.quote(module));
        names.forEach(name -> compactImport(name, type));
      }
    }
  }

  /** The module's name is said once: it may be long, and the imports many. */
  private void compactImport(String name, ExternType type) {
    lines.title(
        "--- import "
            + nextImport(type.kind())
            + " "
            + struct("Import", "name", DebugText.quote(name), "ty", CoreDebug.extern(type))
            + " ---");
  }

  private void table(ByteCursor in) {
    Table table = SectionReader.table(in);
    int end = table.initializer().map(value -> value.code().start()).orElse(in.position());
    lines.line(
        end,
        next(ExternKind.TABLE)
            + " "
            + struct(
                "Table",
                "ty",
                CoreDebug.table(table.type()),
                "init",
                table.initializer().map(ModuleDump::expression).orElse("RefNull")));
    table.initializer().ifPresent(this::instructions);
  }

  private void global(ByteCursor in) {
    Global global = SectionReader.global(in);
    lines.line(
        global.initializer().code().start(),
        next(ExternKind.GLOBAL) + " " + CoreDebug.global(global.type()));
    instructions(global.initializer());
  }

  /** An expression as its bytes. */
  private static String expression(ConstExpr expression) {
    ByteCursor in = expression.code().cursor();
    StringJoiner bytes = new StringJoiner(", ", "[", "]");
    while (!in.atEnd()) {
      bytes.add(Integer.toString(in.readByte()));
    }
    return struct("ConstExpr", "offset", expression.code().start(), "data", bytes);
  }

  private void instructions(ConstExpr expression) {
    instructions(expression.code());
  }

  private void instructions(ByteSlice code) {
    InstructionReader in = new InstructionReader(code);
    while (in.next()) {
      lines.line(in.end(), CoreDebug.instruction(in.instruction()));
    }
  }

  private void element(ByteCursor in) {
    SectionReader.ElementHead head = SectionReader.elementHead(in);
    String items =
        head.count()
            + " items "
            + head.expressions()
                .map(type -> "[exprs " + CoreDebug.refType(type) + "]")
                .orElse("[indices]");
    switch (head.mode()) {
      case ElementSegment.Mode.Active(var table, var offset) -> {
        lines.line(offset.code().start(), "element table[" + DebugText.option(table) + "]");
        instructions(offset);
        lines.line(in.position(), items);
      }
      case ElementSegment.Mode.Unplaced.PASSIVE ->
          lines.line(in.position(), "element passive, " + items);
      case ElementSegment.Mode.Unplaced.DECLARED ->
          lines.line(in.position(), "element declared " + items);
    }
    for (int i = 0; i < head.count(); i++) {
      String item =
          head.expressions().isPresent()
              ? expression(SectionReader.constExpr(in))
              : unsigned(in.readU32());
      lines.line(in.position(), "item " + item);
    }
  }

  private void data(ByteCursor in) {
    DataSegment segment = SectionReader.dataSegment(in);
    switch (segment.mode()) {
      case DataSegment.Mode.Active active -> {
        lines.line(
            active.offset().code().start(), "data memory[" + unsigned(active.memoryIndex()) + "]");
        instructions(active.offset());
      }
      case DataSegment.Mode.Passive _ -> lines.line(segment.bytes().start(), "data passive");
    }
    lines.skip(in.position(), segment.bytes().size() + " bytes of data");
  }

  private void body(ByteCursor in) {
    lines.title("============== func " + bodies++ + " ====================");
    FunctionBody body = SectionReader.body(in);
    lines.line(body.bytes().start(), "size of function");
    ByteCursor content = body.bytes().cursor();
    int groups = content.readU32();
    lines.line(content.position(), unsigned(groups) + " local blocks");
    for (int i = 0; i != groups; i++) {
      var locals = FunctionBody.Locals.read(content);
      lines.line(
          content.position(),
          unsigned(locals.count()) + " locals of type " + CoreDebug.valType(locals.type()));
    }
    instructions(content.readRest());
  }
}
