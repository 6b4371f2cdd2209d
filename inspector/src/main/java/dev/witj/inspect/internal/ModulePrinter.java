package dev.witj.inspect.internal;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.BranchHintSection;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.ImportGroup;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.NameSection.Kind;
import dev.witj.binary.core.Section;
import dev.witj.binary.core.SectionId;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.Table;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.binary.core.ValType;
import dev.witj.binary.internal.core.SectionReader;
import dev.witj.binary.internal.core.TypeReader;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.inspect.WatPrinter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a core module, section by section in the order of the file. */
public final class ModulePrinter {
  private final CoreModule module;
  private final WatPrinter.Options options;
  private final TextWriter out;
  private final ModuleNames names;
  private final ModuleTypes types = new ModuleTypes();
  private final CoreTypePrinter printer;
  private final BodyPrinter bodies;
  private final Map<Integer, Map<Integer, Boolean>> hints = new HashMap<>();
  private final int[] counts = new int[ExternKind.values().length];
  private final List<Integer> functionTypes = new ArrayList<>();
  private int elements;
  private int datas;

  public ModulePrinter(CoreModule module, WatPrinter.Options options, TextWriter out) {
    this.module = module;
    this.options = options;
    this.out = out;
    this.names = ModuleNames.of(module, options.nameUnnamed());
    this.printer = new CoreTypePrinter(names.of(Kind.TYPE), out);
    this.bodies = new BodyPrinter(names, types, printer, out, options);
  }

  /**
   * Writes the module as a form.
   *
   * @param keyword what the form begins with
   * @param head what defines it in a component; null for a module of its own
   */
  public void print(String keyword, @Nullable Runnable head) {
    if (head == null) {
      out.line(module.binary().start());
    }
    out.add('(').add(keyword);
    if (head != null) {
      head.run();
    } else {
      Names self = new Names("module", false);
      names.module().ifPresent(name -> self.add(0, name));
      self.definitionAfterSpace(0, out);
    }
    readHints();
    out.indent();
    boolean any = false;
    String place = "before first";
    for (Section section : module.sections()) {
      any |= section.id() != SectionId.FUNCTION && !isNames(section);
      section(section, place);
      if (section.id() != SectionId.CUSTOM) {
        place = "after " + place(section.id());
      }
    }
    if (any) {
      out.close();
    } else {
      out.outdent();
      out.add(')');
    }
  }

  private static boolean isNames(Section section) {
    return section.id() == SectionId.CUSTOM && section.customName().equals(NameSection.NAME);
  }

  private static String place(SectionId id) {
    return switch (id) {
      case CUSTOM -> "first";
      case TYPE -> "type";
      case IMPORT -> "import";
      case FUNCTION -> "func";
      case TABLE -> "table";
      case MEMORY -> "memory";
      case TAG -> "tag";
      case GLOBAL -> "global";
      case EXPORT -> "export";
      case START -> "start";
      case ELEMENT -> "elem";
      case DATA_COUNT -> "datacount";
      case CODE -> "code";
      case DATA -> "data";
    };
  }

  private void readHints() {
    try {
      module
          .customSections(BranchHintSection.NAME)
          .flatMap(section -> BranchHintSection.read(section.customData()).functions().stream())
          .forEach(
              function -> {
                Map<Integer, Boolean> known = new HashMap<>();
                function.hints().forEach(hint -> known.put(hint.offset(), hint.taken()));
                hints.put(function.index(), known);
              });
    } catch (DiagnosticException _) {
      hints.clear();
    }
  }

  private void section(Section section, String place) {
    if (section.id() == SectionId.CUSTOM) {
      custom(section, place);
      return;
    }
    ByteCursor in = section.content().cursor();
    switch (section.id()) {
      case CUSTOM, DATA_COUNT -> {
        return;
      }
      case TYPE -> each(in, this::types);
      case IMPORT -> each(in, this::imports);
      case FUNCTION ->
          each(
              in,
              item -> {
                int type = item.readU32();
                functionTypes.add(type);
                types.addFunction(type);
              });
      case TABLE -> each(in, this::table);
      case MEMORY -> each(in, this::memory);
      case TAG -> each(in, this::tag);
      case GLOBAL -> each(in, this::global);
      case EXPORT -> each(in, this::export);
      case START -> {
        out.line(in.position()).add("(start ");
        names.of(Kind.FUNCTION).reference(in.readU32(), out);
        out.add(')');
      }
      case ELEMENT -> each(in, this::element);
      case CODE -> code(in);
      case DATA -> each(in, this::data);
    }
    SectionReader.checkEnd(in);
  }

  /** Prints item by item: no list of them is made, and each is known where it lies. */
  private static void each(ByteCursor in, Consumer<ByteCursor> item) {
    int count = in.readU32();
    for (int i = 0; i != count; i++) {
      item.accept(in);
    }
  }

  private void custom(Section section, String place) {
    String name = section.customName();
    if (name.equals(NameSection.NAME)
        || (name.equals(BranchHintSection.NAME) && !hints.isEmpty())) {
      return;
    }
    CustomPrinter.print(name, section.customData(), place, options.skeleton(), out);
  }

  private void types(ByteCursor in) {
    int at = in.position();
    OptionalInt size = TypeReader.groupSize(in);
    if (size.isEmpty()) {
      type(in);
      return;
    }
    out.line(at).add("(rec");
    out.indent();
    for (int i = 0; i != size.getAsInt(); i++) {
      type(in);
    }
    out.outdent();
    if (size.getAsInt() == 0) {
      out.add(')');
    } else {
      out.line().add(')');
    }
  }

  private void type(ByteCursor in) {
    int at = in.position();
    SubType type = TypeReader.subType(in);
    int index = types.add(type);
    out.line(at).add("(type ");
    names.of(Kind.TYPE).definition(index, out);
    out.index(index).add(' ');
    printer.sub(type, names.fields(index));
    out.add(')');
  }

  // Imports.

  private void imports(ByteCursor in) {
    int at = in.position();
    ImportGroup group = SectionReader.importGroup(in);
    group.imports().forEach(each -> types.add(each.type()));
    switch (group) {
      case ImportGroup.Single(Import(var from, var name, var type)) -> {
        out.line(at).add("(import ").string(from).add(' ').string(name).add(' ');
        imported(type);
        out.add(')');
      }
      case ImportGroup.SameModule(var from, var items) -> {
        out.line(at).add("(import ").string(from);
        out.indent();
        for (ImportGroup.Item item : items) {
          out.line().add("(item ").string(item.name()).add(' ');
          imported(item.type());
          out.add(')');
        }
        out.close();
      }
      case ImportGroup.SameType(var from, var type, var itemNames) -> {
        out.line(at).add("(import ").string(from);
        out.indent();
        for (String name : itemNames) {
          out.line().add("(item ").string(name);
          int index = counts[type.kind().ordinal()]++;
          String known = names.of(type.kind()).get(index);
          if (known != null && known.startsWith("$")) {
            out.add(' ').add(known);
          }
          out.add(')');
        }
        out.line().add('(').add(type.kind().toString()).add(' ');
        type(type);
        out.add(')');
        out.close();
      }
    }
  }

  private void imported(ExternType type) {
    out.add('(').add(type.kind().toString()).add(' ');
    int index = define(type.kind());
    switch (type) {
      case ExternType.Func(int typeIndex, boolean exact) -> {
        out.add(exact ? "(exact " : "");
        typeUse(typeIndex);
        if (names.hasLocals(index)) {
          signature(typeIndex, names.locals(index));
        }
        out.add(exact ? ")" : "");
      }
      case TableType _, MemoryType _, GlobalType _, TagType _ -> type(type);
    }
    out.add(')');
  }

  /** Writes the name and the index of what is defined next. */
  private int define(ExternKind kind) {
    int index = counts[kind.ordinal()]++;
    names.of(kind).definition(index, out);
    out.index(index).add(' ');
    return index;
  }

  private void type(ExternType type) {
    switch (type) {
      case ExternType.Func(int index, boolean exact) -> {
        out.add(exact ? "(exact " : "");
        typeUse(index);
        out.add(exact ? ")" : "");
      }
      case TableType table -> printer.table(table);
      case MemoryType memory -> printer.memory(memory);
      case GlobalType global -> printer.global(global);
      case TagType(int index) -> {
        typeUse(index);
        types.func(index).ifPresent(printer::signature);
      }
    }
  }

  private void typeUse(int index) {
    out.add("(type ");
    names.of(Kind.TYPE).reference(index, out);
    out.add(')');
  }

  // Definitions.

  private void table(ByteCursor in) {
    int at = in.position();
    Table table = SectionReader.table(in);
    out.line(at).add("(table ");
    define(ExternKind.TABLE);
    printer.table(table.type());
    table
        .initializer()
        .ifPresent(
            value -> {
              out.add(' ');
              constant(value);
            });
    out.add(')');
  }

  private void memory(ByteCursor in) {
    int at = in.position();
    MemoryType memory = TypeReader.memoryType(in);
    out.line(at).add("(memory ");
    define(ExternKind.MEMORY);
    printer.memory(memory);
    out.add(')');
  }

  private void tag(ByteCursor in) {
    int at = in.position();
    TagType tag = TypeReader.tagType(in);
    types.addTag(tag.typeIndex());
    out.line(at).add("(tag ");
    define(ExternKind.TAG);
    type(tag);
    out.add(')');
  }

  private void global(ByteCursor in) {
    int at = in.position();
    Global global = SectionReader.global(in);
    out.line(at).add("(global ");
    define(ExternKind.GLOBAL);
    printer.global(global.type());
    out.add(' ');
    constant(global.initializer());
    out.add(')');
  }

  private void constant(ConstExpr value) {
    bodies.constant(value.code());
  }

  private void export(ByteCursor in) {
    int at = in.position();
    Export export = SectionReader.export(in);
    out.line(at).add("(export ").string(export.name()).add(" (").add(export.kind().toString());
    out.add(' ');
    // The reference tools give the index of a tag here and nowhere else.
    Names space = export.kind() == ExternKind.TAG ? Names.NONE : names.of(export.kind());
    space.reference(export.index(), out);
    out.add("))");
  }

  // Segments.

  /** An offset or an item: a form without a keyword if there is one instruction. */
  private void operand(String keyword, ConstExpr value) {
    out.add('(');
    if (BodyPrinter.count(value.code()) != 1) {
      out.add(keyword).add(' ');
      constant(value);
    } else {
      bodies.single(value.code());
    }
    out.add(')');
  }

  private void element(ByteCursor in) {
    int at = in.position();
    ElementSegment segment = SectionReader.elementSegment(in);
    int index = elements++;
    out.line(at).add("(elem ");
    names.of(Kind.ELEMENT).definition(index, out);
    out.index(index);
    switch (segment.mode()) {
      case ElementSegment.Mode.Unplaced unplaced ->
          out.add(unplaced == ElementSegment.Mode.Unplaced.DECLARED ? " declare" : "");
      case ElementSegment.Mode.Active(var table, var offset) -> {
        table.ifPresent(
            number -> {
              out.add(" (table ");
              names.of(Kind.TABLE).reference(number, out);
              out.add(')');
            });
        out.add(' ');
        operand("offset", offset);
      }
    }
    if (options.skeleton()) {
      out.add(" ...)");
      return;
    }
    switch (segment.items()) {
      case ElementSegment.Items.Functions(var functions) -> {
        out.add(" func");
        for (int function : functions) {
          out.add(' ');
          names.of(Kind.FUNCTION).reference(function, out);
        }
      }
      case ElementSegment.Items.Expressions(var type, var expressions) -> {
        out.add(' ');
        printer.ref(type);
        for (ConstExpr expression : expressions) {
          out.add(' ');
          operand("item", expression);
        }
      }
    }
    out.add(')');
  }

  private void data(ByteCursor in) {
    int at = in.position();
    DataSegment segment = SectionReader.dataSegment(in);
    int index = datas++;
    out.line(at).add("(data ");
    names.of(Kind.DATA).definition(index, out);
    out.index(index).add(' ');
    if (segment.mode() instanceof DataSegment.Mode.Active(var memory, var offset)) {
      if (memory.orElse(0) != 0) {
        out.add("(memory ");
        names.of(Kind.MEMORY).reference(memory.getAsInt(), out);
        out.add(") ");
      }
      operand("offset", offset);
      out.add(' ');
    }
    if (options.skeleton()) {
      out.add("...");
    } else {
      out.bytes(segment.bytes());
    }
    out.add(')');
  }

  // Functions.

  private void code(ByteCursor in) {
    int at = in.position();
    int count = in.readU32();
    if (count != functionTypes.size()) {
      throw in.failAt(
          at, BinaryCode.INCONSISTENT, "function and code section have inconsistent lengths");
    }
    OperandText operands =
        options.operandStack() && !options.skeleton()
            ? new OperandText(module, names.of(Kind.TYPE))
            : null;
    for (int i = 0; i < count; i++) {
      if (operands != null) {
        operands.begin(i);
      }
      function(SectionReader.body(in), functionTypes.get(i), operands);
    }
  }

  private void function(FunctionBody body, int typeIndex, @Nullable OperandText operands) {
    ByteSlice bytes = body.bytes();
    out.line(bytes.start()).add("(func ");
    int index = define(ExternKind.FUNC);
    typeUse(typeIndex);
    Names locals = names.locals(index);
    FuncType type = signature(typeIndex, locals);
    if (options.skeleton()) {
      out.add(" ...)");
      return;
    }
    out.indent();
    List<FunctionBody.Locals> groups = body.locals();
    LocalList declared = new LocalList("local", locals, type.params().size(), "");
    groups.forEach(group -> declared.add(group.type(), group.count()));
    declared.end();
    ByteSlice code = body.code();
    bodies.body(
        code,
        locals,
        names.labels(index),
        hints.getOrDefault(index, Map.of()),
        bytes.start(),
        type.results().size(),
        operands);
    out.outdent();
    if (declared.isEmpty() && code.size() == 1) {
      out.add(')');
    } else {
      out.line().add(')');
    }
  }

  /** Writes the parameters, with their names, and the results of a type. */
  private FuncType signature(int typeIndex, Names locals) {
    FuncType type = types.func(typeIndex).orElse(new FuncType(List.of(), List.of()));
    LocalList params = new LocalList("param", locals, 0, " ");
    type.params().forEach(param -> params.add(param, 1));
    params.end();
    printer.list("result", type.results());
    return type;
  }

  /** Parameters or locals: each that has a name in a form of its own, others together. */
  private final class LocalList {
    private final String keyword;
    private final Names locals;
    private final String firstSpace;
    private int index;
    private boolean open;
    private boolean any;

    LocalList(String keyword, Names locals, int index, String firstSpace) {
      this.keyword = keyword;
      this.locals = locals;
      this.index = index;
      this.firstSpace = firstSpace;
    }

    void add(ValType type, int count) {
      for (int i = 0; i < count; i++) {
        boolean named = locals.get(index) != null;
        if (named || !open) {
          end();
          start();
        }
        out.add(' ');
        locals.definition(index, out);
        printer.storage(type);
        open = true;
        if (named) {
          end();
        }
        index++;
      }
    }

    private void start() {
      if (any) {
        out.add(' ');
      } else if (firstSpace.isEmpty()) {
        out.line();
      } else {
        out.add(firstSpace);
      }
      any = true;
      out.add('(').add(keyword);
    }

    void end() {
      if (open) {
        out.add(')');
        open = false;
      }
    }

    boolean isEmpty() {
      return !any;
    }
  }
}
