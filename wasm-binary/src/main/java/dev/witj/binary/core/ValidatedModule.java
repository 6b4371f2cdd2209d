package dev.witj.binary.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What validation found a module to be. Types speak of one another by the canonical ids of {@link
 * #types}.
 *
 * @param module the module
 * @param types where the canonical types are
 * @param typeIds the canonical id of each of its types
 * @param imports what it needs, in order; a name may stand there twice
 * @param exports what it gives, by name, in order
 * @param functions the canonical id of the type of each function, imports first
 * @param tables its tables, imports first
 * @param memories its memories, imports first
 * @param globals its globals, imports first
 * @param tags its tags, imports first
 */
public record ValidatedModule(
    CoreModule module,
    CoreTypes types,
    List<Integer> typeIds,
    List<Import> imports,
    Map<String, ExternType> exports,
    List<Integer> functions,
    List<TableType> tables,
    List<MemoryType> memories,
    List<GlobalType> globals,
    List<TagType> tags) {
  public ValidatedModule {
    typeIds = List.copyOf(typeIds);
    imports = List.copyOf(imports);
    exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
    functions = List.copyOf(functions);
    tables = List.copyOf(tables);
    memories = List.copyOf(memories);
    globals = List.copyOf(globals);
    tags = List.copyOf(tags);
  }
}
