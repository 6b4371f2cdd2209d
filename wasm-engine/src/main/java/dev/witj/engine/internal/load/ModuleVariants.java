package dev.witj.engine.internal.load;

import dev.witj.binary.core.Export;
import dev.witj.binary.core.Import;
import dev.witj.engine.Extern;
import dev.witj.engine.GuestFrame;
import dev.witj.engine.Instance;
import dev.witj.engine.Meter;
import dev.witj.engine.WasmModule;
import dev.witj.engine.internal.compile.Variant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A module with its code in each variant that instances wanted so far. Thread-safe. */
public final class ModuleVariants implements WasmModule {
  private final Function<Variant, CompiledModule> make;
  private final CompiledModule plain;
  private final Map<Variant, CompiledModule> others = new ConcurrentHashMap<>(1);

  /**
   * A module.
   *
   * @param make makes it with code of a variant, when that is first wanted
   */
  public ModuleVariants(Function<Variant, CompiledModule> make) {
    this.make = make;
    this.plain = make.apply(Variant.PLAIN);
  }

  private CompiledModule of(Meter meter) {
    boolean metered = meter.fuel().isPresent();
    if (!metered && !meter.isNoting()) {
      return plain;
    }
    Variant variant = new Variant(false, metered, meter.isNoting());
    CompiledModule known = others.get(variant);
    return known == null ? others.computeIfAbsent(variant, make) : known;
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
  public int exportNumber(String name) {
    return plain.exportNumber(name);
  }

  @Override
  public Optional<GuestFrame> frame(StackTraceElement frame) {
    Optional<GuestFrame> found = plain.frame(frame);
    for (CompiledModule other : others.values()) {
      found = found.isPresent() ? found : other.frame(frame);
    }
    return found;
  }

  @Override
  public List<Integer> typeIds() {
    return plain.typeIds();
  }

  @Override
  public Instance instantiate(List<? extends Extern> imports, Meter meter) {
    return of(meter).instantiate(imports, meter);
  }
}
