package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Externs;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ResourceId;
import dev.witj.runtime.HostFunction;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.TypedHostFunction;
import dev.witj.runtime.internal.call.Callee;
import dev.witj.runtime.internal.call.ComponentFunc;
import dev.witj.runtime.internal.call.LiftedFunc;
import dev.witj.runtime.internal.call.RunningPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a linker knows of one interface, or of the world itself. */
public final class Definitions {
  private final Map<String, Definition> functions = new LinkedHashMap<>();
  private final Map<String, ResourceType> resources = new LinkedHashMap<>();
  private @Nullable Runnable pending;

  /** Nothing defined yet. */
  public Definitions() {}

  /** How a function is given. */
  public sealed interface Definition {
    /** Whatever its type. */
    record Generic(HostFunction body) implements Definition {}

    /** If it has this type. */
    record Typed(FunctionType type, HostFunction body) implements Definition {}

    /** As is decided for its type. */
    record Linked(Function<FunctionType, TypedHostFunction> link) implements Definition {}

    /**
     * As a live instance exports it.
     *
     * @param type its type
     * @param resources what the resources in its type are
     */
    record Live(ComponentFunc func, FunctionType type, Function<ResourceId, ResourceType> resources)
        implements Definition {}
  }

  /** Lets it be defined when it is first asked for, or something else is defined. */
  public synchronized void later(Runnable define) {
    settle();
    pending = define;
  }

  private void settle() {
    Runnable define = pending;
    if (define != null) {
      pending = null;
      define.run();
    }
  }

  /** Defines a function, again if need be. */
  public synchronized void define(String function, Definition definition) {
    settle();
    functions.put(function, definition);
  }

  /** Defines a resource, again if need be. */
  public synchronized void define(String resource, ResourceType type) {
    settle();
    resources.put(resource, type);
  }

  /**
   * Defines the functions and resources that a live instance gives.
   *
   * @param types those of what it gives
   * @param resources what the resources in the types are
   */
  public void define(
      RunningPlan plan,
      Map<String, Entity> exports,
      Externs types,
      Function<ResourceId, ResourceType> resources) {
    exports.forEach(
        (name, entity) -> {
          switch (entity) {
            case Entity.Func(var callee) -> {
              if (types.get(name).orElse(null) instanceof EntityType.Func(var type)) {
                define(name, new Definition.Live(func(plan, callee), type, resources));
              }
            }
            case Entity.Type(var slot) -> {
              if (slot.isPresent()) {
                define(name, plan.get(slot.getAsInt()));
              }
            }
            case Entity.Instance _, Entity.Component _, Entity.Module _ -> {}
          }
        });
  }

  /** A function that a plan which runs gives. */
  public static ComponentFunc func(RunningPlan plan, Callee callee) {
    return switch (callee) {
      case Callee.OfPlan(var lift) -> new LiftedFunc(plan, lift);
      case Callee.Imported(int index) -> plan.imports().func(index);
    };
  }

  synchronized Optional<Definition> function(String function) {
    settle();
    return Optional.ofNullable(functions.get(function));
  }

  synchronized Optional<ResourceType> resource(String resource) {
    settle();
    return Optional.ofNullable(resources.get(resource));
  }
}
