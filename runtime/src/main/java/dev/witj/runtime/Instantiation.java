package dev.witj.runtime;

import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentElement.Alias;
import dev.witj.binary.component.ComponentElement.CoreInstance.CoreArgument;
import dev.witj.binary.component.ComponentElement.Instance.InlineExport;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.runtime.internal.abi.CanonBuiltins;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreInstance;
import dev.witj.runtime.internal.core.CoreItem;
import dev.witj.runtime.internal.core.CoreModule;
import dev.witj.runtime.internal.core.LinearMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Makes an instance of a component and of all components in it, step by step.
 *
 * <p>The steps of one component are the same each time, so the functions that are lifted and
 * lowered come in the same order too; what does not differ between instances is kept by that order
 * in {@link CanonMemo}s.
 *
 * <p>A rehearsal does the same without core code: it finds the types of everything.
 */
final class Instantiation {
  private static final long[] NOTHING = {};

  /** A component that makes two of each one in it would otherwise make as many as it likes. */
  private static final int MAX_INSTANCES = 10_000;

  /** Stands for whatever is of core WebAssembly in a rehearsal. */
  private static final Object ABSENT = new Object();

  private final Store store;
  private final List<CanonMemo> memos;
  private final boolean rehearsal;
  private int nextMemo;
  private int made;

  private Instantiation(Store store, List<CanonMemo> memos, boolean rehearsal) {
    this.store = store;
    this.memos = memos;
    this.rehearsal = rehearsal;
  }

  /**
   * Makes an instance.
   *
   * @param memos from a rehearsal with the same imports
   * @return what it exports
   */
  static Map<String, Item> run(
      Store store, ComponentPlan plan, Map<String, Item> imports, List<CanonMemo> memos) {
    return new Instantiation(store, memos, false).instantiate(plan, null, null, imports).exports();
  }

  /**
   * Finds the types of what an instance would export.
   *
   * @param memos where what instances can share is put
   */
  static Map<String, Item> rehearse(
      Store scratch, ComponentPlan plan, Map<String, Item> imports, List<CanonMemo> memos) {
    return new Instantiation(scratch, memos, true).instantiate(plan, null, null, imports).exports();
  }

  private Frame instantiate(
      ComponentPlan plan,
      @Nullable Frame outer,
      @Nullable GuestInstance parent,
      Map<String, Item> imports) {
    if (++made > MAX_INSTANCES) {
      throw Diagnostic.error(
              RuntimeCode.LIMIT_EXCEEDED,
              "the component makes more than " + MAX_INSTANCES + " instances of components")
          .toException();
    }
    GuestInstance instance = new GuestInstance(store, parent);
    store.add(instance);
    Frame frame = new Frame(outer);
    for (ComponentPlan.Step step : plan.steps()) {
      switch (step) {
        case ComponentPlan.Step.Module(var module) ->
            frame.add(Sort.CORE_MODULE, new Item.OfModule(module));
        case ComponentPlan.Step.Nested(var nested) ->
            frame.add(Sort.COMPONENT, new Item.OfComponent(nested, frame));
        case ComponentPlan.Step.Lift lift -> frame.add(Sort.FUNC, lift(lift, frame, instance));
        case ComponentPlan.Step.Lower lower ->
            frame.add(Sort.CORE_FUNC, lower(lower, frame, instance));
        case ComponentPlan.Step.Resource(var builtIn, int type) ->
            frame.add(Sort.CORE_FUNC, resourceFunc(builtIn, frame.type(type).resource(), instance));
        case ComponentPlan.Step.Unsupported _ -> frame.add(Sort.CORE_FUNC, ABSENT);
        case ComponentPlan.Step.Other(var element) ->
            other(element, plan, frame, instance, imports);
      }
    }
    return frame;
  }

  private void other(
      ComponentElement element,
      ComponentPlan plan,
      Frame frame,
      GuestInstance instance,
      Map<String, Item> imports) {
    switch (element) {
      case ComponentElement.CoreInstance.Instantiate(int module, var arguments) ->
          frame.add(Sort.CORE_INSTANCE, coreInstance(module, arguments, frame, instance));
      case ComponentElement.CoreInstance.Exports(var exports) -> {
        Map<String, Object> items = new HashMap<>();
        exports.forEach(e -> items.put(e.name(), frame.get(e.item().sort(), e.item().index())));
        frame.add(Sort.CORE_INSTANCE, new Bundle(items));
      }
      case ComponentElement.Instance.Instantiate(int component, var arguments) -> {
        Map<String, Item> given = new HashMap<>();
        arguments.forEach(a -> given.put(a.name(), item(a.item(), frame)));
        var definition = (Item.OfComponent) frame.get(Sort.COMPONENT, component);
        Frame inner = instantiate(definition.plan(), definition.outer(), instance, given);
        frame.add(Sort.INSTANCE, new Item.OfInstance(inner.exports()));
      }
      case ComponentElement.Instance.Exports(var exports) -> {
        Map<String, Item> items = new LinkedHashMap<>();
        for (InlineExport export : exports) {
          items.put(export.name().name(), item(export.item(), frame));
        }
        frame.add(Sort.INSTANCE, new Item.OfInstance(items));
      }
      case Alias alias -> frame.add(alias.sort(), alias(alias, frame));
      case ComponentElement.TypeDef(var definition) ->
          frame.add(Sort.TYPE, type(definition, plan, frame, instance));
      case ComponentElement.Import(var name, var type) ->
          frame.add(type.sort(), Objects.requireNonNull(imports.get(name.name())));
      case ComponentElement.Export(var name, var item, _) -> {
        Item exported = item(item, frame);
        frame.exports().put(name.name(), exported);
        frame.add(item.sort(), exported);
      }
      case ComponentElement.Custom _,
          ComponentElement.CoreTypeDef _,
          ComponentElement.CoreModule _,
          ComponentElement.NestedComponent _,
          ComponentElement.CanonDef _,
          ComponentElement.Start _,
          ComponentElement.Value _ -> {}
    }
  }

  private static Item item(SortIndex index, Frame frame) {
    return frame.item(index.sort(), index.index());
  }

  private Object alias(Alias alias, Frame frame) {
    return switch (alias) {
      case Alias.InstanceExport(_, int instance, var name) ->
          Objects.requireNonNull(
              ((Item.OfInstance) frame.get(Sort.INSTANCE, instance)).items().get(name));
      case Alias.CoreInstanceExport(_, int instance, var name) ->
          coreExport(frame.get(Sort.CORE_INSTANCE, instance), name);
      case Alias.Outer(var sort, int count, int index) ->
          sort == Sort.CORE_TYPE ? ABSENT : frame.outer(count).get(sort, index);
    };
  }

  private TypeItem type(
      TypeDefinition definition, ComponentPlan plan, Frame frame, GuestInstance instance) {
    if (definition instanceof TypeDefinition.Resource(_, var destructor)) {
      CoreFunc run =
          destructor.isPresent() && !rehearsal
              ? (CoreFunc) frame.get(Sort.CORE_FUNC, destructor.getAsInt())
              : null;
      String name = plan.resourceNames().getOrDefault(frame.count(Sort.TYPE), "resource");
      return new TypeItem.Resource(
          ResourceType.ofGuest(name, instance, rep -> store.drop(instance, run, rep)));
    }
    return new TypeItem.Defined(frame, definition);
  }

  // Core instances.

  /** A core instance that is made of things that are there. */
  private record Bundle(Map<String, Object> items) {}

  private Object coreInstance(
      int module, List<CoreArgument> arguments, Frame frame, GuestInstance instance) {
    if (rehearsal) {
      return ABSENT;
    }
    Map<String, Object> given = new HashMap<>();
    arguments.forEach(a -> given.put(a.name(), frame.get(Sort.CORE_INSTANCE, a.instance())));
    CoreModule definition = ((Item.OfModule) frame.get(Sort.CORE_MODULE, module)).module();
    List<CoreItem> imports = new ArrayList<>(definition.imports().size());
    for (CoreModule.Import each : definition.imports()) {
      imports.add(
          (CoreItem) coreExport(Objects.requireNonNull(given.get(each.module())), each.name()));
    }
    GuestInstance before = store.current();
    store.setCurrent(instance);
    CoreInstance core = definition.instantiate(imports, store.meter());
    store.setCurrent(before);
    return core;
  }

  private static Object coreExport(Object instance, String name) {
    return switch (instance) {
      case CoreInstance core -> core.export(name).orElseThrow();
      case Bundle(var items) -> Objects.requireNonNull(items.get(name));
      default -> ABSENT;
    };
  }

  // Functions.

  private CanonMemo memo() {
    if (rehearsal) {
      CanonMemo memo = new CanonMemo();
      memos.add(memo);
      return memo;
    }
    return memos.get(nextMemo++);
  }

  private ComponentFunc lift(ComponentPlan.Step.Lift lift, Frame frame, GuestInstance instance) {
    CanonMemo memo = memo();
    FuncType type = memo.type(() -> frame.type(lift.type()).funcType());
    if (rehearsal) {
      return new DeclaredFunc("", type);
    }
    return new LiftedFunc(
        "",
        type,
        (CoreFunc) frame.get(Sort.CORE_FUNC, lift.coreFunc()),
        bind(lift.options(), frame, instance),
        coreFunc(lift.options().postReturn(), frame),
        memo);
  }

  private Object lower(ComponentPlan.Step.Lower lower, Frame frame, GuestInstance instance) {
    CanonMemo memo = memo();
    ComponentFunc callee = (ComponentFunc) frame.get(Sort.FUNC, lower.func());
    FuncType _ = memo.type(callee::type);
    return rehearsal
        ? ABSENT
        : new LoweredFunc(callee, bind(lower.options(), frame, instance), memo);
  }

  private static CanonBinding bind(
      ComponentPlan.Options options, Frame frame, GuestInstance instance) {
    LinearMemory memory =
        options.memory().isPresent()
            ? (LinearMemory) frame.get(Sort.CORE_MEMORY, options.memory().getAsInt())
            : null;
    return new CanonBinding(
        options.options(),
        instance,
        memory,
        CanonBinding.realloc(coreFunc(options.realloc(), frame), instance));
  }

  private static @Nullable CoreFunc coreFunc(OptionalInt index, Frame frame) {
    return index.isPresent() ? (CoreFunc) frame.get(Sort.CORE_FUNC, index.getAsInt()) : null;
  }

  private Object resourceFunc(BuiltIn builtIn, ResourceType type, GuestInstance instance) {
    if (rehearsal) {
      return ABSENT;
    }
    CoreFunc func =
        switch (builtIn) {
          case RESOURCE_NEW ->
              arguments ->
                  new long[] {CanonBuiltins.resourceNew(instance, type, (int) arguments[0])};
          case RESOURCE_REP ->
              arguments ->
                  new long[] {CanonBuiltins.resourceRep(instance, type, (int) arguments[0])};
          default ->
              arguments -> {
                CanonBuiltins.resourceDrop(instance, type, (int) arguments[0]);
                return NOTHING;
              };
        };
    return func;
  }
}
