package dev.witj.binary.component;

import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.ValidatedModule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A component that is valid, with everything that an index refers to resolved. Going through {@link
 * #elements} in order and counting gives the index, and so in {@link #spaces} the type, of all that
 * is defined on the way.
 *
 * @param component what the binary says
 * @param elements its elements, decoded, in file order
 * @param type what it needs and gives
 * @param coreTypes where the canonical core types are, which all types of modules and core
 *     functions refer to
 * @param nested the components defined in it, in the order of their elements
 * @param modules the core modules defined in it, in the order of their elements
 * @param resources the resources it defines itself
 * @param spaces the types of all that has an index
 */
public record ValidatedComponent(
    ComponentModel component,
    List<ComponentElement> elements,
    ComponentType type,
    CoreTypes coreTypes,
    List<ValidatedComponent> nested,
    List<ValidatedModule> modules,
    Map<ResourceId, ResourceDefinition> resources,
    IndexSpaces spaces) {
  public ValidatedComponent {
    elements = List.copyOf(elements);
    nested = List.copyOf(nested);
    modules = List.copyOf(modules);
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
  }

  /** What it needs. */
  public Externs imports() {
    return type.imports();
  }

  /** What its instances give. */
  public Externs exports() {
    return type.exports();
  }

  /** The type of the core function at an index. */
  public FuncType coreFunc(int index) {
    return coreTypes.func(spaces.core().funcs().get(index)).orElseThrow();
  }
}
