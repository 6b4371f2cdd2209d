package dev.witj.engine.internal.load;

import dev.witj.binary.core.Export;
import dev.witj.binary.core.Import;
import dev.witj.engine.Extern;
import dev.witj.engine.Instance;
import dev.witj.engine.Meter;
import dev.witj.engine.WasmModule;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A module that has code which takes fuel beside code that does not, so that nobody pays who does
 * not want it. Thread-safe.
 */
public final class MeteredModule implements WasmModule {
  private final CompiledModule plain;
  private final Supplier<CompiledModule> make;
  private volatile @Nullable CompiledModule metered;

  /**
   * A module.
   *
   * @param make makes it with code that takes fuel, when that is first wanted
   */
  public MeteredModule(CompiledModule plain, Supplier<CompiledModule> make) {
    this.plain = plain;
    this.make = make;
  }

  private synchronized CompiledModule metered() {
    CompiledModule known = metered;
    if (known == null) {
      known = make.get();
      metered = known;
    }
    return known;
  }

  @Override
  public List<Import> imports() {
    return plain.imports();
  }

  @Override
  public List<Export> exports() {
    return plain.exports();
  }

  @Override
  public OptionalInt function(StackTraceElement frame) {
    OptionalInt found = plain.function(frame);
    CompiledModule other = metered;
    return found.isPresent() || other == null ? found : other.function(frame);
  }

  @Override
  public List<Integer> typeIds() {
    return plain.typeIds();
  }

  @Override
  public Instance instantiate(List<? extends Extern> imports, Meter meter) {
    return (meter.fuel().isPresent() ? metered() : plain).instantiate(imports, meter);
  }
}
