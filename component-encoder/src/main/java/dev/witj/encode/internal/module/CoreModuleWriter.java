package dev.witj.encode.internal.module;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.CoreModule;
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
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.Table;
import dev.witj.binary.core.TableType;
import dev.witj.encode.internal.Producers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A small core module in the making. What is added gets the next index of its space, so all imports
 * of a kind come before its definitions; equal types are written once.
 */
public final class CoreModuleWriter {
  private final Optional<String> name;
  private final Map<FuncType, Integer> types = new LinkedHashMap<>();
  private final List<ImportGroup> imports = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final List<FunctionBody> bodies = new ArrayList<>();
  private final List<NameSection.Naming> names = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<MemoryType> memories = new ArrayList<>();
  private final List<Global> globals = new ArrayList<>();
  private final List<Export> exports = new ArrayList<>();
  private final List<ElementSegment> elements = new ArrayList<>();
  private OptionalInt start = OptionalInt.empty();
  private int functionCount;
  private int globalCount;

  /**
   * A module without content.
   *
   * @param name what it and its functions are called for people; nothing for no custom sections at
   *     all
   */
  public CoreModuleWriter(Optional<String> name) {
    this.name = name;
  }

  /** The index of a type. */
  int type(FuncType type) {
    return types.computeIfAbsent(type, _ -> types.size());
  }

  /** Adds an import of a function; gives its index. */
  public int importFunction(String module, String item, FuncType type) {
    imports.add(single(module, item, new ExternType.Func(type(type))));
    names.add(new NameSection.Naming(functionCount, item));
    return functionCount++;
  }

  void importTable(String module, String item, TableType type) {
    imports.add(single(module, item, type));
  }

  int importGlobal(String module, String item, GlobalType type) {
    imports.add(single(module, item, type));
    return globalCount++;
  }

  private static ImportGroup single(String module, String item, ExternType type) {
    return new ImportGroup.Single(new Import(module, item, type));
  }

  /** The index that the next function gets. */
  int nextFunction() {
    return functionCount;
  }

  /** Adds a function without locals, whose last `end` is added; gives its index. */
  public int function(String debugName, FuncType type, List<Instruction> code) {
    return function(debugName, type, List.of(), code);
  }

  int function(
      String debugName, FuncType type, List<FunctionBody.Locals> locals, List<Instruction> code) {
    functions.add(type(type));
    ByteWriter out = new ByteWriter();
    code.forEach(instruction -> instruction.write(out));
    new Instruction.Plain(Opcode.END).write(out);
    bodies.add(FunctionBody.of(locals, ByteSlice.of(out.toByteArray())));
    names.add(new NameSection.Naming(functionCount, debugName));
    return functionCount++;
  }

  void table(TableType type) {
    tables.add(new Table(type, Optional.empty()));
  }

  /** Adds a memory. */
  public void memory(MemoryType type) {
    memories.add(type);
  }

  int global(Global global) {
    globals.add(global);
    return globalCount++;
  }

  /** Adds an export. */
  public void export(String item, ExternKind kind, int index) {
    exports.add(new Export(item, kind, index));
  }

  void element(ElementSegment segment) {
    elements.add(segment);
  }

  void start(int function) {
    start = OptionalInt.of(function);
  }

  /** The binary. */
  public ByteSlice build() {
    List<ModuleSection> sections = new ArrayList<>();
    sections.add(
        new ModuleSection.Types(
            types.keySet().stream().map(type -> RecGroup.of(SubType.of(type))).toList()));
    add(sections, !imports.isEmpty(), new ModuleSection.Imports(imports));
    add(sections, !functions.isEmpty(), new ModuleSection.Functions(functions));
    add(sections, !tables.isEmpty(), new ModuleSection.Tables(tables));
    add(sections, !memories.isEmpty(), new ModuleSection.Memories(memories));
    add(sections, !globals.isEmpty(), new ModuleSection.Globals(globals));
    add(sections, !exports.isEmpty(), new ModuleSection.Exports(exports));
    start.ifPresent(function -> sections.add(new ModuleSection.Start(function)));
    add(sections, !elements.isEmpty(), new ModuleSection.Elements(elements));
    add(sections, !bodies.isEmpty(), new ModuleSection.Code(bodies));
    name.ifPresent(
        of ->
            sections.add(
                new NameSection(
                        List.of(
                            new NameSection.Part.Module(of),
                            new NameSection.Part.Names(NameSection.Kind.FUNCTION, names)))
                    .toCustom()));
    if (name.isPresent()) {
      sections.add(Producers.moduleSection());
    }
    return CoreModule.of(sections).binary();
  }

  private static void add(List<ModuleSection> sections, boolean present, ModuleSection section) {
    if (present) {
      sections.add(section);
    }
  }
}
