package dev.witj.binary.component;

import dev.witj.binary.core.CoreTypes;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.binary.core.ValidatedModule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A component that is valid, with every index space resolved: entry {@code i} of a list is the type
 * of what has index {@code i}. Going through {@link #elements} in order and counting gives the type
 * of all that is defined on the way.
 *
 * @param component what the binary says
 * @param elements its elements, decoded, in file order
 * @param type what it needs and gives
 * @param coreTypes where the canonical core types are, which all types of modules and core
 *     functions refer to
 * @param nested the components defined in it, in the order of their elements
 * @param modules the core modules defined in it, in the order of their elements
 * @param resources the resources it defines itself
 * @param coreModules the core module index space
 * @param coreInstances the core instance index space
 * @param coreFuncs the core function index space, as canonical ids of types
 * @param coreTables the core table index space
 * @param coreMemories the core memory index space
 * @param coreGlobals the core global index space
 * @param coreTags the core tag index space
 * @param funcs the function index space
 * @param values the value index space
 * @param types the type index space
 * @param components the component index space
 * @param instances the instance index space
 */
public record ValidatedComponent(
    Component component,
    List<ComponentElement> elements,
    ComponentType type,
    CoreTypes coreTypes,
    List<ValidatedComponent> nested,
    List<ValidatedModule> modules,
    Map<ResourceId, ResourceDefinition> resources,
    List<ModuleType> coreModules,
    List<CoreInstanceType> coreInstances,
    List<Integer> coreFuncs,
    List<TableType> coreTables,
    List<MemoryType> coreMemories,
    List<GlobalType> coreGlobals,
    List<TagType> coreTags,
    List<FunctionType> funcs,
    List<ValueType> values,
    List<AnyType> types,
    List<ComponentType> components,
    List<InstanceType> instances) {
  /** Copies the collections. */
  public ValidatedComponent {
    elements = List.copyOf(elements);
    nested = List.copyOf(nested);
    modules = List.copyOf(modules);
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
    coreModules = List.copyOf(coreModules);
    coreInstances = List.copyOf(coreInstances);
    coreFuncs = List.copyOf(coreFuncs);
    coreTables = List.copyOf(coreTables);
    coreMemories = List.copyOf(coreMemories);
    coreGlobals = List.copyOf(coreGlobals);
    coreTags = List.copyOf(coreTags);
    funcs = List.copyOf(funcs);
    values = List.copyOf(values);
    types = List.copyOf(types);
    components = List.copyOf(components);
    instances = List.copyOf(instances);
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
    return coreTypes.func(coreFuncs.get(index)).orElseThrow();
  }
}
