package dev.witj.binary.component;

import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.Import;
import dev.witj.types.TypeLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A type of core modules, resolved: types in it are known by their canonical ids. */
public final class ModuleType {
  private final CoreTypes types;
  private final List<Import> imports;
  private final CoreInstanceType instance;
  private final TypeFacts facts;

  /**
   * @param types where the canonical types are
   * @param imports what modules need, in order
   * @param exports what their instances give, in order
   */
  public ModuleType(CoreTypes types, List<Import> imports, Map<String, ExternType> exports) {
    this.types = types;
    this.imports = List.copyOf(imports);
    this.instance = new CoreInstanceType(exports);
    int size = Math.min(1 + imports.size() + exports.size(), TypeLimits.MAX_SIZE + 1);
    this.facts = new TypeFacts(size, 1, false, false, false, false);
  }

  /** Where the canonical types are. */
  public CoreTypes types() {
    return types;
  }

  /** What modules need, in order. */
  public List<Import> imports() {
    return imports;
  }

  /** What their instances give, in order. */
  public Map<String, ExternType> exports() {
    return instance.exports();
  }

  /** What instances are, all alike. */
  public CoreInstanceType instance() {
    return instance;
  }

  /** The export with a name. */
  public Optional<ExternType> export(String name) {
    return Optional.ofNullable(exports().get(name));
  }

  /** What is known of it as a whole. */
  public TypeFacts facts() {
    return facts;
  }
}
