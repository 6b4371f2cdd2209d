package dev.witj.binary.component;

import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import java.util.List;

/**
 * The index spaces of a component, resolved: entry {@code i} of a list is the type of what has
 * index {@code i}.
 *
 * @param core those of core definitions
 * @param funcs functions
 * @param values values
 * @param types types
 * @param components components
 * @param instances instances
 */
public record IndexSpaces(
    Core core,
    List<FunctionType> funcs,
    List<ValueType> values,
    List<AnyType> types,
    List<ComponentType> components,
    List<InstanceType> instances) {
  public IndexSpaces {
    funcs = List.copyOf(funcs);
    values = List.copyOf(values);
    types = List.copyOf(types);
    components = List.copyOf(components);
    instances = List.copyOf(instances);
  }

  /** The resource at an index of {@link #types}, for what the validator has seen to be one. */
  public ResourceName resource(int index) {
    return type(index, ResourceName.class);
  }

  /** The function type at an index of {@link #types}, likewise. */
  public FunctionType function(int index) {
    return type(index, FunctionType.class);
  }

  /** The type of values at an index of {@link #types}, likewise: that of a channel, say. */
  public DefinedType defined(int index) {
    return type(index, DefinedType.class);
  }

  /** What a type of values stands for, likewise. */
  public ValueType value(ComponentValType type) {
    return switch (type) {
      case ComponentValType.Primitive(var primitive) -> ValueType.of(primitive);
      case ComponentValType.Ref(int index) -> defined(index);
    };
  }

  private <T extends AnyType> T type(int index, Class<T> wanted) {
    return wanted.cast(types.get(index));
  }

  /**
   * The index spaces of core definitions.
   *
   * @param modules modules
   * @param instances instances
   * @param funcs functions, as canonical ids of types ({@link ValidatedComponent#coreFunc} has the
   *     types)
   * @param tables tables
   * @param memories memories
   * @param globals globals
   * @param tags exception tags
   */
  public record Core(
      List<ModuleType> modules,
      List<CoreInstanceType> instances,
      List<Integer> funcs,
      List<TableType> tables,
      List<MemoryType> memories,
      List<GlobalType> globals,
      List<TagType> tags) {
    public Core {
      modules = List.copyOf(modules);
      instances = List.copyOf(instances);
      funcs = List.copyOf(funcs);
      tables = List.copyOf(tables);
      memories = List.copyOf(memories);
      globals = List.copyOf(globals);
      tags = List.copyOf(tags);
    }
  }
}
