package dev.witj.runtime.internal.plan;

import dev.witj.binary.ByteRange;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentElement.Alias;
import dev.witj.binary.component.ComponentElement.CoreInstance.CoreArgument;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.Located;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ResourcePath;
import dev.witj.binary.component.Section;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.binary.core.AddressType;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.NumType;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.runtime.ComponentPart;
import dev.witj.runtime.RuntimeCode;
import dev.witj.runtime.internal.abi.CanonOptions;
import dev.witj.runtime.internal.abi.StringEncoding;
import dev.witj.runtime.internal.call.Call;
import dev.witj.runtime.internal.call.Callee;
import dev.witj.runtime.internal.call.Concurrency;
import dev.witj.runtime.internal.call.Lift;
import dev.witj.runtime.internal.call.ResourceSlots;
import dev.witj.runtime.internal.call.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan of a component: goes through its elements as an instance of it would be made, and
 * through those of each component that is instantiated on the way. What an index stands for is
 * known at once, so aliases, instances that are put together, and instantiations of components
 * leave nothing behind but what they name.
 */
public final class Planner {
  /** A component that makes two of each one in it would otherwise make as many as it likes. */
  private static final int MAX_INSTANCES = 10_000;

  /** How deep instances may be made within instances. */
  private static final int MAX_DEPTH = 1_000;

  /** Elements of all components that are instantiated, and what is handed on. */
  private static final int MAX_WORK = 5_000_000;

  private final List<Plan.ImportedFunc> importedFuncs = new ArrayList<>();
  private final List<Plan.ImportedResource> importedResources = new ArrayList<>();
  private final List<String> unavailable = new ArrayList<>();
  private final List<Plan.PlannedModule> modules = new ArrayList<>();
  private final IdentityHashMap<ByteSlice, Integer> moduleSlots = new IdentityHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final Slots<CoreDef.Func> funcs = new Slots<>();
  private final Slots<CoreDef.Memory> memories = new Slots<>();
  private final List<Trampoline> trampolines = new ArrayList<>();
  private final Map<SideKey, Side> sides = new LinkedHashMap<>();
  private final List<Diagnostic> unsupported = new ArrayList<>();
  private final List<Concurrency> concurrency = new ArrayList<>();
  private final InstancePaths paths = new InstancePaths();
  private int instances;
  private int coreInstances;
  private int resources;
  private int lifts;
  private int calls;
  private int depth;
  private int work;

  private Planner() {}

  /**
   * Plans a component.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if it would make more instances than anybody
   *     needs
   */
  public static Plan plan(ValidatedComponent component) {
    return new Planner().run(component);
  }

  private Plan run(ValidatedComponent component) {
    ResourceSlots slots = new ResourceSlots();
    Map<String, Entity> imports = new LinkedHashMap<>();
    for (Extern each : component.imports().all()) {
      imported("", each, slots, imports);
    }
    Map<String, Entity> exports =
        unavailable.isEmpty()
            ? instantiate(
                new Definition(component, null),
                OptionalInt.empty(),
                ComponentPart.OUTERMOST,
                slots,
                imports)
            : Map.of();
    return new Plan(
        component.imports(),
        component.exports(),
        importedFuncs,
        importedResources,
        unavailable,
        modules,
        steps,
        instances,
        concurrency,
        coreInstances,
        resources,
        funcs.toList(),
        memories.toList(),
        trampolines,
        List.copyOf(sides.values()),
        lifts,
        calls,
        exports,
        slots,
        unsupported);
  }

  // Imports of the outermost component.

  private void imported(String path, Extern extern, ResourceSlots slots, Map<String, Entity> into) {
    String name = extern.name().name();
    String full = path.isEmpty() ? name : path + "#" + name;
    switch (extern.type()) {
      case EntityType.Func(var type) -> {
        into.put(name, new Entity.Func(new Callee.Imported(importedFuncs.size())));
        importedFuncs.add(new Plan.ImportedFunc(path, name, type));
      }
      case EntityType.Type(ResourceName resource) -> {
        if (!slots.contains(resource.id())) {
          slots.put(resource.id(), resources++);
          importedResources.add(new Plan.ImportedResource(path, name, resource.id()));
        }
        into.put(name, Entity.Type.resource(slots.get(resource.id())));
      }
      case EntityType.Type _ -> into.put(name, Entity.Type.PLAIN);
      case EntityType.Instance(var type) -> {
        Map<String, Entity> exports = new LinkedHashMap<>();
        for (Extern each : type.exports().all()) {
          imported(full, each, slots, exports);
        }
        into.put(name, new Entity.Instance(exports));
      }
      case EntityType.CoreModule _ -> unavailable.add("core module `" + full + "`");
      case EntityType.Component _ -> unavailable.add("component `" + full + "`");
      case EntityType.Value _ -> unavailable.add("value `" + full + "`");
    }
  }

  // Instances.

  /** A component and where it was defined: it may refer to what stands around it. */
  static final class Definition {
    private final ValidatedComponent valid;
    private final @Nullable Frame outer;

    private Definition(ValidatedComponent valid, @Nullable Frame outer) {
      this.valid = valid;
      this.outer = outer;
    }
  }

  private Map<String, Entity> instantiate(
      Definition definition,
      OptionalInt parent,
      String path,
      ResourceSlots slots,
      Map<String, Entity> arguments) {
    if (instances == MAX_INSTANCES) {
      throw RuntimeCode.TOO_MANY_INSTANCES.error(MAX_INSTANCES).toException();
    }
    if (++depth > MAX_DEPTH) {
      throw RuntimeCode.TOO_DEEP.error(MAX_DEPTH).toException();
    }
    int instance = instances++;
    concurrency.add(Concurrency.NONE);
    steps.add(new Step.MakeInstance(instance, parent, path));
    Frame frame = new Frame(definition, instance, path, slots, arguments);
    frame.run();
    depth--;
    return frame.exports;
  }

  private void spend(int count) {
    work += count;
    if (work > MAX_WORK) {
      throw RuntimeCode.TOO_LARGE.error().toException();
    }
  }

  private int trampoline(Trampoline made) {
    trampolines.add(made);
    return trampolines.size() - 1;
  }

  /** Numbers for what is named, the same for what is equal. */
  private static final class Slots<T> {
    private final Map<T, Integer> slots = new LinkedHashMap<>();

    int of(T item) {
      return slots.computeIfAbsent(item, _ -> slots.size());
    }

    List<T> toList() {
      return List.copyOf(slots.keySet());
    }
  }

  private record SideKey(
      int instance,
      CanonOptions options,
      OptionalInt memory,
      OptionalInt realloc,
      OptionalInt callback) {}

  /** What the indices of one component stand for, while an instance of it is planned. */
  private final class Frame {
    private final ValidatedComponent valid;
    private final @Nullable Frame outer;
    private final int instance;
    private final String path;
    private final ResourceSlots slots;
    private final Map<String, Entity> arguments;
    private final Map<String, Entity> exports = new LinkedHashMap<>();
    private final List<Entity.Func> funcs = new ArrayList<>();
    private final List<Entity.Instance> instances = new ArrayList<>();
    private final List<Entity.Component> components = new ArrayList<>();
    private final List<Entity.Module> coreModules = new ArrayList<>();
    private final List<CoreScope> coreInstances = new ArrayList<>();
    private final List<CoreDef.Func> coreFuncs = new ArrayList<>();
    private final List<CoreDef.Table> coreTables = new ArrayList<>();
    private final List<CoreDef.Memory> coreMemories = new ArrayList<>();
    private final List<CoreDef.Global> coreGlobals = new ArrayList<>();
    private final List<CoreDef.Tag> coreTags = new ArrayList<>();
    private int types;
    private int nested;

    Frame(
        Definition definition,
        int instance,
        String path,
        ResourceSlots slots,
        Map<String, Entity> arguments) {
      this.valid = definition.valid;
      this.outer = definition.outer;
      this.instance = instance;
      this.path = path;
      this.slots = slots;
      this.arguments = arguments;
    }

    void run() {
      for (int i = 0; i < valid.elements().size(); i++) {
        spend(1);
        element(valid.elements().get(i), i);
      }
    }

    private void element(ComponentElement element, int number) {
      switch (element) {
        case ComponentElement.Custom _, ComponentElement.CoreTypeDef _ -> {}
        case ComponentElement.CoreModule(var bytes) -> {
          List<Import> wanted = valid.spaces().core().modules().get(coreModules.size()).imports();
          coreModules.add(new Entity.Module(module(bytes), wanted));
        }
        case ComponentElement.CoreInstance.Instantiate(int module, var given) ->
            coreInstances.add(coreInstance(module, given));
        case ComponentElement.CoreInstance.Exports(var given) -> {
          Map<String, CoreDef> items = new HashMap<>();
          given.forEach(e -> items.put(e.name(), coreDef(e.item())));
          coreInstances.add(new CoreScope.Bundle(items));
        }
        case ComponentElement.NestedComponent _ ->
            components.add(
                new Entity.Component(new Definition(valid.nested().get(nested++), this)));
        case ComponentElement.Instance.Instantiate(int component, var given) -> {
          Map<String, Entity> items = new HashMap<>();
          given.forEach(a -> items.put(a.name(), entity(a.item())));
          add(Sort.INSTANCE, instance(components.get(component).definition(), items));
        }
        case ComponentElement.Instance.Exports(var given) -> {
          Map<String, Entity> items = new LinkedHashMap<>();
          given.forEach(e -> items.put(e.name().name(), entity(e.item())));
          spend(items.size());
          add(Sort.INSTANCE, new Entity.Instance(items));
        }
        case Alias.InstanceExport(var sort, int from, var name) ->
            add(sort, instances.get(from).get(name));
        case Alias.CoreInstanceExport(var sort, int from, var name) ->
            addCore(coreInstances.get(from).get(kind(sort), name));
        case Alias.Outer(var sort, int count, int index) -> alias(sort, outer(count), index);
        case ComponentElement.TypeDef(var definition) -> type(definition);
        case ComponentElement.CanonDef(var canon) -> canon(canon, number);
        case ComponentElement.Import(var name, var type) ->
            add(type.sort(), Objects.requireNonNull(arguments.get(name.name())));
        case ComponentElement.Export(var name, var item, _) -> {
          Entity exported = entity(item);
          exports.put(name.name(), exported);
          add(item.sort(), exported);
        }
        case ComponentElement.Start _ -> refuse("a component start function", number);
        case ComponentElement.Value _ -> refuse("a component value", number);
      }
    }

    // Index spaces.

    /** What an index stands for. */
    private Entity entity(SortIndex at) {
      int index = at.index();
      return switch (at.sort()) {
        case FUNC -> funcs.get(index);
        case INSTANCE -> instances.get(index);
        case COMPONENT -> components.get(index);
        case CORE_MODULE -> coreModules.get(index);
        case TYPE ->
            valid.spaces().types().get(index) instanceof ResourceName resource
                ? Entity.Type.resource(slots.get(resource.id()))
                : Entity.Type.PLAIN;
        case VALUE,
            CORE_FUNC,
            CORE_TABLE,
            CORE_MEMORY,
            CORE_GLOBAL,
            CORE_TAG,
            CORE_TYPE,
            CORE_INSTANCE ->
            throw new IllegalStateException(at + " passes between components");
      };
    }

    /** Gives something the next index of its sort, and says where the resources in it live. */
    private void add(Sort sort, Entity entity) {
      switch (entity) {
        case Entity.Func func -> funcs.add(func);
        case Entity.Component component -> components.add(component);
        case Entity.Module module -> coreModules.add(module);
        case Entity.Instance given -> {
          List<ResourcePath> named =
              valid.spaces().instances().get(instances.size()).namedResources();
          spend(named.size());
          for (ResourcePath path : named) {
            slots.put(path.resource(), given.resource(path.names()));
          }
          instances.add(given);
        }
        case Entity.Type(var resource) -> {
          AnyType type = valid.spaces().types().get(types++);
          if (type instanceof ResourceName named) {
            slots.put(named.id(), resource.orElseThrow());
          }
        }
      }
      assert sort != Sort.VALUE : "values are refused before";
    }

    private void addCore(CoreDef def) {
      switch (def) {
        case CoreDef.Func func -> coreFuncs.add(func);
        case CoreDef.Table table -> coreTables.add(table);
        case CoreDef.Memory memory -> coreMemories.add(memory);
        case CoreDef.Global global -> coreGlobals.add(global);
        case CoreDef.Tag tag -> coreTags.add(tag);
      }
    }

    private CoreDef coreDef(SortIndex at) {
      int index = at.index();
      return switch (kind(at.sort())) {
        case FUNC -> coreFuncs.get(index);
        case TABLE -> coreTables.get(index);
        case MEMORY -> coreMemories.get(index);
        case GLOBAL -> coreGlobals.get(index);
        case TAG -> coreTags.get(index);
      };
    }

    private static ExternKind kind(Sort sort) {
      return sort.externKind().orElseThrow();
    }

    private Frame outer(int count) {
      Frame at = this;
      for (int i = 0; i < count; i++) {
        at = Objects.requireNonNull(at.outer);
      }
      return at;
    }

    private void alias(Sort sort, Frame from, int index) {
      if (sort != Sort.CORE_TYPE) {
        add(sort, from.entity(new SortIndex(sort, index)));
      }
    }

    private void type(TypeDefinition definition) {
      if (definition instanceof TypeDefinition.Resource(_, var destructor)) {
        int slot = resources++;
        ResourceName type = valid.spaces().resource(types);
        steps.add(
            new Step.MakeResource(
                slot,
                instance,
                resourceName(type),
                destructor.isPresent()
                    ? OptionalInt.of(Planner.this.funcs.of(coreFuncs.get(destructor.getAsInt())))
                    : OptionalInt.empty()));
        add(Sort.TYPE, Entity.Type.resource(slot));
      } else {
        add(Sort.TYPE, Entity.Type.PLAIN);
      }
    }

    /** What a resource is exported as. */
    private String resourceName(ResourceName type) {
      for (ResourcePath path : valid.type().namedResources()) {
        if (path.resource().equals(type.id())) {
          return path.names().getLast();
        }
      }
      return "resource";
    }

    // Instances.

    private Entity.Instance instance(Definition definition, Map<String, Entity> given) {
      ComponentModel made = definition.valid.component();
      String name =
          paths.path(path, valid.component(), instances.size(), made, Planner.this.instances);
      return new Entity.Instance(
          instantiate(definition, OptionalInt.of(instance), name, new ResourceSlots(), given));
    }

    private int module(ByteSlice bytes) {
      int number = coreModules.size();
      return moduleSlots.computeIfAbsent(
          bytes,
          _ -> {
            modules.add(new Plan.PlannedModule(bytes, valid.component(), number));
            return modules.size() - 1;
          });
    }

    private CoreScope coreInstance(int module, List<CoreArgument> given) {
      Map<String, CoreScope> from = new HashMap<>();
      given.forEach(a -> from.put(a.name(), coreInstances.get(a.instance())));
      List<Import> wanted = coreModules.get(module).imports();
      spend(wanted.size());
      List<CoreDef> imports = new ArrayList<>(wanted.size());
      for (Import each : wanted) {
        imports.add(
            Objects.requireNonNull(from.get(each.module())).get(each.type().kind(), each.name()));
      }
      int slot = Planner.this.coreInstances++;
      steps.add(
          new Step.InstantiateModule(slot, instance, coreModules.get(module).module(), imports));
      return new CoreScope.Instance(slot);
    }

    // Canonical definitions.

    private void canon(Canon canon, int number) {
      switch (canon) {
        case Canon.Lift(int func, int type, var options) -> {
          check("`canon lift`", options, number);
          FunctionType of = valid.spaces().function(type);
          Lift lift =
              new Lift(
                  lifts++,
                  of,
                  slots,
                  Planner.this.funcs.of(coreFuncs.get(func)),
                  slot(options.postReturn()),
                  side(options));
          funcs.add(new Entity.Func(new Callee.OfPlan(lift)));
        }
        case Canon.Lower(int func, var options) -> {
          check("`canon lower`", options, number);
          FunctionType of = valid.spaces().funcs().get(func);
          mayBlock(of.signature().async() && !options.async());
          Call call = new Call(calls++, of, slots, side(options), funcs.get(func).callee());
          made(new Trampoline.Lower(call));
        }
        case Canon.Provided provided -> made(provided(provided, number));
      }
    }

    private void made(Trampoline made) {
      coreFuncs.add(new CoreDef.Made(trampoline(made)));
    }

    private Trampoline provided(Canon.Provided canon, int number) {
      return switch (canon) {
        case Canon.OfResource(var builtIn, int type) ->
            new Trampoline.OfResource(
                instance, builtIn, slots.get(valid.spaces().resource(type).id()));
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
            new Trampoline.TaskReturn(instance, result.map(valid.spaces()::value), side(options));
        case Canon.OfChannel(var builtIn, int type) ->
            channel(builtIn, type, true, Optional.empty());
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
                FuncType made = valid.coreFunc(coreFuncs.size());
                yield new Trampoline.NewThread(
                    instance, coreTables.get(table), made.params().get(1) == NumType.I64);
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
          instance, builtIn, valid.spaces().defined(type), async, side, slots);
    }

    private AddressType addresses(CanonicalOptions options) {
      return options.memory().isPresent()
          ? valid.spaces().core().memories().get(options.memory().getAsInt()).addressType()
          : AddressType.I32;
    }

    private int memory(int index) {
      return memories.of(coreMemories.get(index));
    }

    /** Notes what the instance can do, and whether it waits in the middle of it. */
    private void mayBlock(boolean may) {
      Concurrency least = may ? Concurrency.STACKFUL : Concurrency.STACKLESS;
      if (concurrency.get(instance).compareTo(least) < 0) {
        concurrency.set(instance, least);
      }
    }

    private OptionalInt slot(OptionalInt coreFunc) {
      return coreFunc.isPresent()
          ? OptionalInt.of(Planner.this.funcs.of(coreFuncs.get(coreFunc.getAsInt())))
          : OptionalInt.empty();
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
      SideKey key =
          new SideKey(
              instance,
              new CanonOptions(
                  encoding, addresses(options), options.async(), options.callback().isPresent()),
              memory,
              slot(options.realloc()),
              slot(options.callback()));
      return sides.computeIfAbsent(
          key,
          _ ->
              new Side(sides.size(), instance, key.options, key.memory, key.realloc, key.callback));
    }

    // What cannot be run yet.

    private void check(String what, CanonicalOptions options, int number) {
      if (options.gc()) {
        refuse(what + " with the option `gc`", number);
      }
    }

    private void refuse(String what, int number) {
      unsupported.add(
          RuntimeCode.UNSUPPORTED
              .error(what)
              .at(
                  valid
                      .component()
                      .bytes()
                      .source()
                      .span(range(number).start(), range(number).end()),
                  ""));
    }

    /** Where an element is in the file. */
    private ByteRange range(int number) {
      int before = 0;
      for (Section section : valid.component().sections()) {
        List<Located> elements = section.elements();
        if (number < before + elements.size()) {
          return elements.get(number - before).range();
        }
        before += elements.size();
      }
      throw new IllegalArgumentException("element " + number);
    }
  }

  /** What core instances give. */
  private sealed interface CoreScope {
    CoreDef get(ExternKind kind, String name);

    /** One made from a module. */
    record Instance(int slot) implements CoreScope {
      @Override
      public CoreDef get(ExternKind kind, String name) {
        return CoreDef.of(kind, new CoreDef.Export(slot, name));
      }
    }

    /** One that is made of things that are there. */
    record Bundle(Map<String, CoreDef> items) implements CoreScope {
      @Override
      public CoreDef get(ExternKind kind, String name) {
        return Objects.requireNonNull(items.get(name));
      }
    }
  }
}
