package dev.witj.encode.internal.link;

import dev.witj.binary.BinaryKind;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.DylinkSection;
import dev.witj.binary.core.DylinkSection.Part;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Section;
import dev.witj.binary.core.SectionId;
import dev.witj.binary.core.TableType;
import dev.witj.encode.internal.module.CoreOutline;
import dev.witj.encode.internal.module.ImportNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A dynamic library: what it needs from others and gives to them.
 *
 * @param name what others call it
 * @param openable whether it can be opened while the program runs
 * @param module the module
 * @param outline its imports and exports
 * @param exporting whether its world exports something
 * @param room what it takes of the memory and the table
 * @param needed the libraries it names
 * @param functions the functions it imports, by name
 * @param data the symbols whose addresses in memory it imports
 * @param pointers the functions whose slots in the table it imports
 * @param weak the symbols that may be missing
 * @param symbols what it exports to others, by name
 */
record Library(
    String name,
    boolean openable,
    CoreModule module,
    CoreOutline outline,
    boolean exporting,
    Part.MemoryInfo room,
    List<String> needed,
    SortedMap<String, FuncType> functions,
    SortedSet<String> data,
    SortedSet<String> pointers,
    Set<String> weak,
    SortedMap<String, Symbol> symbols) {
  /** What a library exports to others. */
  sealed interface Symbol {
    /** A function. */
    record Function(FuncType type) implements Symbol {}

    /** Data, at an address that counts from where the library's own begin. */
    enum Data implements Symbol {
      /** The only one. */
      DATA
    }
  }

  static final String ENV = "env";
  static final String DATA_ADDRESSES = "GOT.mem";
  static final String FUNCTION_ADDRESSES = "GOT.func";

  /** Exports that are for the linker alone. */
  static final String RELOCATE = "__wasm_apply_data_relocs";

  static final String CONSTRUCT = "__wasm_call_ctors";
  static final String INITIALIZE = "_initialize";
  static final String SET_LIBRARIES = "__wasm_set_libraries";
  static final String THREAD_DATA = "__wasm_library_tls_info";
  private static final Set<String> FOR_LINKER =
      Set.of(RELOCATE, CONSTRUCT, INITIALIZE, SET_LIBRARIES, THREAD_DATA);

  private static final int WEAK = 1;
  private static final GlobalType ADDRESS = new GlobalType(NumType.I32, false);

  /**
   * Reads a library.
   *
   * @param binary a core module; of imports with one name each has to have its own
   * @throws dev.witj.diagnostics.DiagnosticException if it is malformed or no library
   */
  static Library read(String name, boolean openable, ByteSlice binary, boolean exporting) {
    CoreModule module = CoreModule.read(binary);
    DylinkSection section = section(module);
    CoreOutline outline = CoreOutline.of(binary);
    Part.MemoryInfo room = new Part.MemoryInfo(0, 0, 0, 0);
    List<String> needed = new ArrayList<>();
    Set<String> weak = new HashSet<>();
    for (Part part : section.parts()) {
      switch (part) {
        case Part.MemoryInfo info -> room = info;
        case Part.Needed(var libraries) -> needed.addAll(libraries);
        case Part.ImportInfo(var imports) ->
            imports.stream()
                .filter(of -> (of.flags() & 3) == WEAK)
                .forEach(of -> weak.add(of.name()));
        case Part.ExportInfo _, Part.RuntimePath _, Part.Unknown _ -> {}
      }
    }
    SortedMap<String, FuncType> functions = new TreeMap<>();
    SortedSet<String> data = new TreeSet<>();
    SortedSet<String> pointers = new TreeSet<>();
    for (CoreOutline.Item item : outline.imports()) {
      String symbol = ImportNames.original(item.name());
      switch (item.module()) {
        case ENV -> item.function().ifPresent(type -> functions.put(symbol, type));
        case DATA_ADDRESSES -> data.add(variable(name, item, symbol));
        case FUNCTION_ADDRESSES -> pointers.add(variable(name, item, symbol));
        default -> {}
      }
    }
    return new Library(
        name,
        openable,
        module,
        outline,
        exporting,
        room,
        List.copyOf(needed),
        functions,
        data,
        pointers,
        weak,
        symbols(outline));
  }

  /** The least size of the memory that it takes, in pages, 0 if it takes none. */
  long pages() {
    return outline.imports().stream()
        .mapToLong(item -> item.extern() instanceof MemoryType of ? of.limits().minimum() : 0)
        .max()
        .orElse(0);
  }

  /** The least size of the table that it takes, 0 if it takes none. */
  long slots() {
    return outline.imports().stream()
        .mapToLong(item -> item.extern() instanceof TableType of ? of.limits().minimum() : 0)
        .max()
        .orElse(0);
  }

  /** A module with a section that says that it is a library. */
  static byte[] marked(ByteSlice module) {
    ByteWriter out = new ByteWriter(module.size() + 32);
    BinaryKind.MODULE.writeHeader(out);
    new DylinkSection(List.of(new Part.MemoryInfo(0, 0, 0, 0))).toCustom().write(out);
    CoreModule.read(module).sections().forEach(section -> out.writeSlice(section.whole()));
    return out.toByteArray();
  }

  private static DylinkSection section(CoreModule module) {
    for (Section section : module.sections()) {
      if (section.id() == SectionId.CUSTOM && section.customName().equals(DylinkSection.NAME)) {
        return DylinkSection.read(section.customData());
      }
    }
    throw LinkProblems.noLibrary(module);
  }

  private static String variable(String name, CoreOutline.Item item, String symbol) {
    if (!item.extern().equals(new GlobalType(NumType.I32, true))) {
      throw LinkProblems.noVariable(name, item);
    }
    return symbol;
  }

  private static SortedMap<String, Symbol> symbols(CoreOutline outline) {
    SortedMap<String, Symbol> symbols = new TreeMap<>();
    outline
        .exports()
        .forEach(
            (name, item) -> {
              if (FOR_LINKER.contains(name)) {
                return;
              }
              if (item.function().isPresent()) {
                symbols.put(name, new Symbol.Function(item.function().get()));
              } else if (item.extern().equals(ADDRESS)) {
                symbols.put(name, Symbol.Data.DATA);
              }
            });
    return symbols;
  }

  // A library is itself alone, however alike another is.

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** Whether it exports something of the linker's. */
  boolean exports(String name) {
    return outline.exports().containsKey(name);
  }

  /** The function that is to be called once before all others. */
  Optional<String> initializer() {
    if (exports(CONSTRUCT)) {
      return Optional.of(CONSTRUCT);
    }
    return exports(INITIALIZE) ? Optional.of(INITIALIZE) : Optional.empty();
  }

  /** Whether it has variables of which each thread has its own. */
  boolean hasThreadData() {
    return exports(THREAD_DATA);
  }

  /** Whether it imports something by both parts of the name. */
  boolean imports(String module, String symbol) {
    return outline.imports().stream()
        .anyMatch(
            item ->
                item.module().equals(module) && ImportNames.original(item.name()).equals(symbol));
  }

  /** Whether it imports a variable that all libraries share. */
  boolean importsVariable(String symbol) {
    return outline.imports().stream()
        .anyMatch(
            item ->
                item.type() == ExternKind.GLOBAL
                    && item.module().equals(ENV)
                    && item.name().equals(symbol));
  }
}
