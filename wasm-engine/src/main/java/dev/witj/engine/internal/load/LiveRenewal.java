package dev.witj.engine.internal.load;

import dev.witj.engine.Memory;
import dev.witj.engine.Meter;
import dev.witj.engine.Renewal;
import dev.witj.engine.Table;
import dev.witj.engine.internal.compile.ModuleOutline;
import dev.witj.engine.internal.gc.Elements;
import dev.witj.engine.internal.run.State;
import java.util.Arrays;
import java.util.Objects;

/**
 * What an instance was like at first. Its memories know that themselves; its globals are worked out
 * by the module; its tables keep what they had; its segments are kept here.
 */
final class LiveRenewal implements Renewal {
  private final LiveInstance instance;
  private final CompiledModule module;
  private final ModuleOutline outline;
  private final State state;
  private final InitialGlobals globals;
  private final Memory[] memories;
  private final Table[] tables;
  private final Elements[] segments;

  /** For an instance whose code has not run. */
  LiveRenewal(LiveInstance instance, CompiledModule module, State state, InitialGlobals globals) {
    this.instance = instance;
    this.module = module;
    this.outline = module.outline();
    this.state = state;
    this.globals = globals;
    this.memories =
        Arrays.copyOfRange(state.memories, outline.importedMemories(), state.memories.length);
    int firstTable = state.tables.length - outline.ownTables().size();
    this.tables = Arrays.copyOfRange(state.tables, firstTable, state.tables.length);
    for (Table table : tables) {
      table.keep();
    }
    this.segments = state.elements.clone();
  }

  @Override
  public boolean restore() {
    for (Memory memory : memories) {
      if (!memory.restore()) {
        return false;
      }
    }
    for (Table table : tables) {
      if (!table.restore()) {
        return false;
      }
    }
    for (int i = outline.importedGlobals(); i < state.globals.length; i++) {
      if (outline.isShared(i)) {
        Objects.requireNonNull(state.globals[i]).set(globals.value(i));
      }
    }
    instance.link(globals);
    state.elements = segments.clone();
    state.data = module.data().segments();
    state.forgetCalls();
    return true;
  }

  @Override
  public void begin(Meter meter) {
    instance.countWith(meter);
    for (Memory memory : memories) {
      memory.countWith(meter);
    }
    for (Table table : tables) {
      table.countWith(meter);
    }
  }
}
