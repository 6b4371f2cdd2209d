package dev.witj.runtime.internal.core.own;

import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.ExternType;
import dev.witj.engine.Extern;
import dev.witj.engine.GuestFrame;
import dev.witj.engine.Meter;
import dev.witj.engine.WasmEngine;
import dev.witj.engine.WasmModule;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreInstance;
import dev.witj.runtime.internal.core.CoreItem;
import dev.witj.runtime.internal.core.CoreModule;
import dev.witj.runtime.internal.core.LinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A module. */
final class OwnModule implements CoreModule {
  private final WasmEngine engine;
  private final WasmModule module;
  private final List<Import> imports;

  /** The canonical ids of the types of imported functions; -1 for what is no function. */
  private final int[] importTypes;

  OwnModule(WasmEngine engine, WasmModule module) {
    this.engine = engine;
    this.module = module;
    this.imports =
        module.imports().stream()
            .map(each -> new Import(each.module(), each.name(), kind(each.type().kind())))
            .toList();
    this.importTypes =
        module.imports().stream()
            .mapToInt(
                each ->
                    each.type() instanceof ExternType.Func func
                        ? module.typeIds().get(func.typeIndex())
                        : -1)
            .toArray();
  }

  private static Kind kind(ExternKind kind) {
    return switch (kind) {
      case FUNC -> Kind.FUNC;
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
  public Optional<GuestFrame> frame(StackTraceElement frame) {
    return module.frame(frame);
  }

  @Override
  public CoreInstance instantiate(List<? extends CoreItem> items, Meter meter) {
    List<Extern> given = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      given.add(item(i, items.get(i)));
    }
    try {
      return new OwnInstance(module, module.instantiate(given, meter));
    } catch (dev.witj.engine.LinkException e) {
      throw new LinkException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      throw OwnTraps.translate(e);
    }
  }

  private Extern item(int index, CoreItem item) {
    if (item instanceof OwnItem own) {
      return own.extern();
    }
    if (item instanceof CoreFunc func && importTypes[index] >= 0) {
      return engine.hostFunc(importTypes[index], func);
    }
    throw new LinkException("an item of another engine");
  }
}
