package dev.witj.runtime.internal.core.endive;

import dev.witj.runtime.internal.core.CoreInstance;
import dev.witj.runtime.internal.core.CoreItem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.Instance;

/** A module's instance; what it exports is looked up when first asked for. */
final class EndiveInstance implements CoreInstance {
  private final EndiveModule module;
  private final List<EndiveTag> importedTags;
  private final @Nullable CoreItem[] exports;
  private @Nullable Instance instance;

  EndiveInstance(EndiveModule module, List<? extends CoreItem> imports) {
    this.module = module;
    this.importedTags =
        imports.stream().filter(EndiveTag.class::isInstance).map(EndiveTag.class::cast).toList();
    this.exports = new @Nullable CoreItem[module.exports().size()];
  }

  EndiveModule module() {
    return module;
  }

  /** The engine's instance; known from early in its making, before its tables are filled. */
  Instance instance() {
    return Objects.requireNonNull(instance);
  }

  void instance(Instance made) {
    this.instance = made;
  }

  @Override
  public Optional<CoreItem> export(String name) {
    int index = module.exportIndex(name);
    if (index < 0) {
      return Optional.empty();
    }
    CoreItem known = exports[index];
    if (known == null) {
      known = item(module.export(index));
      exports[index] = known;
    }
    return Optional.of(known);
  }

  private CoreItem item(run.endive.wasm.types.Export export) {
    Instance from = instance();
    int index = export.index();
    return switch (export.exportType()) {
      case FUNCTION -> EndiveFunc.of(from, index);
      case TABLE -> ((EndiveTable.View) from.table(index)).table();
      case MEMORY ->
          from.memory(index) instanceof MemoryView view
              ? view.memory()
              : (FlatMemory) from.memory(index);
      case GLOBAL -> new EndiveGlobal(from.global(index));
      case TAG ->
          index < importedTags.size()
              ? importedTags.get(index)
              : new EndiveTag(from.tag(index), module);
    };
  }
}
