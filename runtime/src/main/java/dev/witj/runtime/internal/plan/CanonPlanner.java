package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.NumType;
import dev.witj.runtime.internal.abi.CanonOptions;
import dev.witj.runtime.internal.abi.StringEncoding;
import dev.witj.runtime.internal.call.Call;
import dev.witj.runtime.internal.call.Callee;
import dev.witj.runtime.internal.call.Lift;
import dev.witj.runtime.internal.call.Side;
import java.util.Optional;
import java.util.OptionalInt;

/** Plans the canonical definitions of a component, for one instance of it. */
final class CanonPlanner {
  private final PlanBuilder plan;
  private final Scope scope;
  private final int instance;

  CanonPlanner(PlanBuilder plan, Scope scope, int instance) {
    this.plan = plan;
    this.scope = scope;
    this.instance = instance;
  }

  /**
   * Plans a definition.
   *
   * @param number which of the component's elements it is
   */
  void plan(Canon canon, int number) {
    switch (canon) {
      case Canon.Lift(int func, int type, var options) -> {
        check("`canon lift`", options, number);
        FunctionType of = scope.valid.spaces().function(type);
        Lift lift =
            new Lift(
                plan.nextLift(),
                of,
                scope.slots,
                plan.func(scope.coreFuncs.get(func)),
                scope.slot(options.postReturn()),
                side(options));
        scope.funcs.add(new Entity.Func(new Callee.OfPlan(lift)));
      }
      case Canon.Lower(int func, var options) -> {
        check("`canon lower`", options, number);
        FunctionType of = scope.valid.spaces().funcs().get(func);
        mayBlock(of.signature().async() && !options.async());
        Call call =
            new Call(
                plan.nextCall(), of, scope.slots, side(options), scope.funcs.get(func).callee());
        made(new Trampoline.Lower(call));
      }
      case Canon.Provided provided -> made(provided(provided, number));
    }
  }

  private void made(Trampoline made) {
    scope.coreFuncs.add(new CoreDef.Made(plan.trampoline(made)));
  }

  private Trampoline provided(Canon.Provided canon, int number) {
    return switch (canon) {
      case Canon.OfResource(var builtIn, int type) ->
          new Trampoline.OfResource(
              instance, builtIn, scope.slots.get(scope.valid.spaces().resource(type).id()));
      case Canon.Plain(var builtIn) -> {
        if (builtIn == BuiltIn.Plain.THREAD_AVAILABLE_PARALLELISM) {
          yield unsupported(canon, number);
        }
        mayBlock(false);
        yield new Trampoline.Plain(instance, builtIn);
      }
      case Canon.SubtaskCancel(boolean async) -> {
        mayBlock(!async);
        yield new Trampoline.SubtaskCancel(instance, async);
      }
      case Canon.Cancellable(var builtIn, boolean cancellable) -> {
        mayBlock(true);
        yield new Trampoline.Cancellable(instance, builtIn, cancellable);
      }
      case Canon.Context(var builtIn, var type, int slot) -> {
        mayBlock(false);
        yield new Trampoline.Context(instance, builtIn, slot, type == NumType.I64);
      }
      case Canon.Waiting(var builtIn, boolean cancellable, int memory) -> {
        mayBlock(builtIn == BuiltIn.Waiting.WAITABLE_SET_WAIT);
        yield new Trampoline.Waiting(instance, builtIn, cancellable, memory(memory));
      }
      case Canon.TaskReturn(var result, var options) ->
          new Trampoline.TaskReturn(
              instance, result.map(scope.valid.spaces()::value), side(options));
      case Canon.OfChannel(var builtIn, int type) -> channel(builtIn, type, true, Optional.empty());
      case Canon.CancelCopy(var builtIn, int type, boolean async) -> {
        mayBlock(!async);
        yield channel(builtIn, type, async, Optional.empty());
      }
      case Canon.Copy(var builtIn, int type, var options) -> {
        mayBlock(!options.async());
        yield channel(builtIn, type, options.async(), Optional.of(side(options)));
      }
      case Canon.OfText(var builtIn, var options) ->
          new Trampoline.ErrorContext(instance, builtIn, side(options));
      case Canon.ThreadOfTable(var builtIn, _, int table) ->
          switch (builtIn) {
            case THREAD_NEW_INDIRECT -> {
              FuncType made = scope.valid.coreFunc(scope.coreFuncs.size());
              yield new Trampoline.NewThread(
                  instance, scope.coreTables.get(table), made.params().get(1) == NumType.I64);
            }
            case THREAD_SPAWN_INDIRECT -> unsupported(canon, number);
          };
      case Canon.ThreadSpawnRef _ -> unsupported(canon, number);
    };
  }

  private Trampoline unsupported(Canon.Provided canon, int number) {
    refuse("the built-in `" + canon.builtIn() + "`", number);
    return new Trampoline.Unsupported(instance, canon);
  }

  private Trampoline channel(
      BuiltIn.Channel builtIn, int type, boolean async, Optional<Side> side) {
    return new Trampoline.Channel(
        instance, builtIn, scope.valid.spaces().defined(type), async, side, scope.slots);
  }

  private AddressType addresses(CanonicalOptions options) {
    return options.memory().isPresent()
        ? scope.valid.spaces().core().memories().get(options.memory().getAsInt()).addressType()
        : AddressType.I32;
  }

  private int memory(int index) {
    return plan.memory(scope.coreMemories.get(index));
  }

  /** Notes what the instance can do, and whether it waits in the middle of it. */
  private void mayBlock(boolean may) {
    plan.mayBlock(instance, may);
  }

  private Side side(CanonicalOptions options) {
    StringEncoding encoding =
        switch (options.encoding()) {
          case UTF8 -> StringEncoding.UTF8;
          case UTF16 -> StringEncoding.UTF16;
          case LATIN1_UTF16 -> StringEncoding.LATIN1_UTF16;
        };
    OptionalInt memory =
        options.memory().isPresent()
            ? OptionalInt.of(memory(options.memory().getAsInt()))
            : OptionalInt.empty();
    return plan.side(
        instance,
        new CanonOptions(
            encoding, addresses(options), options.async(), options.callback().isPresent()),
        memory,
        scope.slot(options.realloc()),
        scope.slot(options.callback()));
  }

  // What cannot be run yet.

  private void check(String what, CanonicalOptions options, int number) {
    if (options.gc()) {
      refuse(what + " with the option `gc`", number);
    }
  }

  private void refuse(String what, int number) {
    plan.refuse(scope.valid, what, number);
  }
}
