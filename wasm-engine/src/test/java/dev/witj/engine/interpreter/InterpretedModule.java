package dev.witj.engine.interpreter;

import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.SectionId;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.binary.core.ValidatedModule;
import dev.witj.engine.Extern;
import dev.witj.engine.Func;
import dev.witj.engine.Global;
import dev.witj.engine.Instance;
import dev.witj.engine.LinkException;
import dev.witj.engine.Memory;
import dev.witj.engine.Meter;
import dev.witj.engine.Table;
import dev.witj.engine.Tag;
import dev.witj.engine.WasmModule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A module, and how instances of it come about. */
final class InterpretedModule implements WasmModule {
  private final Interpreter interpreter;
  private final ValidatedModule module;

  InterpretedModule(Interpreter interpreter, ValidatedModule module) {
    this.interpreter = interpreter;
    this.module = module;
  }

  @Override
  public List<Import> imports() {
    return module.imports();
  }

  @Override
  public List<Export> exports() {
    return module.module().exports();
  }

  @Override
  public int exportNumber(String name) {
    return exports().stream().map(Export::name).toList().indexOf(name);
  }

  @Override
  public List<Integer> typeIds() {
    return module.typeIds();
  }

  @Override
  public Instance instantiate(List<? extends Extern> imports, Meter meter) {
    InterpretedInstance instance =
        new InterpretedInstance(interpreter, module, meter.fuel().orElse(null));
    for (int i = 0; i < imports.size(); i++) {
      Import wanted = module.imports().get(i);
      if (!fits(imports.get(i).type(), wanted.type())) {
        throw new LinkException("incompatible import type: " + wanted);
      }
      switch (imports.get(i)) {
        case Func function -> instance.functions.add(function);
        case Table table -> instance.tables.add(table);
        case Memory memory -> instance.memories.add(memory);
        case Global global -> instance.globals.add(global);
        case Tag tag -> instance.tags.add(tag);
      }
    }
    define(instance, meter);
    for (Export export : exports()) {
      int index = export.index();
      instance.exports.put(
          export.name(),
          switch (export.kind()) {
            case FUNC -> instance.functions.get(index);
            case TABLE -> instance.tables.get(index);
            case MEMORY -> instance.memories.get(index);
            case GLOBAL -> instance.globals.get(index);
            case TAG -> instance.tags.get(index);
          });
    }
    initialize(instance);
    return instance;
  }

  private void define(InterpretedInstance instance, Meter meter) {
    for (FunctionBody body : module.module().bodies()) {
      int type = module.functions().get(instance.functions.size());
      instance.functions.add(
          new Functions.Interpreted(interpreter.runtimeType(type), instance, body));
    }
    for (dev.witj.binary.core.Global global : module.module().globals()) {
      GlobalType type = module.globals().get(instance.globals.size());
      instance.globals.add(new Global(type, instance.evaluate(global.initializer())));
    }
    for (dev.witj.binary.core.Table table : module.module().tables()) {
      TableType type = module.tables().get(instance.tables.size());
      Object first = table.initializer().map(instance::evaluate).orElse(null);
      instance.tables.add(new Table(type, first, meter));
    }
    for (MemoryType memory : module.module().memories()) {
      instance.memories.add(Memory.inArray(memory, meter));
    }
    for (int i = instance.tags.size(); i < module.tags().size(); i++) {
      instance.tags.add(new Tag(module.tags().get(i)));
    }
    for (ElementSegment segment : module.module().elements()) {
      instance.elements.add(
          switch (segment.items()) {
            case ElementSegment.Items.Functions(var functions) ->
                functions.stream().map(instance.functions::get).toArray();
            case ElementSegment.Items.Expressions(_, var expressions) -> {
              @Nullable Object[] values = new Object[expressions.size()];
              for (int i = 0; i < values.length; i++) {
                values[i] = instance.evaluate(expressions.get(i));
              }
              yield values;
            }
          });
    }
    for (DataSegment segment : module.module().data()) {
      instance.data.add(segment.bytes().toByteArray());
    }
  }

  private void initialize(InterpretedInstance instance) {
    List<ElementSegment> elements = module.module().elements();
    for (int i = 0; i < elements.size(); i++) {
      ElementSegment.Mode mode = elements.get(i).mode();
      if (mode instanceof ElementSegment.Mode.Active active) {
        @Nullable Object[] values = instance.elements.get(i);
        Tables.init(
            instance.tables.get(active.tableIndex()),
            Memories.address(instance.evaluate(active.offset())),
            values,
            0,
            values.length);
      }
      if (mode != ElementSegment.Mode.Unplaced.PASSIVE) {
        instance.elements.set(i, new Object[0]);
      }
    }
    List<DataSegment> data = module.module().data();
    for (int i = 0; i < data.size(); i++) {
      if (data.get(i).mode() instanceof DataSegment.Mode.Active active) {
        byte[] bytes = instance.data.get(i);
        Memories.init(
            instance.memories.get(active.memoryIndex()),
            Memories.address(instance.evaluate(active.offset())),
            bytes,
            0,
            bytes.length);
        instance.data.set(i, new byte[0]);
      }
    }
    module
        .module()
        .section(SectionId.START)
        .ifPresent(
            section -> {
              int start = ((ModuleSection.Start) section.decode()).function();
              var _ = instance.functions.get(start).call();
            });
  }

  // Imports: "External Typing" and "Import Matching" of the specification.

  private boolean fits(ExternType given, ExternType wanted) {
    return switch (wanted) {
      case ExternType.Func(int type, _) ->
          given instanceof ExternType.Func(int own, _) && interpreter.types().isSubtype(own, type);
      case TableType table ->
          given instanceof TableType own
              && own.index64() == table.index64()
              && own.element().equals(table.element())
              && fits(own.limits(), table.limits());
      case MemoryType memory ->
          given instanceof MemoryType own
              && own.index64() == memory.index64()
              && own.shared() == memory.shared()
              && pageSize(own) == pageSize(memory)
              && fits(own.limits(), memory.limits());
      case GlobalType global ->
          given instanceof GlobalType own
              && own.mutable() == global.mutable()
              && (own.mutable()
                  ? own.type().equals(global.type())
                  : interpreter.types().isSubtype(own.type(), global.type()));
      case TagType(int type) -> given instanceof TagType(int own) && own == type;
    };
  }

  private static int pageSize(MemoryType type) {
    return type.pageSizeLog2().orElse(MemoryType.DEFAULT_PAGE_SIZE_LOG2);
  }

  private static boolean fits(SizeLimits given, SizeLimits wanted) {
    return Long.compareUnsigned(given.minimum(), wanted.minimum()) >= 0
        && (wanted.maximum().isEmpty()
            || (given.maximum().isPresent()
                && Long.compareUnsigned(given.maximum().getAsLong(), wanted.maximum().getAsLong())
                    <= 0));
  }
}
