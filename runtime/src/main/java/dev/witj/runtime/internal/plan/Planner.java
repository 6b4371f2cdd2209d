package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentElement.Alias;
import dev.witj.binary.component.ComponentElement.CoreInstance.CoreArgument;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.ModuleType;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ResourcePath;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.binary.core.Import;
import dev.witj.runtime.ComponentPart;
import dev.witj.runtime.internal.call.Callee;
import dev.witj.runtime.internal.call.ResourceSlots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan of a component: goes through its elements as an instance of it would be made, and
 * through those of each component that is instantiated on the way. What an index stands for is
 * known at once, so aliases, instances that are put together, and instantiations of components
 * leave nothing behind but what they name.
 */
public final class Planner {
  private final PlanBuilder plan = new PlanBuilder();
  private final InstancePaths paths = new InstancePaths();

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
        plan.isAvailable()
            ? instantiate(
                new Definition(component, null),
                OptionalInt.empty(),
                ComponentPart.OUTERMOST,
                slots,
                imports)
            : Map.of();
    return plan.build(component, exports, slots, paths.numbered());
  }

  // Imports of the outermost component.

  private void imported(String path, Extern extern, ResourceSlots slots, Map<String, Entity> into) {
    String name = extern.name().name();
    String full = path.isEmpty() ? name : path + "#" + name;
    switch (extern.type()) {
      case EntityType.Func(var type) -> {
        int number = plan.importFunc(path, name, type);
        into.put(name, new Entity.Func(new Callee.Imported(number)));
      }
      case EntityType.Type(ResourceName resource) -> {
        if (!slots.contains(resource.id())) {
          slots.put(resource.id(), plan.importResource(path, name, resource.id()));
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
      case EntityType.CoreModule _ -> plan.refuseImport("core module `" + full + "`");
      case EntityType.Component _ -> plan.refuseImport("component `" + full + "`");
      case EntityType.Value _ -> plan.refuseImport("value `" + full + "`");
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
    int instance = plan.enter(parent, path);
    Frame frame = new Frame(definition, instance, path, slots, arguments);
    frame.run();
    plan.leave();
    return frame.exports;
  }

  /** One component, while an instance of it is planned. */
  private final class Frame {
    private final ValidatedComponent valid;
    private final @Nullable Frame outer;
    private final int instance;
    private final String path;
    private final Map<String, Entity> arguments;
    private final Map<String, Entity> exports = new LinkedHashMap<>();
    private final Scope scope;
    private final CanonPlanner canons;
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
      this.arguments = arguments;
      this.scope = new Scope(valid, slots, plan);
      this.canons = new CanonPlanner(plan, scope, instance);
    }

    void run() {
      for (int i = 0; i < valid.elements().size(); i++) {
        plan.spend(1);
        element(valid.elements().get(i), i);
      }
    }

    private void element(ComponentElement element, int number) {
      switch (element) {
        case ComponentElement.Custom _, ComponentElement.CoreTypeDef _ -> {}
        case ComponentElement.CoreModule(var bytes) -> {
          int place = scope.coreModules.size();
          ModuleType type = valid.spaces().core().modules().get(place);
          scope.coreModules.add(
              new Entity.Module(
                  plan.module(bytes, valid.component(), place),
                  type.imports(),
                  new ExportNumbers(type.exports().keySet())));
        }
        case ComponentElement.CoreInstance.Instantiate(int module, var given) ->
            scope.coreInstances.add(coreInstance(module, given));
        case ComponentElement.CoreInstance.Exports(var given) -> {
          Map<String, CoreDef> items = new HashMap<>();
          given.forEach(e -> items.put(e.name(), scope.coreDef(e.item())));
          scope.coreInstances.add(new CoreScope.Bundle(items));
        }
        case ComponentElement.NestedComponent _ ->
            scope.components.add(
                new Entity.Component(new Definition(valid.nested().get(nested++), this)));
        case ComponentElement.Instance.Instantiate(int component, var given) -> {
          Map<String, Entity> items = new HashMap<>();
          given.forEach(a -> items.put(a.name(), scope.entity(a.item())));
          scope.add(instance(scope.components.get(component).definition(), items));
        }
        case ComponentElement.Instance.Exports(var given) -> {
          Map<String, Entity> items = new LinkedHashMap<>();
          given.forEach(e -> items.put(e.name().name(), scope.entity(e.item())));
          plan.spend(items.size());
          scope.add(new Entity.Instance(items));
        }
        case Alias.InstanceExport(_, int from, var name) ->
            scope.add(scope.instances.get(from).get(name));
        case Alias.CoreInstanceExport(var sort, int from, var name) ->
            scope.addCore(scope.coreInstances.get(from).get(Scope.kind(sort), name));
        case Alias.Outer(var sort, int count, int index) -> alias(sort, outer(count), index);
        case ComponentElement.TypeDef(var definition) -> type(definition);
        case ComponentElement.CanonDef(var canon) -> canons.plan(canon, number);
        case ComponentElement.Import(var name, _) ->
            scope.add(Objects.requireNonNull(arguments.get(name.name())));
        case ComponentElement.Export(var name, var item, _) -> {
          Entity exported = scope.entity(item);
          exports.put(name.name(), exported);
          scope.add(exported);
        }
        case ComponentElement.Start _ -> plan.refuse(valid, "a component start function", number);
        case ComponentElement.Value _ -> plan.refuse(valid, "a component value", number);
      }
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
        scope.add(from.scope.entity(new SortIndex(sort, index)));
      }
    }

    private void type(TypeDefinition definition) {
      if (definition instanceof TypeDefinition.Resource(_, var destructor)) {
        ResourceName type = valid.spaces().resource(scope.nextType());
        int slot = plan.makeResource(instance, resourceName(type), scope.slot(destructor));
        scope.add(Entity.Type.resource(slot));
      } else {
        scope.add(Entity.Type.PLAIN);
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
          paths.path(path, valid.component(), scope.instances.size(), made, plan.nextInstance());
      return new Entity.Instance(
          instantiate(definition, OptionalInt.of(instance), name, new ResourceSlots(), given));
    }

    private CoreScope coreInstance(int module, List<CoreArgument> given) {
      Map<String, CoreScope> from = new HashMap<>();
      given.forEach(a -> from.put(a.name(), scope.coreInstances.get(a.instance())));
      Entity.Module of = scope.coreModules.get(module);
      List<Import> wanted = of.imports();
      plan.spend(wanted.size());
      List<CoreDef> imports = new ArrayList<>(wanted.size());
      for (Import each : wanted) {
        imports.add(
            Objects.requireNonNull(from.get(each.module())).get(each.type().kind(), each.name()));
      }
      int slot = plan.instantiateModule(instance, of.module(), imports);
      return new CoreScope.Instance(slot, of.exports());
    }
  }
}
