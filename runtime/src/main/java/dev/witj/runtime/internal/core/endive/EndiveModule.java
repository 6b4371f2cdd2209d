package dev.witj.runtime.internal.core.endive;

import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreGlobal;
import dev.witj.runtime.internal.core.CoreInstance;
import dev.witj.runtime.internal.core.CoreItem;
import dev.witj.runtime.internal.core.CoreMemory;
import dev.witj.runtime.internal.core.CoreMeter;
import dev.witj.runtime.internal.core.CoreModule;
import dev.witj.runtime.internal.core.CoreTable;
import dev.witj.runtime.internal.core.CoreTag;
import dev.witj.runtime.internal.core.LinkException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.ImportGlobal;
import run.endive.runtime.ImportMemory;
import run.endive.runtime.ImportTable;
import run.endive.runtime.ImportTag;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.Machine;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.CodeSection;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionBody;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionSection;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.PassiveDataSegment;
import run.endive.wasm.types.TagImport;
import run.endive.wasm.types.TagType;
import run.endive.wasm.types.TypeSection;

/** A module for any number of instances. */
final class EndiveModule implements CoreModule {
  /** What the methods are called that functions are compiled to, with the function's index. */
  private static final String FUNCTION = "func_";

  private final WasmModule module;
  private final @Nullable Function<Instance, Machine> machines;
  private final List<Import> imports;
  private final List<Export> exports;
  private final Map<String, Integer> exportIndices = new HashMap<>();
  private final boolean hasPassiveSegments;
  private final @Nullable String mainClass;
  private volatile @Nullable Adapters adapters;

  /**
   * @param machines what runs it; null interprets it
   * @param mainClass what the names of its classes begin with; null where it is interpreted
   */
  EndiveModule(
      WasmModule module,
      @Nullable Function<Instance, Machine> machines,
      @Nullable String mainClass) {
    this.module = module;
    this.machines = machines;
    this.mainClass = mainClass;
    List<Import> in = new ArrayList<>();
    for (int i = 0; i < module.importSection().importCount(); i++) {
      var each = module.importSection().getImport(i);
      in.add(new Import(each.module(), each.name(), kind(each.importType())));
    }
    this.imports = List.copyOf(in);
    List<Export> out = new ArrayList<>();
    for (int i = 0; i < module.exportSection().exportCount(); i++) {
      var each = module.exportSection().getExport(i);
      exportIndices.put(each.name(), i);
      out.add(new Export(each.name(), kind(each.exportType())));
    }
    this.exports = List.copyOf(out);
    this.hasPassiveSegments =
        Arrays.stream(module.dataSection().dataSegments())
            .anyMatch(PassiveDataSegment.class::isInstance);
  }

  @Override
  public OptionalInt function(StackTraceElement frame) {
    if (mainClass == null
        || !frame.getClassName().startsWith(mainClass)
        || !frame.getMethodName().startsWith(FUNCTION)) {
      return OptionalInt.empty();
    }
    int index = Integer.parseInt(frame.getMethodName().substring(FUNCTION.length()));
    // What is behind an imported function has a frame of its own.
    return index < module.importSection().count(ExternalType.FUNCTION)
        ? OptionalInt.empty()
        : OptionalInt.of(index);
  }

  private static Kind kind(ExternalType type) {
    return switch (type) {
      case FUNCTION -> Kind.FUNC;
      case TABLE -> Kind.TABLE;
      case MEMORY -> Kind.MEMORY;
      case GLOBAL -> Kind.GLOBAL;
      case TAG -> Kind.TAG;
    };
  }

  @Override
  public List<Import> imports() {
    return imports;
  }

  @Override
  public List<Export> exports() {
    return exports;
  }

  /** Where an export stands in {@link #exports()}, -1 if there is none of the name. */
  int exportIndex(String name) {
    return exportIndices.getOrDefault(name, -1);
  }

  /** An export as the engine knows it. */
  run.endive.wasm.types.Export export(int index) {
    return module.exportSection().getExport(index);
  }

  @Override
  public CoreInstance instantiate(List<? extends CoreItem> items, CoreMeter meter) {
    if (!meter.takeInstance()) {
      throw new LinkException("the store's limit of core instances is reached");
    }
    EndiveInstance made = new EndiveInstance(this, items);
    try {
      Instance.Builder builder =
          Instance.builder(module)
              .withStart(false)
              .withImportValues(importValues(items, made))
              .withMemoryFactory(limits -> new FlatMemory(limits, meter))
              .withTableFactory(
                  (table, initial) -> new EndiveTable(table, initial, meter).viewOf(made))
              .withMachineFactory(
                  instance -> {
                    made.instance(instance);
                    EndiveTag.link(instance);
                    return machines == null
                        ? new InterpreterMachine(instance)
                        : machines.apply(instance);
                  });
      made.instance(builder.build());
      EndiveTag.distinguish(made.instance());
    } catch (run.endive.wasm.UnlinkableException e) {
      throw new LinkException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | Error e) {
      throw EndiveTraps.translate(e);
    }
    return made;
  }

  private ImportValues importValues(List<? extends CoreItem> items, EndiveInstance importer) {
    if (items.size() != imports.size()) {
      throw new LinkException(items.size() + " items for " + imports.size() + " imports");
    }
    ImportValues.Builder values = ImportValues.builder();
    for (int i = 0; i < items.size(); i++) {
      Import wanted = imports.get(i);
      CoreItem given = items.get(i);
      if (given.kind() != wanted.kind()) {
        throw new LinkException(
            "the import `"
                + wanted.module()
                + "` `"
                + wanted.name()
                + "` is a "
                + wanted.kind()
                + ", given is a "
                + given.kind());
      }
      String from = wanted.module();
      String name = wanted.name();
      switch (given) {
        case EndiveFunc func -> values.addFunction(new EndiveImport(from, name, func));
        case CoreFunc func ->
            values.addFunction(new EndiveImport(from, name, importedType(i), func));
        case EndiveTable table ->
            values.addTable(new ImportTable(from, name, table.viewOf(importer)));
        case FlatMemory memory ->
            values.addMemory(
                new ImportMemory(from, name, hasPassiveSegments ? new MemoryView(memory) : memory));
        case EndiveGlobal global -> values.addGlobal(new ImportGlobal(from, name, global.global()));
        case EndiveTag tag -> {
          TagType declared = ((TagImport) module.importSection().getImport(i)).tagType();
          if (!TypeSection.crossModuleCanonicallyEquivalent(
              module.typeSection(),
              declared.typeIdx(),
              tag.definer().module.typeSection(),
              tag.typeIndex())) {
            throw new LinkException(
                "incompatible import type: the tag `" + from + "` `" + name + "` has another type");
          }
          FunctionType type = module.typeSection().getType(declared.typeIdx());
          EndiveTag.Imported imported = new EndiveTag.Imported(declared, type, tag);
          values.addTag(new ImportTag(from, name, imported));
        }
        case CoreTable other -> throw foreign(other);
        case CoreMemory other -> throw foreign(other);
        case CoreGlobal other -> throw foreign(other);
        case CoreTag other -> throw foreign(other);
      }
    }
    return values.build();
  }

  private static IllegalArgumentException foreign(CoreItem item) {
    return new IllegalArgumentException("an item of another engine: " + item.getClass());
  }

  private FunctionType importedType(int index) {
    FunctionImport imported = (FunctionImport) module.importSection().getImport(index);
    return module.typeSection().getType(imported.typeIndex());
  }

  /** The index here of a type of another module, -1 if this module has no such type. */
  int sameType(TypeSection others, int index) {
    TypeSection own = module.typeSection();
    for (int i = 0; i < own.subTypeCount(); i++) {
      if (TypeSection.crossModuleCanonicallyEquivalent(own, i, others, index)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * An instance whose function at the index of a type has that type in this module's numbering, and
   * does what a function of another instance does.
   */
  Instance adapt(Instance owner, int function) {
    Adapters made = adapters;
    if (made == null) {
      made = new Adapters(module.typeSection());
      adapters = made;
    }
    return made.adapt(owner.getMachine(), function);
  }

  /** A module with one function of each of this module's types, in their order. */
  private static final class Adapters {
    private final WasmModule module;

    Adapters(TypeSection types) {
      FunctionSection.Builder functions = FunctionSection.builder();
      CodeSection.Builder code = CodeSection.builder();
      for (int i = 0; i < types.subTypeCount(); i++) {
        functions.addFunctionType(i);
        code.addFunctionBody(new FunctionBody(List.of(), List.of()));
      }
      this.module =
          WasmModule.builder()
              .withValidation(false)
              .setTypeSection(types)
              .setFunctionSection(functions.build())
              .setCodeSection(code.build())
              .build();
    }

    Instance adapt(Machine machine, int function) {
      return Instance.builder(module)
          .withStart(false)
          .withMachineFactory(adapter -> new Forwarding(machine, function))
          .build();
    }
  }

  private record Forwarding(Machine target, int function) implements Machine {
    @Override
    public long[] call(int ignored, long[] arguments) {
      return target.call(function, arguments);
    }

    @Override
    public long[] call(int ignored, long[] arguments, Object[] references) {
      return target.call(function, arguments, references);
    }

    @Override
    public run.endive.runtime.CallResult callWithRefs(
        int ignored, long[] arguments, Object[] references) {
      return target.callWithRefs(function, arguments, references);
    }
  }
}
