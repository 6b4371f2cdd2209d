package dev.witj.encode.internal.module;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.IndexSpace;
import dev.witj.binary.core.ModuleRewriter;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.SectionId;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.Table;
import dev.witj.encode.EncodeCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out what of a module its exports need. */
final class Liveness {
  final CoreModule module;
  final List<SubType> types;
  final List<Import> imports;
  final List<Integer> functions;
  final List<FunctionBody> bodies;
  final List<Export> exports;
  final List<ElementSegment> elements;
  final List<DataSegment> data;
  final List<Global> globals;
  final List<Table> tables;

  private final Map<IndexSpace, List<ExternType>> spaces = new EnumMap<>(IndexSpace.class);

  private final Map<IndexSpace, BitSet> live = new EnumMap<>(IndexSpace.class);
  private final Deque<Runnable> open = new ArrayDeque<>();

  /** Rewriting nothing tells what is mentioned. */
  private final ModuleRewriter marker = new ModuleRewriter(this::mark);

  private Liveness(ByteSlice binary) {
    module = CoreModule.read(binary);
    types = module.types();
    imports = module.imports();
    functions = module.functions();
    bodies = module.bodies();
    elements = module.elements();
    data = module.data();
    globals = module.globals();
    tables = module.tables();
    imports.forEach(item -> add(item.type()));
    functions.forEach(type -> add(new ExternType.Func(type)));
    tables.forEach(table -> add(table.type()));
    module.memories().forEach(this::add);
    globals.forEach(global -> add(global.type()));
    module.tags().forEach(this::add);
    exports = module.exports();
  }

  /**
   * What a module needs for some of its exports.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it is malformed
   */
  static Liveness of(ByteSlice binary, Set<String> wanted) {
    Liveness liveness = new Liveness(binary);
    for (Export export : liveness.exports) {
      if (wanted.contains(export.name())) {
        liveness.mark(IndexSpace.of(export.kind()), export.index());
      }
    }
    liveness
        .module
        .section(SectionId.START)
        .ifPresent(
            section -> {
              if (section.decode() instanceof ModuleSection.Start(int function)) {
                liveness.mark(IndexSpace.FUNC, function);
              }
            });
    liveness.finish();
    return liveness;
  }

  private void add(ExternType type) {
    types(IndexSpace.of(type.kind())).add(type);
  }

  /** What there is in a space: the types of imports, then those of definitions. */
  List<ExternType> types(IndexSpace space) {
    return spaces.computeIfAbsent(space, _ -> new ArrayList<>());
  }

  private BitSet liveOf(IndexSpace space) {
    return live.computeIfAbsent(space, _ -> new BitSet());
  }

  /** How many imports there are of a kind. */
  int imported(IndexSpace space) {
    int count = 0;
    for (Import item : imports) {
      if (IndexSpace.of(item.type().kind()) == space) {
        count++;
      }
    }
    return count;
  }

  boolean isLive(IndexSpace space, int index) {
    return liveOf(space).get(index);
  }

  /** Counts something among what is needed, and what it needs itself; gives its index again. */
  int mark(IndexSpace space, int index) {
    check(space, index);
    BitSet marked = liveOf(space);
    if (!marked.get(index)) {
      marked.set(index);
      open.add(() -> follow(space, index));
    }
    return index;
  }

  private void check(IndexSpace space, int index) {
    int size =
        switch (space) {
          case TYPE -> types.size();
          case ELEMENT -> elements.size();
          case DATA -> data.size();
          case FUNC, TABLE, MEMORY, GLOBAL, TAG -> types(space).size();
        };
    if (Integer.compareUnsigned(index, size) >= 0) {
      throw EncodeCode.INVALID_MODULE
          .error(module.binary().source().name())
          .help("see: wit-j validate " + module.binary().source().name())
          .toException();
    }
  }

  void finish() {
    while (!open.isEmpty()) {
      while (!open.isEmpty()) {
        open.remove().run();
      }
      markSegments();
    }
  }

  private void follow(IndexSpace space, int index) {
    int defined = index - imported(space);
    switch (space) {
      case TYPE -> marker.group(RecGroup.of(types.get(index)));
      case FUNC -> {
        marker.type(types(space).get(index));
        if (defined >= 0 && defined < bodies.size()) {
          marker.body(bodies.get(defined));
        }
      }
      case GLOBAL -> {
        marker.type(types(space).get(index));
        if (defined >= 0) {
          marker.global(globals.get(defined));
        }
      }
      case TABLE -> {
        marker.type(types(space).get(index));
        if (defined >= 0) {
          marker.table(tables.get(defined));
        }
      }
      case TAG -> marker.type(types(space).get(index));
      case ELEMENT -> marker.segment(elements.get(index));
      case DATA -> marker.segment(data.get(index));
      case MEMORY -> {}
    }
  }

  /** What fills a table or a memory that is needed is needed too. */
  private void markSegments() {
    for (int i = 0; i < elements.size(); i++) {
      ElementSegment.Mode mode = elements.get(i).mode();
      boolean needed =
          mode == ElementSegment.Mode.Unplaced.DECLARED
              || (mode instanceof ElementSegment.Mode.Active active
                  && isLive(IndexSpace.TABLE, active.tableIndex()));
      if (needed) {
        mark(IndexSpace.ELEMENT, i);
      }
    }
    for (int i = 0; i < data.size(); i++) {
      if (data.get(i).mode() instanceof DataSegment.Mode.Active active
          && isLive(IndexSpace.MEMORY, active.memoryIndex())) {
        mark(IndexSpace.DATA, i);
      }
    }
  }
}
