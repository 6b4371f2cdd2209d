package dev.witj.binary.component;

import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.Import;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A type of core modules, resolved: the type indices in it are those of the validation's canonical
 * core types, so that equal types have equal indices wherever they come from.
 */
public final class ModuleType {
  private final List<Import> imports;
  private final Map<String, ExternType> exports;
  private final TypeFacts facts;

  ModuleType(List<Import> imports, LinkedHashMap<String, ExternType> exports, TypeFacts facts) {
    this.imports = List.copyOf(imports);
    this.exports = Collections.unmodifiableMap(exports);
    this.facts = facts;
  }

  /** What modules need, in order. */
  public List<Import> imports() {
    return imports;
  }

  /** What their instances give, in order. */
  public Map<String, ExternType> exports() {
    return exports;
  }

  /** The export with a name. */
  public Optional<ExternType> export(String name) {
    return Optional.ofNullable(exports.get(name));
  }

  TypeFacts facts() {
    return facts;
  }
}
