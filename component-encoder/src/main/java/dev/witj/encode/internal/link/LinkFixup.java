package dev.witj.encode.internal.link;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.TableType;
import dev.witj.encode.internal.module.CoreModuleWriter;
import dev.witj.encode.internal.module.FixupModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the fix-up module does for libraries, when all of them are there. */
final class LinkFixup implements FixupModule.Addition {
  private static final FuncType NOTHING = new FuncType(List.of(), List.of());
  private static final FuncType ADDRESS = new FuncType(List.of(NumType.I32), List.of());

  private final List<Library> libraries;
  private final Symbols symbols;
  private final Layout layout;
  private final Calls calls;

  /**
   * For the libraries of a component.
   *
   * @param libraries in the order in which they were given
   */
  LinkFixup(List<Library> libraries, Symbols symbols, Layout layout, Calls calls) {
    this.libraries = libraries;
    this.symbols = symbols;
    this.layout = layout;
    this.calls = calls;
  }

  @Override
  public Code add(CoreModuleWriter out) {
    return new Writer(out).write();
  }

  private final class Writer {
    private final CoreModuleWriter out;
    private final Map<List<String>, Integer> imported = new HashMap<>();
    private final List<Instruction> prepare = new ArrayList<>();
    private final List<Instruction> initialize = new ArrayList<>();

    Writer(CoreModuleWriter out) {
      this.out = out;
    }

    Code write() {
      out.type(NOTHING);
      out.importMemory(HubModule.NAME, HubModule.MEMORY, MemoryType.of(SizeLimits.atLeast(0)));
      out.importTable(
          HubModule.NAME, HubModule.TABLE, TableType.of(RefType.FUNCREF, SizeLimits.atLeast(0)));
      for (OpenTable.Data of : layout.openable().data()) {
        prepare.add(new Instruction.I32Const(of.at()));
        pushAddress(of.library(), of.name());
        prepare.add(HubModule.access(Opcode.I32_STORE, 0));
      }
      libraries.forEach(this::setAddresses);
      libraries.stream()
          .filter(library -> library.exports(Library.RELOCATE))
          .forEach(library -> prepare.add(call(library, Library.RELOCATE)));
      for (Library library : libraries) {
        // Older loaders are told; later ones import the address.
        if (library.exports(Library.SET_LIBRARIES)) {
          prepare.add(new Instruction.I32Const(layout.openable().root()));
          prepare.add(
              new Instruction.Index(
                  Opcode.CALL, function(library.name(), Library.SET_LIBRARIES, ADDRESS)));
        }
      }
      for (Library library : libraries) {
        library.initializer().ifPresent(name -> initialize.add(call(library, name)));
      }
      fill(
          1,
          layout.openable().functions().stream()
              .map(of -> function(of.library().name(), of.name(), type(of.library(), of.name())))
              .toList());
      fill(
          layout.calls(),
          calls.all().stream()
              .map(call -> function(call.library().name(), call.name(), call.type()))
              .toList());
      data(layout.stack(), layout.openable().bytes());
      layout.threads().ifPresent(this::tellThreads);
      return new Code(prepare, initialize);
    }

    private static FuncType type(Library library, String name) {
      return library.symbols().get(name) instanceof Library.Symbol.Function(var type)
          ? type
          : NOTHING;
    }

    // Addresses.

    private void setAddresses(Library library) {
      for (String name : library.data()) {
        Optional<Library> owner = symbols.data(name);
        if (owner.isPresent() && !Symbols.OF_LINKER.contains(name)) {
          pushAddress(owner.get(), name);
          prepare.add(
              new Instruction.Index(
                  Opcode.GLOBAL_SET, global(HubModule.NAME, HubModule.of(library, name), true)));
        }
      }
    }

    private void pushAddress(Library library, String name) {
      prepare.add(
          new Instruction.Index(
              Opcode.GLOBAL_GET, global(HubModule.NAME, HubModule.dataBase(library), false)));
      prepare.add(new Instruction.Index(Opcode.GLOBAL_GET, global(library.name(), name, false)));
      prepare.add(new Instruction.Plain(Opcode.I32_ADD));
    }

    private void tellThreads(Layout.Threads threads) {
      if (threads.program().isEmpty()) {
        return;
      }
      for (int i = 0; i < threads.libraries().size(); i++) {
        prepare.add(new Instruction.I32Const(threads.infos() + 4 * i));
        pushAddress(threads.libraries().get(i), Library.THREAD_DATA);
        prepare.add(HubModule.access(Opcode.I32_STORE, 0));
      }
      ByteWriter program = new ByteWriter();
      for (int number : List.of(threads.libraries().size(), threads.infos(), threads.words())) {
        for (int shift = 0; shift < 32; shift += 8) {
          program.writeByte(number >>> shift & 0xff);
        }
      }
      data(threads.program().get(), ByteSlice.of(program.toByteArray()));
    }

    // Imports, each once.

    private int global(String module, String name, boolean mutable) {
      return imported.computeIfAbsent(
          List.of(module, name),
          _ -> out.importGlobal(module, name, new GlobalType(NumType.I32, mutable)));
    }

    private int function(String module, String name, FuncType type) {
      return imported.computeIfAbsent(
          List.of(module, name), _ -> out.importFunction(module, name, type));
    }

    private Instruction call(Library library, String name) {
      return new Instruction.Index(Opcode.CALL, function(library.name(), name, NOTHING));
    }

    // Segments.

    private void fill(int slot, List<Integer> functions) {
      out.element(
          new ElementSegment(
              new ElementSegment.Mode.Active(OptionalInt.empty(), at(slot)),
              new ElementSegment.Items.Functions(functions)));
    }

    private void data(int address, ByteSlice bytes) {
      out.data(
          new DataSegment(new DataSegment.Mode.Active(OptionalInt.empty(), at(address)), bytes));
    }

    private static ConstExpr at(int place) {
      return ConstExpr.of(List.of(new Instruction.I32Const(place)));
    }
  }
}
