package dev.witj.engine.internal.load;

import dev.witj.binary.core.DataSegment;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.ExternType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.TableType;
import dev.witj.binary.core.TagType;
import dev.witj.engine.Extern;
import dev.witj.engine.Func;
import dev.witj.engine.Global;
import dev.witj.engine.Instance;
import dev.witj.engine.LinkException;
import dev.witj.engine.Memory;
import dev.witj.engine.Meter;
import dev.witj.engine.Renewal;
import dev.witj.engine.Table;
import dev.witj.engine.Tag;
import dev.witj.engine.internal.compile.ModuleOutline;
import dev.witj.engine.internal.run.FuncRef;
import dev.witj.engine.internal.run.MemoryImage;
import dev.witj.engine.internal.run.MemoryOps;
import dev.witj.engine.internal.run.State;
import dev.witj.engine.internal.run.TableOps;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An instance. */
final class LiveInstance implements Instance {
  /** About how many bytes a function takes once it is a reference. */
  private static final long FUNCTION_BYTES = 96;

  private final CompiledModule module;
  private final ModuleOutline outline;
  private final State state;

  /** How many of its own functions are references already; any thread may make one. */
  private final AtomicLong references = new AtomicLong();

  private @Nullable InitialGlobals initial;

  /** Whether its memories began as images, so that no segment was copied anywhere. */
  private boolean isDrawn;

  private LiveInstance(CompiledModule module, State state) {
    this.module = module;
    this.outline = module.outline();
    this.state = state;
  }

  static LiveInstance make(CompiledModule module, List<? extends Extern> imports, Meter meter) {
    LiveInstance made = new LiveInstance(module, module.newState());
    made.countWith(meter);
    made.allocate();
    made.takeImports(imports);
    made.define(meter);
    made.fill();
    made.start();
    return made;
  }

  /**
   * Lets a meter count the instance, what it does, and what it holds itself of the Java heap for as
   * long as it is there.
   *
   * @throws LinkException if the meter admits no more instances
   */
  void countWith(Meter meter) {
    if (!meter.takeInstance()) {
      throw new LinkException("the store's limit of core instances is reached");
    }
    state.heap = meter.objects();
    state.heap.keep(module.size() + references.get() * FUNCTION_BYTES);
    state.fuel = meter.fuel().orElse(null);
    state.interruption = meter.interruption();
  }

  private void allocate() {
    state.types = outline.types();
    state.functions = new FuncRef[outline.functions()];
    state.references = this::reference;
    state.tails = module::tails;
    state.tables = new Table[outline.tables().size()];
    state.memories = new Memory[outline.memories().size()];
    state.globals = new Global[outline.globals().size()];
    state.tags = new Tag[outline.tags().size()];
    state.numbers = new long[Math.max(outline.positions(), 1)];
    state.objects = new Object[outline.positions()];
  }

  private FuncRef reference(int function) {
    references.incrementAndGet();
    state.heap.keep(FUNCTION_BYTES);
    return FuncRef.of(
        outline.functionType(function), state, outline.ordinal(function), function, module);
  }

  private void takeImports(List<? extends Extern> imports) {
    int functions = 0;
    int tables = 0;
    int memories = 0;
    int globals = 0;
    int tags = 0;
    for (int i = 0; i < imports.size(); i++) {
      Extern item = imports.get(i);
      check(i, item);
      switch (item) {
        case Func func -> state.functions[functions++] = (FuncRef) func;
        case Table table -> state.tables[tables++] = table;
        case Memory memory -> {
          if (!outline.isNoting(memories)) {
            memory.stopNoting();
          }
          state.memories[memories++] = memory;
        }
        case Global global -> state.globals[globals++] = global;
        case Tag tag -> state.tags[tags++] = tag;
      }
    }
  }

  private void check(int index, Extern item) {
    ExternType wanted = outline.importTypes().get(index);
    if (item instanceof Func func
        && wanted instanceof ExternType.Func type
        && type.typeIndex() == func.runtimeType().id()) {
      return;
    }
    ExternType given = item.type();
    if (given.equals(wanted)) {
      return;
    }
    Optional<String> wrong = module.registry().mismatch(given, wanted);
    if (wrong.isPresent()) {
      var what = outline.imports().get(index);
      throw new LinkException(
          "incompatible import type for `"
              + what.module()
              + "` `"
              + what.name()
              + "`: "
              + wrong.get());
    }
  }

  private void define(Meter meter) {
    images = module.data().images();
    int firstMemory = outline.importedMemories();
    for (int i = firstMemory; i < state.memories.length; i++) {
      MemoryImage image = images == null ? null : images[i - firstMemory];
      Memory made = new Memory(outline.memories().get(i), image, module.spares(), meter);
      if (outline.isNoting(i)) {
        made.beginNoting();
      }
      meter.made(made);
      state.memories[i] = made;
    }
    if (state.memories.length > 0) {
      state.memory = state.memories[0];
    }
    for (int i = outline.importedTags(); i < state.tags.length; i++) {
      int type = outline.tags().get(i).typeIndex();
      state.tags[i] = new Tag(new TagType(outline.types()[type].id()));
    }
    InitialGlobals globals = module.globals().of(state);
    initial = globals;
    Constants constants = new Constants(state, globals::value);
    for (int i = outline.importedGlobals(); i < state.globals.length; i++) {
      if (outline.isShared(i)) {
        state.globals[i] = new Global(outline.globals().get(i), globals.value(i));
      }
    }
    int firstTable = outline.tables().size() - outline.ownTables().size();
    for (int i = firstTable; i < state.tables.length; i++) {
      TableType type = outline.tables().get(i);
      Object initial =
          outline
              .ownTables()
              .get(i - firstTable)
              .initializer()
              .map(constants::evaluate)
              .orElse(null);
      state.tables[i] = new Table(type, initial, meter);
    }
    state.linkTables();
    state.linkFunctions();
    link(globals);
    segments(constants);
  }

  /** Makes the globals that are the instance's own what they are at first. */
  void link(InitialGlobals globals) {
    globals.giveTo(state);
    state.linkGlobals();
    if (!outline.keepsGlobals()) {
      state.dropGlobals();
    }
  }

  private void segments(Constants constants) {
    state.elements = module.elements().of(state, constants);
    state.data = module.data().segments();
    this.constants = constants;
  }

  private @Nullable Constants constants;
  private MemoryImage @Nullable [] images;

  private void fill() {
    Constants known = Objects.requireNonNull(constants);
    List<ElementSegment> elements = outline.elements();
    for (int i = 0; i < elements.size(); i++) {
      switch (elements.get(i).mode()) {
        case ElementSegment.Mode.Active active -> {
          long to = known.placeOf(active.offset());
          TableOps.init(to, 0, state.elements[i].size(), state, i, active.tableIndex());
          TableOps.drop(state, i);
        }
        case ElementSegment.Mode.Unplaced unplaced -> {
          if (unplaced == ElementSegment.Mode.Unplaced.DECLARED) {
            TableOps.drop(state, i);
          }
        }
      }
    }
    if (images == null) {
      for (DataSegment segment : outline.data()) {
        if (segment.mode() instanceof DataSegment.Mode.Active active) {
          Memory memory = state.memories[active.memoryIndex()];
          MemoryOps.place(known.placeOf(active.offset()), segment.bytes(), memory);
        }
      }
    }
    isDrawn = images != null;
    images = null;
    constants = null;
  }

  private void start() {
    if (outline.start().isPresent()) {
      var _ = state.function(outline.start().getAsInt()).callBits();
    }
  }

  @Override
  public Optional<Extern> export(String name) {
    int number = module.exportNumber(name);
    return number < 0 ? Optional.empty() : Optional.of(export(number));
  }

  @Override
  public Extern export(int number) {
    Export export = outline.exports().get(number);
    int index = export.index();
    return switch (export.kind()) {
      case FUNC -> state.function(index);
      case TABLE -> state.tables[index];
      case MEMORY -> state.memories[index];
      case GLOBAL -> Objects.requireNonNull(state.globals[index]);
      case TAG -> state.tags[index];
    };
  }

  /**
   * What is not restored: objects that its constants made, which its code may have changed; what
   * its segments wrote to memories of others; and whatever its start function did.
   */
  @Override
  public Optional<Renewal> renewal() {
    boolean writes =
        !isDrawn
            && outline.data().stream()
                .anyMatch(each -> each.mode() instanceof DataSegment.Mode.Active);
    boolean hasObjects =
        Arrays.stream(outline.types()).anyMatch(type -> !(type.composite() instanceof FuncType));
    return writes || hasObjects || outline.start().isPresent()
        ? Optional.empty()
        : Optional.of(new LiveRenewal(this, module, state, Objects.requireNonNull(initial)));
  }
}
