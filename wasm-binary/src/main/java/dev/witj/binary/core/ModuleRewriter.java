package dev.witj.binary.core;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Copies parts of a core module with other indices: for a module in which definitions have moved,
 * or from one module into another. Also a way to find out what a part refers to: by a map that
 * takes note of what it is asked.
 *
 * <p>Whole sections keep their entries, in their order. Custom sections stay as they are, except
 * for the names of a {@code name} section; so a caller that changes bodies should drop those that
 * speak of places in code.
 */
public final class ModuleRewriter implements ModuleTransform {
  /** Gives new indices for old ones. */
  @FunctionalInterface
  public interface IndexMap {
    /** The new index. */
    int map(IndexSpace space, int index);
  }

  private final IndexMap indices;

  /** A rewriter by a map. */
  public ModuleRewriter(IndexMap indices) {
    this.indices = indices;
  }

  private int type(int index) {
    return indices.map(IndexSpace.TYPE, index);
  }

  private int func(int index) {
    return indices.map(IndexSpace.FUNC, index);
  }

  private OptionalInt optional(IndexSpace space, OptionalInt index) {
    // What is not written means 0, which may move as well.
    int mapped = indices.map(space, index.orElse(0));
    return mapped == 0 ? OptionalInt.empty() : OptionalInt.of(mapped);
  }

  @Override
  public void accept(Consumer<? super ModuleElement> out, ModuleElement element) {
    out.accept(
        element.id() == SectionId.CUSTOM && !element.customName().equals(NameSection.NAME)
            ? element
            : section(element.decode()));
  }

  /** A section with all its entries. */
  public ModuleSection section(ModuleSection section) {
    return switch (section) {
      case ModuleSection.Custom custom -> custom(custom);
      case ModuleSection.Types(var groups) ->
          new ModuleSection.Types(groups.stream().map(this::group).toList());
      case ModuleSection.Imports(var groups) ->
          new ModuleSection.Imports(groups.stream().map(this::imports).toList());
      case ModuleSection.Functions(var types) ->
          new ModuleSection.Functions(types.stream().map(this::type).toList());
      case ModuleSection.Tables(var tables) ->
          new ModuleSection.Tables(tables.stream().map(this::table).toList());
      case ModuleSection.Memories memories -> memories;
      case ModuleSection.Tags(var tags) ->
          new ModuleSection.Tags(tags.stream().map(tag -> (TagType) type(tag)).toList());
      case ModuleSection.Globals(var globals) ->
          new ModuleSection.Globals(globals.stream().map(this::global).toList());
      case ModuleSection.Exports(var exports) ->
          new ModuleSection.Exports(exports.stream().map(this::export).toList());
      case ModuleSection.Start(int function) -> new ModuleSection.Start(func(function));
      case ModuleSection.Elements(var segments) ->
          new ModuleSection.Elements(segments.stream().map(this::segment).toList());
      case ModuleSection.DataCount count -> count;
      case ModuleSection.Code(var bodies) ->
          new ModuleSection.Code(bodies.stream().map(this::body).toList());
      case ModuleSection.Data(var segments) ->
          new ModuleSection.Data(segments.stream().map(this::segment).toList());
    };
  }

  // Types.

  /** A group of types. */
  public RecGroup group(RecGroup group) {
    return new RecGroup(group.explicit(), CoreTypes.canonical(group, this::type).types());
  }

  /** The type of an import. */
  public ExternType type(ExternType type) {
    return CoreTypes.canonical(type, this::type);
  }

  private ValType type(ValType type) {
    return CoreTypes.canonical(type, this::type);
  }

  private HeapType type(HeapType heap) {
    return heap instanceof HeapType.Concrete(int index) ? new HeapType.Concrete(type(index)) : heap;
  }

  private RefType type(RefType type) {
    return new RefType(type.nullable(), type(type.heap()));
  }

  // Definitions.

  private ImportGroup imports(ImportGroup group) {
    return switch (group) {
      case ImportGroup.Single(var item) ->
          new ImportGroup.Single(new Import(item.module(), item.name(), type(item.type())));
      case ImportGroup.SameModule(var module, var items) ->
          new ImportGroup.SameModule(
              module,
              items.stream()
                  .map(item -> new ImportGroup.Item(item.name(), type(item.type())))
                  .toList());
      case ImportGroup.SameType(var module, var type, var names) ->
          new ImportGroup.SameType(module, type(type), names);
    };
  }

  /** A table and what its elements are at first. */
  public Table table(Table table) {
    return new Table((TableType) type(table.type()), table.initializer().map(this::expression));
  }

  /** A global and its first value. */
  public Global global(Global global) {
    return new Global((GlobalType) type(global.type()), expression(global.initializer()));
  }

  /** An export. */
  public Export export(Export export) {
    return new Export(
        export.name(), export.kind(), indices.map(IndexSpace.of(export.kind()), export.index()));
  }

  /** An element segment. */
  public ElementSegment segment(ElementSegment segment) {
    ElementSegment.Mode mode =
        segment.mode() instanceof ElementSegment.Mode.Active(var table, var offset)
            ? new ElementSegment.Mode.Active(optional(IndexSpace.TABLE, table), expression(offset))
            : segment.mode();
    return new ElementSegment(
        mode,
        switch (segment.items()) {
          case ElementSegment.Items.Functions(var functions) ->
              new ElementSegment.Items.Functions(functions.stream().map(this::func).toList());
          case ElementSegment.Items.Expressions(var type, var expressions) ->
              new ElementSegment.Items.Expressions(
                  type(type), expressions.stream().map(this::expression).toList());
        });
  }

  /** A data segment. */
  public DataSegment segment(DataSegment segment) {
    return segment.mode() instanceof DataSegment.Mode.Active(var memory, var offset)
        ? new DataSegment(
            new DataSegment.Mode.Active(optional(IndexSpace.MEMORY, memory), expression(offset)),
            segment.bytes())
        : segment;
  }

  // Code.

  /** A constant expression. */
  public ConstExpr expression(ConstExpr expression) {
    return new ConstExpr(code(expression.code()));
  }

  /** The body of a function. */
  public FunctionBody body(FunctionBody body) {
    return FunctionBody.of(
        body.locals().stream()
            .map(locals -> new FunctionBody.Locals(locals.count(), type(locals.type())))
            .toList(),
        code(body.code()));
  }

  /** Copies what has no index as it lies, so that few instructions become objects. */
  private ByteSlice code(ByteSlice code) {
    ByteWriter out = new ByteWriter(code.size() + 16);
    InstructionReader in = new InstructionReader(code);
    int copied = code.start();
    while (in.next()) {
      Optional<Instruction> changed = instruction(in);
      if (changed.isPresent()) {
        out.writeSlice(code.between(copied, in.offset()));
        changed.get().write(out);
        copied = in.end();
      }
    }
    out.writeSlice(code.between(copied, code.end()));
    return ByteSlice.of(out.toByteArray());
  }

  /** The instruction that stands in place of one with indices; none for others. */
  private Optional<Instruction> instruction(InstructionReader in) {
    Opcode opcode = in.opcode();
    return switch (opcode.immediate()) {
      case NONE, LABEL, LABELS, LOCAL, LANE, SHUFFLE, I32, I64, F32, F64, V128, FENCE ->
          Optional.empty();
      case FUNC -> index(in, IndexSpace.FUNC);
      case TYPE -> index(in, IndexSpace.TYPE);
      case GLOBAL -> index(in, IndexSpace.GLOBAL);
      case TABLE -> index(in, IndexSpace.TABLE);
      case MEMORY -> index(in, IndexSpace.MEMORY);
      case DATA -> index(in, IndexSpace.DATA);
      case ELEM -> index(in, IndexSpace.ELEMENT);
      case TAG -> index(in, IndexSpace.TAG);
      case TYPE_TABLE -> indices(in, IndexSpace.TYPE, IndexSpace.TABLE);
      case MEMORY_MEMORY -> indices(in, IndexSpace.MEMORY, IndexSpace.MEMORY);
      case DATA_MEMORY -> indices(in, IndexSpace.DATA, IndexSpace.MEMORY);
      case ELEM_TABLE -> indices(in, IndexSpace.ELEMENT, IndexSpace.TABLE);
      case TABLE_TABLE -> indices(in, IndexSpace.TABLE, IndexSpace.TABLE);
      case TYPE_TYPE -> indices(in, IndexSpace.TYPE, IndexSpace.TYPE);
      case TYPE_DATA -> indices(in, IndexSpace.TYPE, IndexSpace.DATA);
      case TYPE_ELEM -> indices(in, IndexSpace.TYPE, IndexSpace.ELEMENT);
      case TYPE_FIELD, TYPE_LENGTH ->
          Optional.of(new Instruction.Indices(opcode, type(in.index()), in.secondIndex()));
      case MEMARG -> Optional.of(new Instruction.Memory(opcode, access(in)));
      case MEMARG_LANE -> Optional.of(new Instruction.MemoryLane(opcode, access(in), in.lane()));
      case BLOCK_TYPE -> block(in.blockType()).map(type -> new Instruction.Block(opcode, type));
      case BLOCK_CATCHES ->
          Optional.of(
              new Instruction.TryTable(
                  opcode,
                  block(in.blockType()).orElse(in.blockType()),
                  in.catches().stream().map(this::clause).toList()));
      case HEAP_TYPE -> Optional.of(new Instruction.Heap(opcode, type(in.heapType())));
      case SELECT_TYPES ->
          in.instruction() instanceof Instruction.Select(_, var types)
              ? Optional.of(new Instruction.Select(opcode, types.stream().map(this::type).toList()))
              : Optional.empty();
      case LABEL_CAST ->
          in.instruction() instanceof Instruction.CastBranch(_, int label, var from, var to)
              ? Optional.of(new Instruction.CastBranch(opcode, label, type(from), type(to)))
              : Optional.empty();
    };
  }

  private Optional<Instruction> index(InstructionReader in, IndexSpace space) {
    return Optional.of(new Instruction.Index(in.opcode(), indices.map(space, in.index())));
  }

  private Optional<Instruction> indices(InstructionReader in, IndexSpace first, IndexSpace second) {
    return Optional.of(
        new Instruction.Indices(
            in.opcode(), indices.map(first, in.index()), indices.map(second, in.secondIndex())));
  }

  private MemArg access(InstructionReader in) {
    return new MemArg(in.align(), indices.map(IndexSpace.MEMORY, in.index()), in.int64());
  }

  private Optional<BlockType> block(BlockType type) {
    return switch (type) {
      case BlockType.Empty _ -> Optional.empty();
      case BlockType.Value(var value) -> Optional.of(new BlockType.Value(type(value)));
      case BlockType.Index(int index) -> Optional.of(new BlockType.Index(type(index)));
    };
  }

  private CatchClause clause(CatchClause clause) {
    return clause instanceof CatchClause.Tagged(int tag, int label, boolean withRef)
        ? new CatchClause.Tagged(indices.map(IndexSpace.TAG, tag), label, withRef)
        : clause;
  }

  // Names.

  private ModuleSection custom(ModuleSection.Custom custom) {
    return custom.name().equals(NameSection.NAME)
        ? NameSection.tryRead(custom.data())
            .<ModuleSection>map(names -> names(names).toCustom())
            // Names are for people: a section that cannot be read says nothing, before and after.
            .orElse(custom)
        : custom;
  }

  /** Names of what has other indices now. */
  public NameSection names(NameSection names) {
    return new NameSection(names.parts().stream().map(this::part).toList());
  }

  private NameSection.Part part(NameSection.Part part) {
    return switch (part) {
      case NameSection.Part.Names(var kind, var names) ->
          new NameSection.Part.Names(
              kind,
              names.stream()
                  .map(naming -> new NameSection.Naming(map(kind, naming.index()), naming.name()))
                  .toList());
      case NameSection.Part.IndirectNames(var kind, var groups) ->
          new NameSection.Part.IndirectNames(
              kind,
              groups.stream()
                  .map(group -> new NameSection.Group(map(kind, group.index()), group.names()))
                  .toList());
      case NameSection.Part.Module _, NameSection.Part.Unknown _ -> part;
    };
  }

  private int map(NameSection.Kind kind, int index) {
    return indices.map(
        switch (kind) {
          case FUNCTION, LOCAL, LABEL -> IndexSpace.FUNC;
          case TYPE, FIELD -> IndexSpace.TYPE;
          case TABLE -> IndexSpace.TABLE;
          case MEMORY -> IndexSpace.MEMORY;
          case GLOBAL -> IndexSpace.GLOBAL;
          case ELEMENT -> IndexSpace.ELEMENT;
          case DATA -> IndexSpace.DATA;
          case TAG -> IndexSpace.TAG;
        },
        index);
  }
}
