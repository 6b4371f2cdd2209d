package dev.witj.wast;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.ValueType;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import dev.witj.engine.Meter;
import dev.witj.runtime.Component;
import dev.witj.runtime.Engine;
import dev.witj.runtime.EngineConfig;
import dev.witj.runtime.Func;
import dev.witj.runtime.Instance;
import dev.witj.runtime.Linker;
import dev.witj.runtime.RuntimeCode;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.runtime.internal.Closer;
import dev.witj.runtime.internal.CoreEngines;
import dev.witj.runtime.internal.core.CoreEngine;
import dev.witj.runtime.internal.core.CoreGlobal;
import dev.witj.runtime.internal.core.CoreInstance;
import dev.witj.runtime.internal.core.CoreItem;
import dev.witj.runtime.internal.core.CoreModule;
import dev.witj.runtime.internal.core.CoreValue;
import dev.witj.runtime.internal.core.LinkException;
import dev.witj.runtime.internal.core.TypedCoreFunc;
import dev.witj.wat.WastDirective;
import dev.witj.wat.WastPrinter;
import dev.witj.wat.WastValue;
import dev.witj.wat.WatAssembler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the modules of a script on the core engine, and its components on the runtime, each in a
 * store of its own: a trap ends one component and not those beside it.
 */
public final class RuntimeWastExecutor implements WastExecutor {
  /** What scripts may import from {@code spectest}, as the suite's own description has it. */
  private static final String SPECTEST =
      """
      (module
        (func (export "print"))
        (func (export "print_i32") (param i32))
        (func (export "print_i64") (param i64))
        (func (export "print_f32") (param f32))
        (func (export "print_f64") (param f64))
        (func (export "print_i32_f32") (param i32 f32))
        (func (export "print_f64_f64") (param f64 f64))
        (global (export "global_i32") i32 (i32.const 666))
        (global (export "global_i64") i64 (i64.const 666))
        (global (export "global_f32") f32 (f32.const 666.6))
        (global (export "global_f64") f64 (f64.const 666.6))
        (table (export "table") 10 20 funcref)
        (table (export "table64") i64 10 20 funcref)
        (memory (export "memory") 1 2))
      """;

  private final CoreEngine core = CoreEngines.create(Optional.empty());

  /** The runner has said which features a script may use; what it hands on here is valid. */
  private final Engine engine = Engine.create(EngineConfig.defaults().withFeatures(Features.ALL));

  private final Map<String, CoreInstance> registered = new HashMap<>();
  private final Map<String, Made> instances = new HashMap<>();
  private final Map<String, Definition> definitions = new HashMap<>();
  private final List<Store> stores = new ArrayList<>();
  private @Nullable Made current;
  private @Nullable Definition last;

  private final Consumer<Linker> host;

  /** An executor without instances, whose components can import nothing. */
  public RuntimeWastExecutor() {
    this(_ -> {});
  }

  /**
   * An executor without instances.
   *
   * @param host defines what components may import; asked for each of them
   */
  public RuntimeWastExecutor(Consumer<Linker> host) {
    this.host = host;
  }

  /** What became of a definition. */
  private sealed interface Made {
    record OfModule(CoreInstance instance) implements Made {}

    record OfComponent(Instance instance) implements Made {}

    /** It could not be made, so nothing that needs it can be run. */
    record Nothing(String reason) implements Made {}
  }

  private record Definition(boolean component, byte[] binary) {}

  @Override
  public Outcome instantiate(Optional<String> name, boolean component, byte[] binary) {
    Made[] made = new Made[1];
    Outcome outcome =
        attempt(
            () -> {
              made[0] =
                  component
                      ? new Made.OfComponent(component(binary))
                      : new Made.OfModule(module(binary));
              return new Outcome.Returned(List.of());
            });
    if (outcome instanceof Outcome.Unsupported(var reason)) {
      made[0] = new Made.Nothing(reason);
    }
    if (made[0] != null) {
      current = made[0];
      name.ifPresent(n -> instances.put(n, made[0]));
    }
    return outcome;
  }

  private Instance component(byte[] binary) {
    Component component = Component.load(engine, "component", binary);
    Linker linker = Linker.create(engine);
    host.accept(linker);
    Store store = null;
    for (String wanted : component.imports().byName().keySet()) {
      if (instances.get(wanted) instanceof Made.OfComponent(var live)) {
        linker.define(wanted, live);
        store = live.store();
      }
    }
    if (store == null) {
      store = Store.create(engine);
      stores.add(store);
    }
    return linker.instantiate(store, component);
  }

  private CoreInstance module(byte[] binary) {
    CoreModule module = core.compile(ByteSlice.of(binary), "module");
    List<CoreItem> imports = new ArrayList<>();
    for (CoreModule.Import each : module.imports()) {
      CoreInstance from =
          each.module().equals("spectest") ? spectest() : registered.get(each.module());
      CoreItem item = from == null ? null : from.export(each.name()).orElse(null);
      if (item == null) {
        throw new LinkException("unknown import " + each.module() + "." + each.name());
      }
      imports.add(item);
    }
    return module.instantiate(imports, Meter.UNLIMITED);
  }

  private CoreInstance spectest() {
    return registered.computeIfAbsent(
        "spectest",
        _ -> {
          byte[] binary = WatAssembler.assemble(Source.text("spectest", SPECTEST));
          return core.compile(ByteSlice.of(binary), "spectest")
              .instantiate(List.of(), Meter.UNLIMITED);
        });
  }

  @Override
  public void refused(Optional<String> name) {
    Made nothing = new Made.Nothing("the module it is about is not valid");
    current = nothing;
    name.ifPresent(n -> instances.put(n, nothing));
  }

  @Override
  public Outcome define(Optional<String> name, boolean component, byte[] binary) {
    Definition definition = new Definition(component, binary);
    last = definition;
    name.ifPresent(n -> definitions.put(n, definition));
    return new Outcome.Returned(List.of());
  }

  @Override
  public Outcome instantiate(WastDirective.Instance directive) {
    Definition definition = directive.definition().map(definitions::get).orElse(last);
    if (definition == null) {
      throw directive
          .definition()
          .map(WastCode.UNKNOWN_DEFINITION::error)
          .orElseGet(WastCode.NO_DEFINITION::error)
          .toException();
    }
    return instantiate(directive.instance(), definition.component, definition.binary);
  }

  @Override
  public Outcome register(WastDirective.Register directive) {
    return on(
        directive.instance(),
        made -> {
          switch (made) {
            case Made.OfModule(var instance) -> registered.put(directive.name(), instance);
            case Made.OfComponent component -> instances.put(directive.name(), component);
            case Made.Nothing _ -> {}
          }
          return new Outcome.Returned(List.of());
        });
  }

  @Override
  public Outcome perform(WastDirective.Action action) {
    return on(
        action.instance(),
        made ->
            attempt(
                () ->
                    switch (action) {
                      case WastDirective.Invoke invoke -> invoke(made, invoke);
                      case WastDirective.Get get -> get(made, get);
                    }));
  }

  private interface Step {
    Outcome run(Made made);
  }

  private Outcome on(Optional<String> name, Step step) {
    Made made = name.isPresent() ? instances.get(name.get()) : current;
    return switch (made) {
      case null ->
          throw name.map(WastCode.UNKNOWN_NAME::error)
              .orElseGet(WastCode.NO_INSTANCE::error)
              .toException();
      case Made.Nothing(var reason) -> new Outcome.Unsupported(reason);
      case Made.OfModule _, Made.OfComponent _ -> step.run(made);
    };
  }

  private static Outcome invoke(Made made, WastDirective.Invoke invoke) {
    return switch (made) {
      case Made.OfModule(var instance) -> invoke(instance, invoke);
      case Made.OfComponent(var instance) -> invoke(instance, invoke);
      case Made.Nothing(var reason) -> new Outcome.Unsupported(reason);
    };
  }

  private static Outcome invoke(CoreInstance instance, WastDirective.Invoke invoke) {
    CoreItem item = instance.export(invoke.function()).orElse(null);
    if (!(item instanceof TypedCoreFunc func)) {
      throw WastCode.NO_FUNCTION.error(invoke.function()).toException();
    }
    List<CoreValue.Type> params = func.params();
    checkCount(params.size(), invoke);
    List<CoreValue> arguments = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      CoreValue.Type type = params.get(i);
      WastValue value = invoke.arguments().get(i);
      arguments.add(CoreValues.toCore(type, value).orElseThrow(() -> misfit(value, type)));
    }
    return new Outcome.Returned(
        func.callTyped(arguments).stream().map(CoreValues::toWast).toList());
  }

  private static Outcome invoke(Instance instance, WastDirective.Invoke invoke) {
    Func func = instance.func(invoke.function());
    Signature<ValueType> type = func.type().signature();
    checkCount(type.params().size(), invoke);
    Object[] arguments = new Object[invoke.arguments().size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = ComponentValues.toJava(type.params().get(i).type(), invoke.arguments().get(i));
    }
    Object result;
    try {
      result = func.call(arguments);
    } catch (TrapException e) {
      // Components do not throw: an exception that nothing in one catches is a trap.
      return e.code() == TrapCode.UNCAUGHT_EXCEPTION
          ? new Outcome.Trapped(String.valueOf(e.getMessage()))
          : trapped(e);
    }
    try {
      return new Outcome.Returned(
          result == null
              ? List.of()
              : List.of(ComponentValues.toWast(type.result().orElseThrow(), result)));
    } catch (ComponentValues.Inexpressible e) {
      return new Outcome.Unsupported(String.valueOf(e.getMessage()));
    }
  }

  private static void checkCount(int params, WastDirective.Invoke invoke) {
    if (invoke.arguments().size() != params) {
      throw WastCode.BAD_ARGUMENT_COUNT
          .error(invoke.function(), params, invoke.arguments().size())
          .toException();
    }
  }

  private static DiagnosticException misfit(WastValue value, CoreValue.Type type) {
    return WastCode.BAD_ARGUMENT
        .error(
            WastPrinter.print(value),
            type.name().toLowerCase(Locale.ROOT) + (type.isReference() ? "ref" : ""))
        .toException();
  }

  private static Outcome get(Made made, WastDirective.Get get) {
    return switch (made) {
      case Made.OfModule(var instance) -> {
        if (!(instance.export(get.global()).orElse(null) instanceof CoreGlobal global)) {
          throw WastCode.NO_GLOBAL.error(get.global()).toException();
        }
        yield new Outcome.Returned(List.of(CoreValues.toWast(global.value())));
      }
      case Made.OfComponent _ -> throw WastCode.GLOBAL_OF_COMPONENT.error().toException();
      case Made.Nothing(var reason) -> new Outcome.Unsupported(reason);
    };
  }

  private static Outcome attempt(Supplier<Outcome> run) {
    try {
      return run.get();
    } catch (TrapException e) {
      return trapped(e);
    } catch (LinkException e) {
      return new Outcome.Unlinkable(String.valueOf(e.getMessage()));
    } catch (DiagnosticException e) {
      Diagnostic first = e.diagnostics().getFirst();
      if (first.code() instanceof RuntimeCode code) {
        switch (code) {
          case MISSING_IMPORT,
              MISSING_FUNCTIONS,
              INCOMPLETE_IMPORT,
              IMPOSSIBLE_IMPORT,
              IMPORT_MISMATCH -> {
            return new Outcome.Unlinkable(first.message());
          }
          case UNSUPPORTED -> {
            return new Outcome.Unsupported(first.message());
          }
          default -> {}
        }
      }
      throw e;
    }
  }

  private static Outcome trapped(TrapException trap) {
    String message = String.valueOf(trap.getMessage());
    return switch (trap.code()) {
      case CALL_STACK_EXHAUSTED -> new Outcome.Exhausted(message);
      case UNCAUGHT_EXCEPTION -> new Outcome.Threw(message);
      case UNSUPPORTED, CORE_ENGINE_FAILURE -> new Outcome.Unsupported(message);
      default -> new Outcome.Trapped(message);
    };
  }

  @Override
  public void close() {
    List<Store> all = List.copyOf(stores);
    stores.clear();
    Closer.closeAll(all);
  }
}
