package dev.witj.runtime.internal.plan;

import dev.witj.binary.core.ExternKind;
import java.util.Map;
import java.util.Objects;

/** What core instances give. */
sealed interface CoreScope {
  CoreDef get(ExternKind kind, String name);

  /** One made from a module. */
  record Instance(int slot, ExportNumbers exports) implements CoreScope {
    @Override
    public CoreDef get(ExternKind kind, String name) {
      return CoreDef.of(kind, new CoreDef.Export(slot, exports.of(name)));
    }
  }

  /** One that is made of things that are there. */
  record Bundle(Map<String, CoreDef> items) implements CoreScope {
    @Override
    public CoreDef get(ExternKind kind, String name) {
      return Objects.requireNonNull(items.get(name));
    }
  }
}
