package dev.witj.encode.internal.module;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.ModuleSection;
import dev.witj.binary.core.SectionId;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.encode.EncodeCode;
import dev.witj.encode.internal.module.Renumbering.Space;
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

  private final Map<Space, List<ExternType>> spaces = new EnumMap<>(Space.class);

  private final Map<Space, BitSet> live = new EnumMap<>(Space.class);
  private final Deque<Runnable> open = new ArrayDeque<>();
  private final Renumbering marker = new Renumbering(this::mark);

  private Liveness(ByteSlice binary) {
    module = CoreModule.read(binary);
    types = module.types();
    imports = module.imports();
    functions = module.functions();
    bodies = module.bodies();
    elements = module.elements();
    data = module.data();
    globals = module.globals();
    imports.forEach(item -> add(item.type()));
    functions.forEach(type -> add(new ExternType.Func(type)));
    module.tables().forEach(table -> add(table.type()));
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
        liveness.mark(space(export.kind()), export.index());
      }
    }
    liveness
        .module
        .section(SectionId.START)
        .ifPresent(
            section -> {
              if (section.decode() instanceof ModuleSection.Start(int function)) {
                liveness.mark(Space.FUNCTION, function);
              }
            });
    liveness.finish();
    return liveness;
  }

  private void add(ExternType type) {
    types(space(type.kind())).add(type);
  }

  static Space space(ExternKind kind) {
    return switch (kind) {
      case FUNC -> Space.FUNCTION;
      case TABLE -> Space.TABLE;
      case MEMORY -> Space.MEMORY;
      case GLOBAL -> Space.GLOBAL;
      case TAG -> Space.TAG;
    };
  }

  /** What there is in a space: the types of imports, then those of definitions. */
  List<ExternType> types(Space space) {
    return spaces.computeIfAbsent(space, _ -> new ArrayList<>());
  }

  private BitSet liveOf(Space space) {
    return live.computeIfAbsent(space, _ -> new BitSet());
  }

  /** How many imports there are of a kind. */
  int imported(Space space) {
    int count = 0;
    for (Import item : imports) {
      if (space(item.type().kind()) == space) {
        count++;
      }
    }
    return count;
  }

  boolean isLive(Space space, int index) {
    return liveOf(space).get(index);
  }

  /** Counts something among what is needed, and what it needs itself; gives its index again. */
  int mark(Space space, int index) {
    check(space, index);
    BitSet marked = liveOf(space);
    if (!marked.get(index)) {
      marked.set(index);
      open.add(() -> follow(space, index));
    }
    return index;
  }

  private void check(Space space, int index) {
    int size =
        switch (space) {
          case TYPE -> types.size();
          case ELEMENT -> elements.size();
          case DATA -> data.size();
          case FUNCTION, TABLE, MEMORY, GLOBAL, TAG -> types(space).size();
        };
    if (Integer.compareUnsigned(index, size) >= 0) {
      throw Diagnostic.error(
              EncodeCode.INVALID_MODULE,
              "`" + module.binary().source().name() + "` mentions what it does not define")
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

  private void follow(Space space, int index) {
    switch (space) {
      case TYPE -> {
        if (types.get(index).composite() instanceof FuncType type) {
          type.params().forEach(marker::map);
          type.results().forEach(marker::map);
        }
      }
      case FUNCTION -> {
        mark(Space.TYPE, ((ExternType.Func) types(space).get(index)).typeIndex());
        int defined = index - imported(space);
        if (defined >= 0 && defined < bodies.size()) {
          bodies.get(defined).locals().forEach(group -> marker.map(group.type()));
          instructions(bodies.get(defined).code());
        }
      }
      case TABLE -> marker.map(((TableType) types(space).get(index)).element());
      case GLOBAL -> {
        marker.map(((GlobalType) types(space).get(index)).type());
        int defined = index - imported(space);
        if (defined >= 0) {
          expression(globals.get(defined).initializer());
        }
      }
      case TAG -> mark(Space.TYPE, ((TagType) types(space).get(index)).typeIndex());
      case ELEMENT -> segment(elements.get(index));
      case DATA -> {
        if (data.get(index).mode() instanceof DataSegment.Mode.Active active) {
          mark(Space.MEMORY, active.memoryIndex());
          expression(active.offset());
        }
      }
      case MEMORY -> {}
    }
  }

  private void segment(ElementSegment segment) {
    if (segment.mode() instanceof ElementSegment.Mode.Active active) {
      mark(Space.TABLE, active.tableIndex());
      expression(active.offset());
    }
    switch (segment.items()) {
      case ElementSegment.Items.Functions(var items) ->
          items.forEach(function -> mark(Space.FUNCTION, function));
      case ElementSegment.Items.Expressions(var type, var expressions) -> {
        marker.map(type);
        expressions.forEach(this::expression);
      }
    }
  }

  /** What fills a table or a memory that is needed is needed too. */
  private void markSegments() {
    for (int i = 0; i < elements.size(); i++) {
      ElementSegment.Mode mode = elements.get(i).mode();
      boolean needed =
          mode == ElementSegment.Mode.Unplaced.DECLARED
              || (mode instanceof ElementSegment.Mode.Active active
                  && isLive(Space.TABLE, active.tableIndex()));
      if (needed) {
        mark(Space.ELEMENT, i);
      }
    }
    for (int i = 0; i < data.size(); i++) {
      if (data.get(i).mode() instanceof DataSegment.Mode.Active active
          && isLive(Space.MEMORY, active.memoryIndex())) {
        mark(Space.DATA, i);
      }
    }
  }

  private void expression(ConstExpr expression) {
    instructions(expression.code());
  }

  private void instructions(ByteSlice code) {
    InstructionReader in = new InstructionReader(code);
    while (in.next()) {
      marker.map(in.instruction());
    }
  }
}
