package dev.witj.runtime;

import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Externs;
import dev.witj.binary.component.FunctionType;
import dev.witj.runtime.internal.call.Callee;
import dev.witj.runtime.internal.call.RunningPlan;
import dev.witj.runtime.internal.plan.Definitions;
import dev.witj.runtime.internal.plan.Entity;
import dev.witj.runtime.internal.plan.Plan;
import dev.witj.runtime.value.FuncCodec;
import java.util.Map;
import java.util.Optional;

/**
 * A function that a component exports, found once for all of its instances: {@link
 * Instance#func(ExportedFunc, FuncCodec)}. Immutable and thread-safe.
 */
public final class ExportedFunc {
  private final Plan plan;
  private final String name;
  private final Callee callee;
  private final FunctionType type;

  private ExportedFunc(Plan plan, String name, Callee callee, FunctionType type) {
    this.plan = plan;
    this.name = name;
    this.callee = callee;
    this.type = type;
  }

  /** A function among what a component or an interface of it exports, if there is one. */
  static Optional<ExportedFunc> of(
      Plan plan, Map<String, Entity> items, Externs types, String name) {
    return items.get(name) instanceof Entity.Func(var callee)
            && types.get(name).orElse(null) instanceof EntityType.Func(var type)
        ? Optional.of(new ExportedFunc(plan, name, callee, type))
        : Optional.empty();
  }

  /** Its name in WIT. */
  public String name() {
    return name;
  }

  /** Its type. */
  public FunctionType type() {
    return type;
  }

  @SuppressWarnings("ReferenceEquality") // A component has one plan.
  Func in(Store store, Plan running, RunningPlan instance, FuncCodec codecs) {
    if (plan != running) {
      throw new IllegalArgumentException("`" + name + "` is a function of another component");
    }
    return new Func(store, name, Definitions.func(instance, callee), type, codecs);
  }
}
