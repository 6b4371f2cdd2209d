package dev.witj.encode.internal.module;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.encode.EncodeCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a core module needs and gives, with the types of its functions. Bodies are not looked at.
 *
 * @param module the module
 * @param imports what it needs, in order
 * @param exports what it gives, by name, in order
 * @param memories its memories, imported ones first
 * @param tables its tables, imported ones first
 */
public record CoreOutline(
    CoreModule module,
    List<Item> imports,
    SequencedMap<String, Item> exports,
    List<MemoryType> memories,
    List<TableType> tables) {
  /**
   * An import or an export.
   *
   * @param module the first part of an import's name; empty for an export
   * @param name its name
   * @param type what it is
   * @param function the type of a function
   */
  public record Item(
      String module,
      String name,
      ExternKind type,
      Optional<FuncType> function,
      ExternType extern) {}

  /**
   * Reads a module.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it is malformed
   */
  public static CoreOutline of(ByteSlice binary) {
    CoreModule module = CoreModule.read(binary);
    List<SubType> types = module.types();
    List<Import> imports = module.imports();
    Spaces spaces = new Spaces(binary, types);
    List<Item> needed = new ArrayList<>();
    for (Import item : imports) {
      spaces.add(item.type());
      needed.add(spaces.item(item.module(), item.name(), item.type()));
    }
    module.functions().forEach(type -> spaces.add(new ExternType.Func(type)));
    module.tables().forEach(table -> spaces.add(table.type()));
    module.memories().forEach(spaces::add);
    module.globals().forEach(global -> spaces.add(global.type()));
    module.tags().forEach(spaces::add);
    SequencedMap<String, Item> given = new LinkedHashMap<>();
    for (Export export : module.exports()) {
      given.put(export.name(), spaces.item("", export.name(), spaces.get(export)));
    }
    return new CoreOutline(
        module,
        List.copyOf(needed),
        given,
        spaces.of(MemoryType.class, ExternKind.MEMORY),
        spaces.of(TableType.class, ExternKind.TABLE));
  }

  /** The type of addresses: that of the first memory. */
  public AddressType addresses() {
    return memories.isEmpty() ? AddressType.I32 : memories.getFirst().addressType();
  }

  /** The type of an exported function. */
  public Optional<FuncType> exportedFunction(String name) {
    return Optional.ofNullable(exports.get(name)).flatMap(Item::function);
  }

  /** The index spaces of a module. */
  private static final class Spaces {
    private final ByteSlice binary;
    private final List<SubType> types;
    private final Map<ExternKind, List<ExternType>> spaces = new LinkedHashMap<>();

    Spaces(ByteSlice binary, List<SubType> types) {
      this.binary = binary;
      this.types = types;
    }

    void add(ExternType type) {
      spaces.computeIfAbsent(type.kind(), _ -> new ArrayList<>()).add(type);
    }

    ExternType get(Export export) {
      List<ExternType> space = spaces.getOrDefault(export.kind(), List.of());
      if (Integer.compareUnsigned(export.index(), space.size()) >= 0) {
        throw invalid(EncodeCode.UNDEFINED_EXPORT, binary.source().name(), export.name());
      }
      return space.get(export.index());
    }

    Item item(String module, String name, ExternType type) {
      Optional<FuncType> function =
          type instanceof ExternType.Func(int index, _)
              ? Optional.of(function(index))
              : Optional.empty();
      return new Item(module, name, type.kind(), function, type);
    }

    private FuncType function(int index) {
      if (Integer.compareUnsigned(index, types.size()) < 0
          && types.get(index).composite() instanceof FuncType type) {
        return type;
      }
      throw invalid(EncodeCode.UNDEFINED_TYPE, binary.source().name());
    }

    <T> List<T> of(Class<T> type, ExternKind kind) {
      return spaces.getOrDefault(kind, List.of()).stream().map(type::cast).toList();
    }

    private RuntimeException invalid(EncodeCode code, Object... facts) {
      return code.error(facts).help("see: wit-j validate " + binary.source().name()).toException();
    }
  }
}
