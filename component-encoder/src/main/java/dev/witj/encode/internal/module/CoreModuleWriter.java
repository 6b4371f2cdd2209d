package dev.witj.encode.internal.module;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.CoreModuleBuilder;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NameSection;
import dev.witj.binary.core.TableType;
import dev.witj.encode.internal.Producers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small core module in the making whose functions have names for people. */
public final class CoreModuleWriter {
  private final Optional<String> name;
  private final CoreModuleBuilder out = new CoreModuleBuilder();
  private final List<NameSection.Naming> names = new ArrayList<>();

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
  public int type(FuncType type) {
    return out.addType(type);
  }

  /** Adds an import of a function; gives its index. */
  public int importFunction(String module, String item, FuncType type) {
    return named(out.importFunction(module, item, type), item);
  }

  /** Adds an import of a table; gives its index. */
  public int importTable(String module, String item, TableType type) {
    return out.addImport(new Import(module, item, type));
  }

  /** Adds an import of a memory. */
  public void importMemory(String module, String item, MemoryType type) {
    out.addImport(new Import(module, item, type));
  }

  /** Adds an import of a variable; gives its index. */
  public int importGlobal(String module, String item, GlobalType type) {
    return out.addImport(new Import(module, item, type));
  }

  /** Adds a function without locals, whose last {@code end} is added; gives its index. */
  public int function(String debugName, FuncType type, List<Instruction> code) {
    return function(debugName, type, List.of(), code);
  }

  int function(
      String debugName, FuncType type, List<FunctionBody.Locals> locals, List<Instruction> code) {
    FunctionBody body = FunctionBody.of(locals, ConstExpr.of(code).code());
    return named(out.addFunction(out.addType(type), body), debugName);
  }

  private int named(int function, String debugName) {
    names.add(new NameSection.Naming(function, debugName));
    return function;
  }

  void table(TableType type) {
    out.addTable(type);
  }

  /** Adds a memory. */
  public void memory(MemoryType type) {
    out.addMemory(type);
  }

  int global(Global global) {
    return out.addGlobal(global);
  }

  /** Adds an export. */
  public void export(String item, ExternKind kind, int index) {
    out.export(item, kind, index);
  }

  /** Adds an element segment. */
  public void element(ElementSegment segment) {
    out.addElements(segment);
  }

  /** Adds a data segment. */
  public void data(DataSegment segment) {
    out.addData(segment);
  }

  void start(int function) {
    out.start(function);
  }

  /** The binary. */
  public ByteSlice build() {
    if (name.isPresent()) {
      out.addCustom(
          new NameSection(
                  List.of(
                      new NameSection.Part.Module(name.get()),
                      new NameSection.Part.Names(NameSection.Kind.FUNCTION, names)))
              .toCustom());
      out.addCustom(Producers.moduleSection());
    }
    return out.build().binary();
  }
}
