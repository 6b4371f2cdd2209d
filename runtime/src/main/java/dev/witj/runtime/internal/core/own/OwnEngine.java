package dev.witj.runtime.internal.core.own;

import dev.witj.binary.ByteSlice;
import dev.witj.engine.EngineOptions;
import dev.witj.engine.WasmEngine;
import dev.witj.runtime.internal.core.CoreEngine;
import dev.witj.runtime.internal.core.CoreModule;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executes core modules by the project's own engine, which compiles what is called. */
public final class OwnEngine implements CoreEngine {
  private final WasmEngine engine;
  private final Map<ByteSlice, SoftReference<OwnModule>> modules = new HashMap<>();

  private OwnEngine(WasmEngine engine) {
    this.engine = engine;
  }

  /**
   * An engine.
   *
   * @param cache the folder where compiled code is kept, if any
   */
  public static OwnEngine create(Optional<Path> cache) {
    EngineOptions usual = EngineOptions.defaults();
    return new OwnEngine(WasmEngine.create(cache.map(usual::withCache).orElse(usual)));
  }

  @Override
  public CoreModule compile(ByteSlice module, String name, Optional<String> digest) {
    OwnModule known = known(module);
    if (known != null) {
      return known;
    }
    OwnModule made = new OwnModule(engine, engine.compile(module, name, digest));
    synchronized (modules) {
      modules.values().removeIf(each -> each.refersTo(null));
      modules.put(module, new SoftReference<>(made));
    }
    return made;
  }

  @Override
  public void keepCode() {
    engine.keepCode();
  }

  private @Nullable OwnModule known(ByteSlice module) {
    synchronized (modules) {
      SoftReference<OwnModule> reference = modules.get(module);
      return reference == null ? null : reference.get();
    }
  }
}
