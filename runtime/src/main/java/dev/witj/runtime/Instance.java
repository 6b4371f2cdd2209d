package dev.witj.runtime;

import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Externs;
import dev.witj.binary.component.ResourceId;
import dev.witj.binary.component.ResourceName;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.names.VersionedName;
import dev.witj.runtime.internal.call.RunningPlan;
import dev.witj.runtime.internal.plan.Definitions;
import dev.witj.runtime.internal.plan.Entity;
import dev.witj.runtime.internal.plan.Plan;
import dev.witj.runtime.value.FuncCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A component that runs in a {@link Store}, or an interface that it exports. */
public final class Instance {
  private final Store store;
  private final String name;
  private final RunningPlan running;
  private final Plan plan;
  private final Externs types;
  private final Map<String, Entity> items;

  private Instance(
      Store store,
      String name,
      RunningPlan running,
      Plan plan,
      Externs types,
      Map<String, Entity> items) {
    this.store = store;
    this.name = name;
    this.running = running;
    this.plan = plan;
    this.types = types;
    this.items = items;
  }

  static Instance of(Store store, Component component, RunningPlan running) {
    Plan plan = component.plan();
    return new Instance(store, component.name(), running, plan, plan.exportTypes(), plan.exports());
  }

  /** The store it lives in. */
  public Store store() {
    return store;
  }

  /** What it exports, in its own order. */
  public Externs exports() {
    return types;
  }

  /** What a resource in the types of its exports is here. */
  public ResourceType resource(ResourceName type) {
    return resource(type.id());
  }

  private ResourceType resource(ResourceId id) {
    return running.get(plan.exportResources().get(id));
  }

  /** Lets what it exports serve imports. */
  void defineIn(Definitions definitions) {
    store.context().leaveToNobody();
    definitions.define(running, items, types, this::resource);
  }

  /**
   * An exported function; methods of resources carry their WIT names, as {@code
   * [method]counter.get}.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if there is none, naming those that are there
   */
  public Func func(String function) {
    return findFunc(function)
        .orElseThrow(() -> unknown("function", function, Entity.Func.class).toException());
  }

  /** An exported function, if there is one. */
  public Optional<Func> findFunc(String function) {
    return ExportedFunc.of(plan, items, types, function)
        .map(found -> func(found, FuncCodec.GENERIC));
  }

  /**
   * A function of the component that this is an instance of, or an interface of one: {@link
   * Component#findFunc}.
   *
   * @param codecs make and read its values, which may then be a binding's own Java classes
   * @throws IllegalArgumentException if it is another component's, or the codecs are those of
   *     another type
   */
  public Func func(ExportedFunc function, FuncCodec codecs) {
    return function.in(store, plan, running, codecs);
  }

  /**
   * An exported interface. The version may differ on the same semver track.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if there is none, naming those that are there
   */
  public Instance instance(String exported) {
    return findInstance(exported)
        .orElseThrow(() -> unknown("interface", exported, Entity.Instance.class).toException());
  }

  /** An exported interface, if there is one. */
  public Optional<Instance> findInstance(String exported) {
    return VersionedName.best(exported, items.keySet())
        .flatMap(
            found ->
                items.get(found) instanceof Entity.Instance(var inner)
                        && types.get(found).orElse(null) instanceof EntityType.Instance(var type)
                    ? Optional.of(new Instance(store, found, running, plan, type.exports(), inner))
                    : Optional.empty());
  }

  private Diagnostic unknown(String what, String wanted, Class<? extends Entity> kind) {
    List<String> there =
        items.entrySet().stream()
            .filter(each -> kind.isInstance(each.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    Diagnostic found = RuntimeCode.UNKNOWN_EXPORT.error(name, what, wanted);
    return there.isEmpty()
        ? found.help("it exports no " + what + " at all")
        : found.help("it exports `" + String.join("`, `", there) + "`");
  }
}
