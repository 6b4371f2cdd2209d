package dev.witj.encode.internal.link;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.TableType;
import dev.witj.diagnostics.Source;
import dev.witj.encode.internal.module.CoreModuleWriter;
import dev.witj.encode.internal.module.CoreOutline;
import dev.witj.encode.internal.module.FixupModule;
import dev.witj.encode.internal.module.ImportNames;
import dev.witj.encode.internal.names.CoreImport;
import dev.witj.encode.internal.names.ImportReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Links dynamic libraries.
 *
 * @param stackSize in bytes
 * @param stubs whether functions that are missing trap when they are called
 * @param adapters the module names that adapters serve
 */
public record Linker(int stackSize, boolean stubs, Set<String> adapters) {
  /** The name of the library of functions that trap. */
  private static final String STUBS = "wit-component:stubs";

  private static final FuncType NOTHING = new FuncType(List.of(), List.of());
  private static final FuncType ADDRESS = new FuncType(List.of(NumType.I32), List.of());

  /**
   * A library as it is given.
   *
   * @param binary without its world, and with a name of its own for each import
   * @param openable whether it can be opened while the program runs
   * @param exporting whether its world exports something
   */
  public record Input(String name, ByteSlice binary, boolean openable, boolean exporting) {}

  /**
   * A library that goes into the component.
   *
   * @param imports what the linker gives for its imports
   */
  public record Placed(
      String name,
      ByteSlice binary,
      CoreOutline outline,
      Map<ImportReader.Key, CoreImport> imports) {}

  /**
   * What comes out.
   *
   * @param hub the main module
   * @param libraries in the order in which they are instantiated; those that nobody needs are left
   *     out
   * @param fixup what the fix-up module does for them
   */
  public record Linked(ByteSlice hub, List<Placed> libraries, FixupModule.Addition fixup) {}

  /**
   * Links.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if something is no library, two have one name,
   *     or libraries or symbols are missing
   */
  public Linked link(List<Input> inputs) {
    List<Library> libraries = new ArrayList<>();
    for (Input input : inputs) {
      Library library =
          Library.read(input.name(), input.openable(), input.binary(), input.exporting());
      check(library);
      libraries.add(library);
    }
    checkNames(libraries);
    Symbols symbols = new Symbols(libraries);
    List<Symbols.Missing> missing =
        libraries.stream().flatMap(library -> symbols.missing(library).stream()).toList();
    if (!missing.isEmpty()) {
      addStubs(missing, symbols, libraries);
    }
    return link(libraries, new Symbols(libraries));
  }

  private Linked link(List<Library> libraries, Symbols symbols) {
    LinkOrder order = new LinkOrder(libraries, symbols);
    List<Library> used = order.used();
    List<Library> sorted = order.sorted(used);
    Layout layout = Layout.of(used, stackSize);
    Calls calls = new Calls(sorted, symbols);
    return new Linked(
        HubModule.of(used, symbols, layout, calls, adapters),
        sorted.stream()
            .map(
                library ->
                    new Placed(
                        library.name(),
                        library.module().binary(),
                        library.outline(),
                        imports(library, calls)))
            .toList(),
        new LinkFixup(used, symbols, layout, calls));
  }

  // Checks.

  private void checkNames(List<Library> libraries) {
    Set<String> names = new HashSet<>();
    Set<String> taken = new HashSet<>(adapters);
    taken.addAll(List.of(HubModule.NAME, FixupModule.ACTUAL, FixupModule.SHIM, STUBS));
    for (Library library : libraries) {
      if (!names.add(library.name())) {
        throw LinkProblems.sameName(library.name());
      }
      if (taken.contains(library.name())) {
        throw LinkProblems.takenName(library.name());
      }
    }
    if (libraries.stream().anyMatch(library -> !names.containsAll(library.needed()))) {
      throw LinkProblems.missingLibraries(libraries, names);
    }
  }

  private static void check(Library library) {
    if (library.exports(Library.CONSTRUCT) && library.exports(Library.INITIALIZE)) {
      throw LinkProblems.twoInitializers(library);
    }
    for (String name : List.of(Library.CONSTRUCT, Library.INITIALIZE, Library.RELOCATE)) {
      check(library, name, NOTHING);
    }
    check(library, Library.SET_LIBRARIES, ADDRESS);
    CoreOutline.Item threads = library.outline().exports().get(Library.THREAD_DATA);
    if (threads != null && !threads.extern().equals(new GlobalType(NumType.I32, false))) {
      throw LinkProblems.badService(library, Library.THREAD_DATA, "a constant of type i32");
    }
  }

  private static void check(Library library, String name, FuncType type) {
    if (library.exports(name)
        && !library.outline().exportedFunction(name).equals(Optional.of(type))) {
      throw LinkProblems.badService(library, name, "a function of type " + type);
    }
  }

  // Symbols that are missing.

  private void addStubs(List<Symbols.Missing> missing, Symbols symbols, List<Library> libraries) {
    List<Symbols.Missing> functions = new ArrayList<>();
    List<Symbols.Missing> unresolved = new ArrayList<>();
    for (Symbols.Missing of : missing) {
      // The address of what is missing, if that may be, is 0.
      switch (of.kind()) {
        case FUNCTION -> (stubs || of.weak() ? functions : unresolved).add(of);
        case POINTER -> {
          if (stubs) {
            functions.add(of);
          } else if (!of.weak()) {
            unresolved.add(of);
          }
        }
        case DATA -> {
          if (!of.weak()) {
            unresolved.add(of);
          }
        }
      }
    }
    if (!unresolved.isEmpty()) {
      throw LinkProblems.unresolved(unresolved, symbols);
    }
    if (!functions.isEmpty()) {
      libraries.add(Library.read(STUBS, false, stubs(Symbols.stubs(functions)), false));
    }
  }

  private static ByteSlice stubs(Map<String, FuncType> functions) {
    CoreModuleWriter out = new CoreModuleWriter(Optional.of("functions that are missing"));
    functions.forEach(
        (name, type) ->
            out.export(
                name,
                ExternKind.FUNC,
                out.function(name, type, List.of(new Instruction.Plain(Opcode.UNREACHABLE)))));
    return ByteSlice.of(Source.binary(STUBS), Library.marked(out.build()));
  }

  // What libraries get.

  private Map<ImportReader.Key, CoreImport> imports(Library library, Calls calls) {
    Map<ImportReader.Key, CoreImport> imports = new HashMap<>();
    for (CoreOutline.Item item : library.outline().imports()) {
      String symbol = ImportNames.original(item.name());
      Optional<CoreImport> given =
          switch (item.module()) {
            case Library.ENV -> ofEnvironment(library, item, symbol, calls);
            case Library.DATA_ADDRESSES ->
                Optional.of(
                    variable(
                        Symbols.OF_LINKER.contains(symbol)
                            ? symbol
                            : HubModule.of(library, symbol)));
            case Library.FUNCTION_ADDRESSES -> Optional.of(variable(HubModule.of(library, symbol)));
            default ->
                adapters.contains(item.module()) && item.function().isPresent()
                    ? Optional.of(
                        new CoreImport.OfMain(
                            HubModule.adapted(item.module(), symbol), ExternKind.FUNC))
                    : Optional.empty();
          };
      given.ifPresent(of -> imports.put(new ImportReader.Key(item.module(), item.name()), of));
    }
    return imports;
  }

  private static CoreImport variable(String export) {
    return new CoreImport.OfMain(export, ExternKind.GLOBAL);
  }

  private static Optional<CoreImport> ofEnvironment(
      Library library, CoreOutline.Item item, String symbol, Calls calls) {
    return switch (item.type()) {
      case MEMORY -> {
        if (!symbol.equals(HubModule.MEMORY)) {
          throw LinkProblems.badImport(library, item);
        }
        checkShared((MemoryType) item.extern(), library, item);
        yield Optional.of(new CoreImport.MainMemory());
      }
      case TABLE -> {
        if (!symbol.equals(HubModule.TABLE)) {
          throw LinkProblems.badImport(library, item);
        }
        checkShared((TableType) item.extern(), library, item);
        yield Optional.of(new CoreImport.OfMain(HubModule.TABLE, ExternKind.TABLE));
      }
      case GLOBAL -> Optional.of(variable(sharedVariable(library, item, symbol)));
      case FUNC -> ofFunction(library, symbol, calls);
      case TAG -> throw LinkProblems.badImport(library, item);
    };
  }

  private static void checkShared(MemoryType memory, Library library, CoreOutline.Item item) {
    if (memory.index64()) {
      throw LinkProblems.wideMemory(library);
    }
    if (!memory.equals(MemoryType.of(SizeLimits.atLeast(memory.limits().minimum())))) {
      throw LinkProblems.otherThanShared(library, item);
    }
    if (memory.limits().minimum() >= 1 << 16) {
      throw LinkProblems.tooLarge(library);
    }
  }

  private static void checkShared(TableType table, Library library, CoreOutline.Item item) {
    SizeLimits open = SizeLimits.atLeast(table.limits().minimum());
    if (!table.equals(TableType.of(RefType.FUNCREF, open))) {
      throw LinkProblems.otherThanShared(library, item);
    }
  }

  private static String sharedVariable(Library library, CoreOutline.Item item, String symbol) {
    boolean mutable = false;
    String export = symbol;
    if (symbol.equals(HubModule.DATA_BASE)) {
      export = HubModule.dataBase(library);
    } else if (symbol.equals(HubModule.SLOT_BASE)) {
      export = HubModule.slotBase(library);
    } else if (symbol.equals(HubModule.STACK_POINTER) || HubModule.SHARED.contains(symbol)) {
      mutable = true;
    } else {
      throw LinkProblems.badImport(library, item);
    }
    if (!item.extern().equals(new GlobalType(NumType.I32, mutable))) {
      throw LinkProblems.badImport(library, item);
    }
    return export;
  }

  private static Optional<CoreImport> ofFunction(Library library, String symbol, Calls calls) {
    return switch (symbol) {
      // Each thread has its own stack, which the component model keeps.
      case Symbols.GET_STACK_POINTER, Symbols.SET_STACK_POINTER -> Optional.empty();
      case Symbols.GET_THREAD_DATA, Symbols.SET_THREAD_DATA ->
          Optional.of(new CoreImport.OfMain(HubModule.of(library, symbol), ExternKind.FUNC));
      default ->
          Optional.of(
              calls
                  .direct(library, symbol)
                  .<CoreImport>map(of -> new CoreImport.OfLibrary(of.name(), symbol))
                  .orElseGet(() -> new CoreImport.OfMain(symbol, ExternKind.FUNC)));
    };
  }
}
