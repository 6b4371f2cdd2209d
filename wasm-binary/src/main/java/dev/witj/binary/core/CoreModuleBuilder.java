package dev.witj.binary.core;

import dev.witj.binary.ByteSlice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Makes a core module out of its definitions. Each addition gives the index that others refer to it
 * by; in an index space imports come first. Sections are written in the order that the format
 * wants, whatever the order of adding. Nothing else is checked; validation does that. Not
 * thread-safe.
 */
public final class CoreModuleBuilder {
  private final List<RecGroup> types = new ArrayList<>();
  private final Map<FuncType, Integer> funcTypes = new HashMap<>();
  private final List<ImportGroup> imports = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final List<FunctionBody> bodies = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<MemoryType> memories = new ArrayList<>();
  private final List<TagType> tags = new ArrayList<>();
  private final List<Global> globals = new ArrayList<>();
  private final List<Export> exports = new ArrayList<>();
  private OptionalInt start = OptionalInt.empty();
  private final List<ElementSegment> elements = new ArrayList<>();
  private final List<DataSegment> data = new ArrayList<>();
  private boolean dataCount;
  private final List<ModuleSection.Custom> custom = new ArrayList<>();
  private final Map<IndexSpace, Integer> counts = new EnumMap<>(IndexSpace.class);
  private final Map<IndexSpace, Integer> imported = new EnumMap<>(IndexSpace.class);

  /** A module with nothing in it. */
  public CoreModuleBuilder() {}

  private int count(IndexSpace space, int more) {
    return counts.merge(space, more, Integer::sum) - more;
  }

  /** The index that the next definition gets. */
  public int next(IndexSpace space) {
    return counts.getOrDefault(space, 0);
  }

  /** Adds types that may refer to one another; gives the index of the first. */
  public int addTypes(RecGroup group) {
    types.add(group);
    return count(IndexSpace.TYPE, group.types().size());
  }

  /** The index of a function type, which is added if no equal one was. */
  public int addType(FuncType type) {
    @Nullable Integer known = funcTypes.get(type);
    if (known == null) {
      known = addTypes(RecGroup.of(SubType.of(type)));
      funcTypes.put(type, known);
    }
    return known;
  }

  /**
   * Adds an import.
   *
   * @throws IllegalStateException if a definition already has an index that would move
   */
  public int addImport(Import item) {
    IndexSpace space = IndexSpace.of(item.type().kind());
    if (!imported.getOrDefault(space, 0).equals(counts.getOrDefault(space, 0))) {
      throw new IllegalStateException("an import of a " + item.type().kind() + " comes too late");
    }
    imports.add(new ImportGroup.Single(item));
    imported.merge(space, 1, Integer::sum);
    return count(space, 1);
  }

  /** Imports a function. */
  public int importFunction(String module, String name, FuncType type) {
    return addImport(new Import(module, name, new ExternType.Func(addType(type))));
  }

  /** Adds a function of a type, given by its index. */
  public int addFunction(int type, FunctionBody body) {
    functions.add(type);
    bodies.add(body);
    return count(IndexSpace.FUNC, 1);
  }

  /** Adds a function without locals; the last {@code end} is added to the instructions. */
  public int addFunction(FuncType type, List<Instruction> instructions) {
    return addFunction(
        addType(type), FunctionBody.of(List.of(), ConstExpr.of(instructions).code()));
  }

  /** Adds a table. */
  public int addTable(Table table) {
    tables.add(table);
    return count(IndexSpace.TABLE, 1);
  }

  /** Adds a table of null references. */
  public int addTable(TableType type) {
    return addTable(new Table(type, Optional.empty()));
  }

  /** Adds a memory. */
  public int addMemory(MemoryType memory) {
    memories.add(memory);
    return count(IndexSpace.MEMORY, 1);
  }

  /** Adds a tag. */
  public int addTag(TagType tag) {
    tags.add(tag);
    return count(IndexSpace.TAG, 1);
  }

  /** Adds a global. */
  public int addGlobal(Global global) {
    globals.add(global);
    return count(IndexSpace.GLOBAL, 1);
  }

  /** Exports something that has an index. */
  public CoreModuleBuilder export(String name, ExternKind kind, int index) {
    exports.add(new Export(name, kind, index));
    return this;
  }

  /** Says which function runs first. */
  public CoreModuleBuilder start(int function) {
    start = OptionalInt.of(function);
    return this;
  }

  /** Adds an element segment. */
  public int addElements(ElementSegment segment) {
    elements.add(segment);
    return count(IndexSpace.ELEMENT, 1);
  }

  /** Adds an element segment that puts functions into a table from a place on. */
  public int addElements(int table, ConstExpr offset, List<Integer> contents) {
    return addElements(
        new ElementSegment(
            new ElementSegment.Mode.Active(
                table == 0 ? OptionalInt.empty() : OptionalInt.of(table), offset),
            new ElementSegment.Items.Functions(contents)));
  }

  /** Adds a data segment. */
  public int addData(DataSegment segment) {
    data.add(segment);
    return count(IndexSpace.DATA, 1);
  }

  /** Writes how many data segments there are, which function bodies that use them need. */
  public CoreModuleBuilder withDataCount() {
    dataCount = true;
    return this;
  }

  /** Adds a custom section behind everything else. */
  public CoreModuleBuilder addCustom(ModuleSection.Custom section) {
    custom.add(section);
    return this;
  }

  /** Adds a custom section behind everything else. */
  public CoreModuleBuilder addCustom(String name, ByteSlice content) {
    return addCustom(new ModuleSection.Custom(name, content));
  }

  /** The module. Sections without entries are left out. */
  public CoreModule build() {
    List<ModuleSection> sections = new ArrayList<>();
    addUnlessEmpty(types, new ModuleSection.Types(types), sections);
    addUnlessEmpty(imports, new ModuleSection.Imports(imports), sections);
    addUnlessEmpty(functions, new ModuleSection.Functions(functions), sections);
    addUnlessEmpty(tables, new ModuleSection.Tables(tables), sections);
    addUnlessEmpty(memories, new ModuleSection.Memories(memories), sections);
    addUnlessEmpty(tags, new ModuleSection.Tags(tags), sections);
    addUnlessEmpty(globals, new ModuleSection.Globals(globals), sections);
    addUnlessEmpty(exports, new ModuleSection.Exports(exports), sections);
    start.ifPresent(function -> sections.add(new ModuleSection.Start(function)));
    addUnlessEmpty(elements, new ModuleSection.Elements(elements), sections);
    if (dataCount) {
      sections.add(new ModuleSection.DataCount(data.size()));
    }
    addUnlessEmpty(bodies, new ModuleSection.Code(bodies), sections);
    addUnlessEmpty(data, new ModuleSection.Data(data), sections);
    sections.addAll(custom);
    return CoreModule.of(sections);
  }

  private static void addUnlessEmpty(
      List<?> entries, ModuleSection section, List<ModuleSection> sections) {
    if (!entries.isEmpty()) {
      sections.add(section);
    }
  }

  /** The binary. */
  public byte[] toByteArray() {
    return build().binary().toByteArray();
  }
}
