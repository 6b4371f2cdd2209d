package dev.witj.binary.core;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import dev.witj.binary.Limits;
import dev.witj.binary.internal.core.BodyValidator;
import dev.witj.binary.internal.core.CanonicalTypes;
import dev.witj.binary.internal.core.Definition;
import dev.witj.binary.internal.core.InstructionValidator;
import dev.witj.binary.internal.core.ModuleContext;
import dev.witj.binary.internal.core.SectionReader;
import dev.witj.binary.internal.core.TypeCode;
import dev.witj.binary.internal.core.TypeReader;
import dev.witj.binary.internal.core.TypeSpace;
import dev.witj.diagnostics.DiagnosticException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Validates core modules: one pass over the sections in file order, which reads their items where
 * they lie, then the bodies, which do not depend on one another.
 *
 * <pre>{@code
 * ValidatedModule valid = CoreValidator.validate(CoreModule.read(bytes), Features.DEFAULT);
 * }</pre>
 */
public final class CoreValidator {
  private final CoreModule module;
  private final Features features;
  private final TypeSpace types;
  private final ModuleContext context;
  private final InstructionValidator expressions;
  private final boolean withBodies;

  private final List<Import> imports = new ArrayList<>();
  private final Map<String, ExternType> exports = new LinkedHashMap<>();
  private List<ByteSlice> bodies = List.of();
  private int definedFunctions;
  private int dataCount;
  private int lastSection;
  private final Set<SectionId> seen = new HashSet<>();

  private CoreValidator(CoreModule module, Features features, CoreTypes types, boolean withBodies) {
    this.module = module;
    this.withBodies = withBodies;
    this.features = features;
    this.context = new ModuleContext(features, (CanonicalTypes) types);
    this.types = context.typeSpace;
    this.expressions = new InstructionValidator(context);
  }

  /**
   * Validates a module on its own.
   *
   * @throws DiagnosticException with the first error, if it is not valid
   */
  public static ValidatedModule validate(CoreModule module, Features features) {
    return validate(module, features, CoreTypes.create());
  }

  /**
   * Validates a module whose types are to be compared with those of others.
   *
   * @param types where its types go
   * @throws DiagnosticException with the first error, if it is not valid
   */
  public static ValidatedModule validate(CoreModule module, Features features, CoreTypes types) {
    return new CoreValidator(module, features, types, true).run();
  }

  /**
   * Validates a module, whose types are to be compared with those of others, but for its function
   * bodies: those were found valid before.
   *
   * @param types where its types go
   * @throws DiagnosticException with the first error outside of function bodies
   */
  public static ValidatedModule validateTypes(
      CoreModule module, Features features, CoreTypes types) {
    return new CoreValidator(module, features, types, false).run();
  }

  /**
   * Validates a module but for its function bodies, which can then be validated one at a time.
   *
   * @throws DiagnosticException with the first error, if what is not in a body is not valid
   */
  public static TypedBodies bodies(CoreModule module, Features features) {
    CoreValidator validator = new CoreValidator(module, features, CoreTypes.create(), false);
    validator.sections();
    return new TypedBodies(validator.context, validator.bodies);
  }

  private void sections() {
    for (Section section : module.sections()) {
      checkOrder(section);
      section(section);
    }
  }

  private ValidatedModule run() {
    sections();
    int end = module.binary().end();
    ByteCursor at = module.binary().cursor();
    if (bodies.size() != definedFunctions) {
      throw at.failAt(
          end, BinaryCode.INCONSISTENT, "function and code section have inconsistent lengths");
    }
    if (context.dataCount >= 0 && context.dataCount != dataCount) {
      throw at.failAt(
          end, BinaryCode.INCONSISTENT, "data count and data section have inconsistent lengths");
    }
    List<Integer> typeIds = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      typeIds.add(types.id(i));
    }
    return new ValidatedModule(
        module,
        context.types,
        typeIds,
        imports,
        exports,
        context.functions.toList(),
        context.tables,
        context.memories,
        context.globals,
        context.tags.toList().stream().map(TagType::new).toList());
  }

  private void checkOrder(Section section) {
    if (section.id() == SectionId.CUSTOM) {
      return;
    }
    ByteCursor in = section.whole().cursor();
    if (!seen.add(section.id()) || section.id().ordinal() < lastSection) {
      throw in.fail(BinaryCode.SECTION_ORDER, "section out of order");
    }
    lastSection = section.id().ordinal();
  }

  private void section(Section section) {
    ByteCursor in = section.content().cursor();
    switch (section.id()) {
      case CUSTOM -> {
        return;
      }
      case TYPE -> items(in, Limits.MAX_TYPES, "types", this::type);
      case IMPORT -> items(in, Limits.MAX_IMPORTS, "imports", this::importGroup);
      case FUNCTION -> items(in, Limits.MAX_FUNCTIONS, "functions", this::function);
      case TABLE -> items(in, Limits.MAX_TABLES, "tables", this::table);
      case MEMORY -> items(in, Limits.MAX_MEMORIES, "memories", this::memory);
      case TAG -> {
        if (!features.has(Feature.EXCEPTIONS) && !features.has(Feature.LEGACY_EXCEPTIONS)) {
          throw in.fail(BinaryCode.FEATURE_DISABLED, "exceptions proposal not enabled");
        }
        items(in, Limits.MAX_TAGS, "tags", this::tag);
      }
      case GLOBAL -> items(in, Limits.MAX_GLOBALS, "globals", this::global);
      case EXPORT -> items(in, Limits.MAX_EXPORTS, "exports", this::export);
      case START -> start(in);
      case ELEMENT ->
          items(in, Limits.MAX_ELEMENT_SEGMENTS, "element segments", this::elementSegment);
      case DATA_COUNT ->
          context.dataCount = in.readCount(Limits.MAX_DATA_SEGMENTS, "data segments");
      case CODE -> code(in);
      case DATA -> items(in, Limits.MAX_DATA_SEGMENTS, "data segments", this::dataSegment);
    }
    SectionReader.checkEnd(in);
  }

  private static void items(ByteCursor in, int limit, String what, Consumer<ByteCursor> item) {
    int count = in.readCount(limit, what);
    for (int i = 0; i < count; i++) {
      item.accept(in);
    }
  }

  private void type(ByteCursor in) {
    int at = in.position();
    types.add(TypeReader.recGroup(in), in, at);
  }

  // Imports and definitions.

  private void importGroup(ByteCursor in) {
    int at = in.position();
    ImportGroup group = SectionReader.importGroup(in);
    if (!(group instanceof ImportGroup.Single) && !features.has(Feature.COMPACT_IMPORTS)) {
      throw in.failAt(
          at,
          BinaryCode.FEATURE_DISABLED,
          "invalid leading byte "
              + (group instanceof ImportGroup.SameModule ? "0x7F" : "0x7E")
              + " with compact imports proposal disabled");
    }
    group.imports().forEach(each -> importItem(each, in, at));
  }

  private void importItem(Import item, ByteCursor in, int at) {
    if (imports.size() >= Limits.MAX_IMPORTS) {
      throw in.failAt(
          at, BinaryCode.LIMIT_EXCEEDED, "imports count exceeds limit of " + Limits.MAX_IMPORTS);
    }
    ExternType type = types.check(item.type(), in, at);
    switch (type) {
      case ExternType.Func func -> addFunction(func.typeIndex(), in, at);
      case TableType table -> addTable(table, in, at);
      case MemoryType memory -> addMemory(memory, in, at);
      case GlobalType global -> {
        checkMutable(global, in, at);
        addGlobal(global, in, at);
        context.importedGlobals++;
      }
      case TagType tag -> addTag(tag, in, at);
    }
    imports.add(new Import(item.module(), item.name(), type));
  }

  private void addFunction(int id, ByteCursor in, int at) {
    checkCount(context.functions.size(), Limits.MAX_FUNCTIONS, "functions", in, at);
    context.functions.add(id);
  }

  private void addTable(TableType table, ByteCursor in, int at) {
    if (!context.tables.isEmpty() && !features.has(Feature.REFERENCE_TYPES)) {
      throw in.failAt(at, BinaryCode.FEATURE_DISABLED, "multiple tables");
    }
    checkCount(context.tables.size(), Limits.MAX_TABLES, "tables", in, at);
    context.tables.add(table);
  }

  private void addMemory(MemoryType memory, ByteCursor in, int at) {
    if (!context.memories.isEmpty() && !features.has(Feature.MULTI_MEMORY)) {
      throw in.failAt(
          at, BinaryCode.FEATURE_DISABLED, "multiple memories: multi-memory is not enabled");
    }
    checkCount(context.memories.size(), Limits.MAX_MEMORIES, "memories", in, at);
    context.memories.add(memory);
  }

  private void addGlobal(GlobalType global, ByteCursor in, int at) {
    checkCount(context.globals.size(), Limits.MAX_GLOBALS, "globals", in, at);
    context.globals.add(global);
    context.globalTypes.add(TypeCode.of(global.type()));
  }

  private void addTag(TagType tag, ByteCursor in, int at) {
    checkCount(context.tags.size(), Limits.MAX_TAGS, "tags", in, at);
    context.tags.add(tag.typeIndex());
  }

  private static void checkCount(int count, int limit, String what, ByteCursor in, int at) {
    if (count >= limit) {
      throw in.failAt(at, BinaryCode.LIMIT_EXCEEDED, what + " count exceeds limit of " + limit);
    }
  }

  /** Globals that others can see may be mutable only since that is a feature. */
  private void checkMutable(GlobalType global, ByteCursor in, int at) {
    if (global.mutable() && !features.has(Feature.MUTABLE_GLOBAL)) {
      throw in.failAt(at, BinaryCode.FEATURE_DISABLED, "mutable global support is not enabled");
    }
  }

  private void function(ByteCursor in) {
    int at = in.position();
    addFunction(types.funcId(in.readU32(), in, at), in, at);
    definedFunctions++;
  }

  private void table(ByteCursor in) {
    int at = in.position();
    Table table = SectionReader.table(in);
    TableType type = (TableType) types.check(table.type(), in, at);
    if (table.initializer().isPresent()) {
      if (!features.has(Feature.FUNCTION_REFERENCES)) {
        throw in.failAt(
            at,
            BinaryCode.FEATURE_DISABLED,
            "tables with expression initializers require the function-references proposal");
      }
      constant(table.initializer().get(), TypeCode.of(type.element()));
    } else if (!type.element().nullable()) {
      throw in.failAt(at, BinaryCode.TYPE_MISMATCH, "type mismatch: non-defaultable element type");
    }
    addTable(type, in, at);
  }

  private void memory(ByteCursor in) {
    int at = in.position();
    addMemory((MemoryType) types.check(TypeReader.memoryType(in), in, at), in, at);
  }

  private void tag(ByteCursor in) {
    int at = in.position();
    addTag((TagType) types.check(TypeReader.tagType(in), in, at), in, at);
  }

  private void global(ByteCursor in) {
    int at = in.position();
    Global global = SectionReader.global(in);
    GlobalType type = (GlobalType) types.check(global.type(), in, at);
    constant(global.initializer(), TypeCode.of(type.type()));
    addGlobal(type, in, at);
  }

  private void constant(ConstExpr expression, int expected) {
    expressions.constant(expression.code(), expected, context.globals.size());
  }

  // Exports and the start function.

  private void export(ByteCursor in) {
    int at = in.position();
    Export export = SectionReader.export(in);
    ExternType type = exported(export, in, at);
    if (exports.putIfAbsent(export.name(), type) != null) {
      throw in.failAt(
          at,
          BinaryCode.DUPLICATE_NAME,
          "duplicate export name `" + export.name() + "` already defined");
    }
  }

  private ExternType exported(Export export, ByteCursor in, int at) {
    int index = export.index();
    int size =
        switch (export.kind()) {
          case FUNC -> context.functions.size();
          case TABLE -> context.tables.size();
          case MEMORY -> context.memories.size();
          case GLOBAL -> context.globals.size();
          case TAG -> context.tags.size();
        };
    if (Integer.compareUnsigned(index, size) >= 0) {
      String what = export.kind() == ExternKind.FUNC ? "function" : export.kind().toString();
      throw in.failAt(
          at,
          BinaryCode.UNKNOWN_INDEX,
          "unknown %s %s: exported %s index out of bounds"
              .formatted(what, Integer.toUnsignedString(index), what));
    }
    return switch (export.kind()) {
      case FUNC -> {
        context.declared.set(index);
        yield new ExternType.Func(context.functions.get(index));
      }
      case TABLE -> context.tables.get(index);
      case MEMORY -> context.memories.get(index);
      case GLOBAL -> {
        checkMutable(context.globals.get(index), in, at);
        yield context.globals.get(index);
      }
      case TAG -> new TagType(context.tags.get(index));
    };
  }

  private void start(ByteCursor in) {
    int at = in.position();
    int function = in.readU32();
    checkFunction(function, in, at);
    Definition type = context.types.definition(context.functions.get(function));
    if (type.types.length > 0 || type.results.length > 0) {
      throw in.failAt(at, BinaryCode.INVALID, "invalid start function type");
    }
  }

  private void checkFunction(int function, ByteCursor in, int at) {
    if (!context.functions.has(function)) {
      throw in.failAt(
          at,
          BinaryCode.UNKNOWN_INDEX,
          "unknown function "
              + Integer.toUnsignedString(function)
              + ": function index out of bounds");
    }
  }

  // Segments.

  private void elementSegment(ByteCursor in) {
    int at = in.position();
    ElementSegment segment = SectionReader.elementSegment(in);
    int type =
        switch (segment.items()) {
          case ElementSegment.Items.Functions _ ->
              TypeCode.ref(false, HeapType.Abstract.FUNC.ordinal());
          case ElementSegment.Items.Expressions items ->
              TypeCode.of(types.check(items.type(), in, at));
        };
    switch (segment.mode()) {
      case ElementSegment.Mode.Active active -> placeElements(active, type, in, at);
      case ElementSegment.Mode.Unplaced _ -> {
        if (!features.has(Feature.BULK_MEMORY)) {
          throw in.failAt(at, BinaryCode.FEATURE_DISABLED, "bulk memory must be enabled");
        }
      }
    }
    switch (segment.items()) {
      case ElementSegment.Items.Functions functions ->
          functions
              .functions()
              .forEach(
                  function -> {
                    checkFunction(function, in, at);
                    context.declared.set(function);
                  });
      case ElementSegment.Items.Expressions items ->
          items.expressions().forEach(expression -> constant(expression, type));
    }
    context.elements.add(type);
  }

  private void placeElements(ElementSegment.Mode.Active active, int type, ByteCursor in, int at) {
    int index = active.tableIndex();
    if (Integer.compareUnsigned(index, context.tables.size()) >= 0) {
      throw in.failAt(
          at,
          BinaryCode.UNKNOWN_INDEX,
          "unknown table " + Integer.toUnsignedString(index) + ": table index out of bounds");
    }
    TableType table = context.tables.get(index);
    int element = TypeCode.of(table.element());
    if (!context.types.isSubtypeCode(type, element)) {
      throw in.failAt(
          at,
          BinaryCode.TYPE_MISMATCH,
          "type mismatch: invalid element type `%s` for table type `%s`"
              .formatted(TypeCode.name(type), TypeCode.name(element)));
    }
    constant(active.offset(), TypeCode.of(table.indexType()));
  }

  private void dataSegment(ByteCursor in) {
    int at = in.position();
    DataSegment segment = SectionReader.dataSegment(in);
    dataCount++;
    switch (segment.mode()) {
      case DataSegment.Mode.Active active -> {
        int index = active.memoryIndex();
        if (Integer.compareUnsigned(index, context.memories.size()) >= 0) {
          throw in.failAt(
              at, BinaryCode.UNKNOWN_INDEX, "unknown memory " + Integer.toUnsignedString(index));
        }
        constant(active.offset(), TypeCode.of(context.memories.get(index).indexType()));
      }
      case DataSegment.Mode.Passive _ -> {
        if (!features.has(Feature.BULK_MEMORY)) {
          throw in.failAt(at, BinaryCode.FEATURE_DISABLED, "bulk memory must be enabled");
        }
      }
    }
  }

  // Bodies.

  private void code(ByteCursor in) {
    int at = in.position();
    int count = in.readCount(Limits.MAX_FUNCTIONS, "functions");
    if (count != definedFunctions) {
      throw in.failAt(
          at, BinaryCode.INCONSISTENT, "function and code section have inconsistent lengths");
    }
    bodies = new ArrayList<>(in.reserve(count));
    for (int i = 0; i < count; i++) {
      bodies.add(SectionReader.body(in).bytes());
    }
    if (withBodies) {
      BodyValidator.validate(context, module, bodies);
    }
  }
}
