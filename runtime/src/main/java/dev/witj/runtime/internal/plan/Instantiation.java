package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.BuiltIn;
import dev.witj.engine.Renewal;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.internal.abi.CanonBuiltins;
import dev.witj.runtime.internal.call.ChannelBuiltIns;
import dev.witj.runtime.internal.call.CoreItems;
import dev.witj.runtime.internal.call.ErrorContextBuiltIns;
import dev.witj.runtime.internal.call.GuestInstance;
import dev.witj.runtime.internal.call.Imports;
import dev.witj.runtime.internal.call.LoweredFunc;
import dev.witj.runtime.internal.call.Memos;
import dev.witj.runtime.internal.call.RunningPlan;
import dev.witj.runtime.internal.call.StoreContext;
import dev.witj.runtime.internal.call.TaskBuiltIns;
import dev.witj.runtime.internal.call.ThreadBuiltIns;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreGlobal;
import dev.witj.runtime.internal.core.CoreInstance;
import dev.witj.runtime.internal.core.CoreItem;
import dev.witj.runtime.internal.core.CoreMemory;
import dev.witj.runtime.internal.core.CoreModule;
import dev.witj.runtime.internal.core.CoreTable;
import dev.witj.runtime.internal.core.CoreTag;
import dev.witj.runtime.internal.core.CoreValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries a plan out in a store. */
public final class Instantiation implements CoreItems {
  private final Plan plan;
  private final List<CoreModule> modules;
  private final RunningPlan running;
  private final @Nullable CoreInstance[] coreInstances;
  private final @Nullable CoreFunc[] made;

  private Instantiation(Plan plan, List<CoreModule> modules, Imports imports, Memos memos) {
    this.plan = plan;
    this.modules = modules;
    this.running =
        new RunningPlan(
            imports, memos, this, plan.instances(), plan.resources(), plan.sides().size());
    this.coreInstances = new @Nullable CoreInstance[plan.coreInstances()];
    this.made = new @Nullable CoreFunc[plan.trampolines().size()];
  }

  /**
   * Makes an instance; the store has been entered.
   *
   * @param modules the plan's, compiled
   * @param imports what serves the plan's imports
   * @throws dev.witj.runtime.TrapException if the guest traps while it starts
   * @throws dev.witj.runtime.internal.core.LinkException if a limit of the store forbids it
   */
  public static Instantiation run(
      Plan plan, List<CoreModule> modules, Imports imports, Memos memos, StoreContext store) {
    Instantiation all = new Instantiation(plan, modules, imports, memos);
    for (Step step : plan.steps()) {
      switch (step) {
        case Step.MakeInstance make -> all.make(make, store);
        case Step.InstantiateModule instantiate -> all.instantiate(instantiate, store);
        case Step.MakeResource make -> all.make(make, store);
      }
    }
    return all;
  }

  /** What it made. */
  public RunningPlan running() {
    return running;
  }

  /**
   * What can make all of it again what it is now, before anything is called; nothing if a module
   * has state that only a new instance has anew.
   */
  public Optional<Spare> spare() {
    List<Renewal> renewals = new ArrayList<>(coreInstances.length);
    for (CoreInstance each : coreInstances) {
      Optional<Renewal> renewal = Objects.requireNonNull(each).renewal();
      if (renewal.isEmpty()) {
        return Optional.empty();
      }
      renewals.add(renewal.get());
    }
    return Optional.of(new Spare(running, renewals));
  }

  private void make(Step.MakeInstance step, StoreContext store) {
    @Nullable GuestInstance parent =
        step.parent().isPresent() ? running.instance(step.parent().getAsInt()) : null;
    GuestInstance instance =
        new GuestInstance(store, parent, step.path(), plan.concurrency().get(step.slot()));
    running.setInstance(step.slot(), instance);
  }

  private void make(Step.MakeResource step, StoreContext store) {
    GuestInstance implementer = running.instance(step.instance());
    @Nullable CoreFunc destructor =
        step.destructor().isPresent() ? func(step.destructor().getAsInt()) : null;
    running.setResource(
        step.slot(),
        ResourceType.ofGuest(
            step.name(), implementer, rep -> store.drop(implementer, destructor, rep)));
  }

  private void instantiate(Step.InstantiateModule step, StoreContext store) {
    List<CoreItem> imports = new ArrayList<>(step.imports().size());
    for (CoreDef each : step.imports()) {
      imports.add(item(each));
    }
    CoreModule module = modules.get(step.module());
    coreInstances[step.slot()] =
        store.runWithin(
            running.instance(step.instance()), () -> module.instantiate(imports, store.meter()));
  }

  // Core items.

  private CoreItem item(CoreDef def) {
    return switch (def) {
      case CoreDef.Func func -> func(func);
      case CoreDef.Table(var from) -> export(from, CoreTable.class);
      case CoreDef.Memory(var from) -> export(from, CoreMemory.class);
      case CoreDef.Global(var from) -> export(from, CoreGlobal.class);
      case CoreDef.Tag(var from) -> export(from, CoreTag.class);
    };
  }

  private CoreFunc func(CoreDef.Func def) {
    return switch (def) {
      case CoreDef.ExportedFunc(var from) -> export(from, CoreFunc.class);
      case CoreDef.Made(int trampoline) -> trampoline(trampoline);
    };
  }

  private <T extends CoreItem> T export(CoreDef.Export from, Class<T> kind) {
    return kind.cast(
        Objects.requireNonNull(coreInstances[from.coreInstance()]).export(from.number()));
  }

  @Override
  public CoreFunc func(int slot) {
    return func(plan.funcs().get(slot));
  }

  @Override
  public CoreMemory memory(int slot) {
    return export(plan.memories().get(slot).from(), CoreMemory.class);
  }

  private CoreFunc trampoline(int slot) {
    CoreFunc known = made[slot];
    if (known == null) {
      known = make(plan.trampolines().get(slot));
      made[slot] = known;
    }
    return known;
  }

  private CoreFunc make(Trampoline trampoline) {
    return switch (trampoline) {
      case Trampoline.Lower(var call) -> LoweredFunc.of(running, call);
      case Trampoline.OfResource(int in, var builtIn, int resource) ->
          ofResource(running.instance(in), builtIn, running.get(resource));
      case Trampoline.Plain(int in, var builtIn) -> plain(running.instance(in), builtIn);
      case Trampoline.SubtaskCancel(int in, boolean async) ->
          TaskBuiltIns.subtaskCancel(running.instance(in), async);
      case Trampoline.Cancellable(int in, var builtIn, boolean cancellable) ->
          cancellable(running.instance(in), builtIn, cancellable);
      case Trampoline.Context(int in, var builtIn, int slot, boolean wide) ->
          builtIn == BuiltIn.Context.CONTEXT_GET
              ? TaskBuiltIns.contextGet(running.instance(in), slot)
              : TaskBuiltIns.contextSet(running.instance(in), slot, wide);
      case Trampoline.Waiting(int in, var builtIn, boolean cancellable, int memory) ->
          builtIn == BuiltIn.Waiting.WAITABLE_SET_WAIT
              ? TaskBuiltIns.waitableSetWait(running.instance(in), memory(memory), cancellable)
              : TaskBuiltIns.waitableSetPoll(running.instance(in), memory(memory), cancellable);
      case Trampoline.TaskReturn(int in, var result, var side) ->
          TaskBuiltIns.taskReturn(running.instance(in), result, side);
      case Trampoline.Channel channel -> channel(channel);
      case Trampoline.ErrorContext(int in, var builtIn, var side) ->
          builtIn == BuiltIn.OfText.ERROR_CONTEXT_NEW
              ? ErrorContextBuiltIns.make(running, running.instance(in), side)
              : ErrorContextBuiltIns.debugMessage(running, running.instance(in), side);
      case Trampoline.NewThread(int in, var table, boolean wide) ->
          ThreadBuiltIns.newIndirect(
              running.instance(in),
              export(table.from(), CoreTable.class),
              wide ? CoreValue.Type.I64 : CoreValue.Type.I32);
      case Trampoline.Unsupported(_, var canon) ->
          throw new IllegalStateException("not supported: " + canon.builtIn());
    };
  }

  private static CoreFunc ofResource(
      GuestInstance in, BuiltIn.OfResource builtIn, ResourceType type) {
    return switch (builtIn) {
      case RESOURCE_NEW -> (CoreFunc.OfOne) rep -> CanonBuiltins.resourceNew(in, type, (int) rep);
      case RESOURCE_REP ->
          (CoreFunc.OfOne) handle -> CanonBuiltins.resourceRep(in, type, (int) handle);
      case RESOURCE_DROP ->
          (CoreFunc.OfOne)
              handle -> {
                CanonBuiltins.resourceDrop(in, type, (int) handle);
                return 0;
              };
    };
  }

  private static CoreFunc plain(GuestInstance in, BuiltIn.Plain builtIn) {
    return switch (builtIn) {
      case TASK_CANCEL -> TaskBuiltIns.taskCancel(in);
      case SUBTASK_DROP -> TaskBuiltIns.subtaskDrop(in);
      case BACKPRESSURE_INC -> TaskBuiltIns.backpressure(in, 1);
      case BACKPRESSURE_DEC -> TaskBuiltIns.backpressure(in, -1);
      case WAITABLE_SET_NEW -> TaskBuiltIns.waitableSetNew(in);
      case WAITABLE_SET_DROP -> TaskBuiltIns.waitableSetDrop(in);
      case WAITABLE_JOIN -> TaskBuiltIns.waitableJoin(in);
      case ERROR_CONTEXT_DROP -> ErrorContextBuiltIns.drop(in);
      case THREAD_INDEX -> ThreadBuiltIns.index(in);
      case THREAD_RESUME_LATER -> ThreadBuiltIns.resumeLater(in);
      case THREAD_AVAILABLE_PARALLELISM ->
          throw new IllegalStateException("not supported: " + builtIn);
    };
  }

  private static CoreFunc cancellable(
      GuestInstance in, BuiltIn.Cancellable builtIn, boolean cancellable) {
    return switch (builtIn) {
      case THREAD_YIELD -> ThreadBuiltIns.giveWay(in, cancellable);
      case THREAD_SUSPEND -> ThreadBuiltIns.suspend(in, cancellable);
      case THREAD_SUSPEND_THEN_RESUME -> ThreadBuiltIns.thenResume(in, false, cancellable);
      case THREAD_YIELD_THEN_RESUME -> ThreadBuiltIns.thenResume(in, true, cancellable);
      case THREAD_SUSPEND_THEN_PROMOTE -> ThreadBuiltIns.thenPromote(in, false, cancellable);
      case THREAD_YIELD_THEN_PROMOTE -> ThreadBuiltIns.thenPromote(in, true, cancellable);
    };
  }

  private CoreFunc channel(Trampoline.Channel channel) {
    ChannelBuiltIns all =
        new ChannelBuiltIns(
            running.instance(channel.instance()),
            channel.type(),
            channel.builtIn().readable(),
            channel.async());
    return switch (channel.builtIn()) {
      case BuiltIn.OfChannel builtIn ->
          switch (builtIn) {
            case STREAM_NEW, FUTURE_NEW -> all.make();
            case STREAM_DROP_READABLE,
                STREAM_DROP_WRITABLE,
                FUTURE_DROP_READABLE,
                FUTURE_DROP_WRITABLE ->
                all.drop();
          };
      case BuiltIn.Copy _ -> all.copy(running, channel.side().orElseThrow(), channel.resources());
      case BuiltIn.CancelCopy _ -> all.cancel();
    };
  }
}
