package dev.witj.encode.internal.link;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.CoreModuleBuilder;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemArg;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.diagnostics.Source;
import dev.witj.encode.internal.Producers;
import dev.witj.encode.internal.module.ImportNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The module that is instantiated before the libraries: it has the memory, the table, the variables
 * that libraries import, and functions that stand for those that are not there yet.
 */
final class HubModule {
  /** The name of the module. */
  static final String NAME = "main";

  static final String TABLE = "__indirect_function_table";
  static final String MEMORY = "memory";
  static final String STACK_POINTER = "__stack_pointer";
  static final String DATA_BASE = "__memory_base";
  static final String SLOT_BASE = "__table_base";

  /** Variables that all libraries share and whose first value is 0. */
  static final List<String> SHARED = List.of("__asyncify_state", "__asyncify_data");

  private static final String REALLOC = "cabi_realloc";
  private static final String CONTEXT = "[context-get-1]";
  private static final FuncType GET = new FuncType(List.of(), List.of(NumType.I32));
  private static final FuncType SET = new FuncType(List.of(NumType.I32), List.of());

  private final List<Library> libraries;
  private final Symbols symbols;
  private final Layout layout;
  private final Calls calls;
  private final CoreModuleBuilder out = new CoreModuleBuilder();

  /** Functions of adapters, which libraries import by way of this module: by its exports. */
  private final Map<String, Integer> adapted = new LinkedHashMap<>();

  private HubModule(List<Library> libraries, Symbols symbols, Layout layout, Calls calls) {
    this.libraries = libraries;
    this.symbols = symbols;
    this.layout = layout;
    this.calls = calls;
  }

  /** The export that is the address of a library's data. */
  static String dataBase(Library library) {
    return library.name() + ":memory_base";
  }

  /** The export that is the first slot of a library. */
  static String slotBase(Library library) {
    return library.name() + ":table_base";
  }

  /** The export that is the variable, or the function, that a library has of a symbol. */
  static String of(Library library, String symbol) {
    return library.name() + ":" + symbol;
  }

  /** The export that is a function of an adapter. */
  static String adapted(String adapter, String function) {
    return adapter + ":" + function;
  }

  /**
   * Makes the module.
   *
   * @param libraries the libraries, in the order in which they were given
   * @param adapters the module names of adapters
   */
  static ByteSlice of(
      List<Library> libraries, Symbols symbols, Layout layout, Calls calls, Set<String> adapters) {
    HubModule hub = new HubModule(libraries, symbols, layout, calls);
    hub.build(adapters);
    return ByteSlice.of(Source.binary(NAME), hub.out.toByteArray());
  }

  private void build(Set<String> adapters) {
    importAdapted(adapters);
    OptionalInt context = importContext();
    importRealloc();
    out.addTable(TableType.of(RefType.FUNCREF, SizeLimits.atLeast(slots())));
    out.addMemory(MemoryType.of(SizeLimits.atLeast(layout.pages())));
    addVariables();
    calls.all().forEach(this::addCall);
    libraries.forEach(library -> addThreadData(library, context));
    adapted.forEach((name, function) -> out.export(name, ExternKind.FUNC, function));
    out.export(TABLE, ExternKind.TABLE, 0);
    out.export(MEMORY, ExternKind.MEMORY, 0);
    out.addCustom(Producers.moduleSection());
  }

  private long slots() {
    long asked = libraries.stream().mapToLong(Library::slots).max().orElse(0);
    return Math.max(Integer.toUnsignedLong(layout.calls()) + calls.all().size(), asked);
  }

  // Imports.

  private void importAdapted(Set<String> adapters) {
    for (Library library : libraries) {
      library.outline().imports().stream()
          .filter(item -> adapters.contains(item.module()) && item.function().isPresent())
          .forEach(
              item -> {
                String symbol = ImportNames.original(item.name());
                adapted.computeIfAbsent(
                    adapted(item.module(), symbol),
                    _ -> out.importFunction(item.module(), symbol, item.function().orElseThrow()));
              });
    }
  }

  /** Threads find their own variables by their context. */
  private OptionalInt importContext() {
    boolean threads =
        layout.threads().isPresent()
            && libraries.stream()
                .anyMatch(library -> library.imports("$root", "[thread-new-indirect-v0]"));
    boolean used =
        libraries.stream()
            .anyMatch(
                library ->
                    library.functions().containsKey(Symbols.GET_THREAD_DATA)
                        || library.functions().containsKey(Symbols.SET_THREAD_DATA));
    return threads && used
        ? OptionalInt.of(out.importFunction("$root", CONTEXT, GET))
        : OptionalInt.empty();
  }

  /** The allocator of one library serves those that have none. */
  private void importRealloc() {
    if (calls.find(REALLOC).isPresent()) {
      return;
    }
    symbols
        .function(REALLOC)
        .filter(libraries::contains)
        .ifPresent(
            of -> {
              if (of.symbols().get(REALLOC) instanceof Library.Symbol.Function(var type)) {
                out.export(REALLOC, ExternKind.FUNC, out.importFunction(of.name(), REALLOC, type));
              }
            });
  }

  // Variables.

  private void addVariables() {
    addIfAsked(Symbols.OPENABLE_LIBRARIES, layout.openable().root());
    layout
        .threads()
        .flatMap(Layout.Threads::program)
        .ifPresent(at -> add(Symbols.PROGRAM_THREAD_DATA, true, at));
    if (libraries.stream().anyMatch(library -> library.importsVariable(STACK_POINTER))) {
      add(STACK_POINTER, true, layout.stack());
    }
    for (String name : SHARED) {
      if (libraries.stream().anyMatch(library -> library.importsVariable(name))) {
        add(name, true, 0);
      }
    }
    addIfAsked(Symbols.STACK_HIGH, layout.stack());
    addIfAsked(Symbols.STACK_LOW, 0);
    for (Library library : libraries) {
      add(dataBase(library), false, layout.place(library).data());
      add(slotBase(library), false, layout.place(library).slots());
      for (String name : library.data()) {
        if (!Symbols.OF_LINKER.contains(name)) {
          add(of(library, name), true, 0);
        }
      }
    }
    for (Library library : libraries) {
      for (String name : library.pointers()) {
        int slot = calls.find(name).map(call -> layout.calls() + call.number()).orElse(0);
        add(of(library, name), true, slot);
      }
    }
    addIfAsked(Symbols.HEAP_BASE, layout.heap());
    addIfAsked(Symbols.HEAP_END, (int) layout.heapEnd());
  }

  private void addIfAsked(String name, int value) {
    if (libraries.stream().anyMatch(library -> library.data().contains(name))) {
      add(name, true, value);
    }
  }

  private void add(String name, boolean mutable, int value) {
    int index =
        out.addGlobal(
            new Global(
                new GlobalType(NumType.I32, mutable),
                ConstExpr.of(List.of(new Instruction.I32Const(value)))));
    out.export(name, ExternKind.GLOBAL, index);
  }

  // Functions.

  private void addCall(Calls.Call call) {
    List<Instruction> code = new ArrayList<>();
    for (int i = 0; i < call.type().params().size(); i++) {
      code.add(new Instruction.Index(Opcode.LOCAL_GET, i));
    }
    code.add(new Instruction.I32Const(layout.calls() + call.number()));
    int type = type(call.type());
    code.add(new Instruction.Indices(Opcode.CALL_INDIRECT, type, 0));
    addFunction(call.name(), type, List.of(), code);
  }

  /** Tools give each function a type of its own. */
  private int type(FuncType type) {
    return out.addTypes(RecGroup.of(SubType.of(type)));
  }

  private void addFunction(
      String export, int type, List<FunctionBody.Locals> locals, List<Instruction> code) {
    FunctionBody body = FunctionBody.of(locals, ConstExpr.of(code).code());
    out.export(export, ExternKind.FUNC, out.addFunction(type, body));
  }

  /** A library's own functions to read and to write where its variables of the thread are. */
  private void addThreadData(Library library, OptionalInt context) {
    if (library.functions().containsKey(Symbols.GET_THREAD_DATA)) {
      addFunction(
          of(library, Symbols.GET_THREAD_DATA),
          type(GET),
          List.of(),
          getThreadData(library, context));
    }
    if (library.functions().containsKey(Symbols.SET_THREAD_DATA)) {
      addFunction(
          of(library, Symbols.SET_THREAD_DATA),
          type(SET),
          context.isPresent() && offset(library).isPresent()
              ? List.of(new FunctionBody.Locals(1, NumType.I32))
              : List.of(),
          setThreadData(library, context));
    }
  }

  private Optional<Integer> offset(Library library) {
    return layout.threads().flatMap(threads -> threads.offset(library));
  }

  private List<Instruction> getThreadData(Library library, OptionalInt context) {
    if (offset(library).isEmpty()) {
      return List.of(new Instruction.Plain(Opcode.UNREACHABLE));
    }
    int offset = offset(library).get();
    return context.isPresent()
        ? List.of(
            new Instruction.Index(Opcode.CALL, context.getAsInt()), access(Opcode.I32_LOAD, offset))
        : List.of(new Instruction.I32Const(words() + offset), access(Opcode.I32_LOAD, 0));
  }

  /** Before the first thread has set its context, its words are where they are at first. */
  private List<Instruction> setThreadData(Library library, OptionalInt context) {
    if (offset(library).isEmpty()) {
      return List.of(new Instruction.Plain(Opcode.UNREACHABLE));
    }
    int offset = offset(library).get();
    Instruction value = new Instruction.Index(Opcode.LOCAL_GET, 0);
    if (context.isEmpty()) {
      return List.of(
          new Instruction.I32Const(words() + offset), value, access(Opcode.I32_STORE, 0));
    }
    return List.of(
        new Instruction.Index(Opcode.CALL, context.getAsInt()),
        new Instruction.Index(Opcode.LOCAL_TEE, 1),
        new Instruction.Plain(Opcode.I32_EQZ),
        new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY),
        new Instruction.I32Const(words()),
        value,
        access(Opcode.I32_STORE, offset),
        new Instruction.Plain(Opcode.ELSE),
        new Instruction.Index(Opcode.LOCAL_GET, 1),
        value,
        access(Opcode.I32_STORE, offset),
        new Instruction.Plain(Opcode.END));
  }

  private int words() {
    return layout.threads().orElseThrow().words();
  }

  static Instruction access(Opcode opcode, int offset) {
    return new Instruction.Memory(opcode, new MemArg(2, 0, offset));
  }
}
