package dev.witj.runtime.bind;

import dev.witj.binary.component.ResourceName;
import dev.witj.runtime.Func;
import dev.witj.runtime.GuestResource;
import dev.witj.runtime.Instance;
import dev.witj.runtime.value.FuncCodec;
import dev.witj.runtime.value.ValueCodec;
import dev.witj.runtime.value.ValueCodec.ResourceCodec;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The exports of one instance as objects of generated interfaces. */
final class ExportedWorld {
  private final ExportedTypes types;
  private final Instance root;
  private final Map<Class<?>, GuestObjects> resources = new HashMap<>();
  private final TypeBinder binder;
  private boolean metGuests;

  ExportedWorld(ExportedTypes types, Instance root) {
    this.types = types;
    this.root = root;
    this.binder = new TypeBinder(types.lookup(), this::codec);
  }

  /** The world itself. */
  Object world(Runnable close) {
    List<Object> targets = new ArrayList<>();
    for (Method method : Shape.functions(types.world())) {
      ExportedTypes.Exported exported = types.exported(method);
      targets.add(
          exported == null
              ? function("", root, WitNames.of(method), method, 0)
              : exported(method.getReturnType(), exported));
    }
    targets.add(close);
    return types.implementation(types.world()).instance(targets.toArray(), this);
  }

  private Object exported(Class<?> type, ExportedTypes.Exported exported) {
    String name = exported.wanted();
    Instance instance = root.instance(exported.found());
    List<Object> targets = new ArrayList<>();
    for (Method method : Shape.functions(type)) {
      targets.add(
          Shape.isFactoryAccessor(method)
              ? factory(name, instance, method)
              : function(name, instance, WitNames.of(method), method, 0));
    }
    return types.implementation(type).instance(targets.toArray(), this);
  }

  private Object factory(String owner, Instance instance, Method accessor) {
    Class<?> type = accessor.getReturnType();
    String label = WitNames.of(accessor);
    List<Object> targets = new ArrayList<>();
    for (Method method : Shape.functions(type)) {
      targets.add(function(owner, instance, Shape.factoryFunction(label, method), method, 0));
    }
    return types.implementation(type).instance(targets.toArray(), this);
  }

  private Func function(String owner, Instance instance, String name, Method method, int first) {
    Func func = instance.func(name);
    return func.typed(types.type(binder, () -> metGuests, owner, name, func.type(), method, first));
  }

  /**
   * A resource of the host is its own object; one of the component gets an object that calls it.
   */
  private ResourceCodec codec(ResourceName resource, Class<?> type) {
    if (root.resource(resource).isHost()) {
      return new HostInterface.HostObjects(type);
    }
    metGuests = true;
    return resources.computeIfAbsent(type, GuestObjects::new);
  }

  private Func method(
      String owner, Instance instance, String name, Method method, ResourceCodec self) {
    Func func = instance.func(name);
    FuncCodec bound = types.type(binder, () -> metGuests, owner, name, func.type(), method, 1);
    List<ValueCodec> params = new ArrayList<>(bound.params());
    params.set(0, new ValueCodec.HandleOf(self));
    return func.typed(new FuncCodec(params, bound.result()));
  }

  private Object[] methods(Class<?> type, ResourceCodec self) {
    Optional<String> owner = types.ownerName(type);
    Instance instance = owner.map(root::instance).orElse(root);
    List<Object> targets = new ArrayList<>();
    for (Method method : Shape.functions(type)) {
      String name = "[method]" + WitNames.of(type) + "." + WitNames.of(method);
      targets.add(method(owner.orElse(""), instance, name, method, self));
    }
    // Closing needs no target.
    targets.add(type);
    return targets.toArray();
  }

  /** Handles of a resource that the component implements. */
  private final class GuestObjects implements ResourceCodec {
    private final Class<?> type;
    private final Implementation implementation;
    private Object @Nullable [] targets;

    GuestObjects(Class<?> type) {
      this.type = type;
      this.implementation = types.resource(type);
    }

    @Override
    public Object wrap(Object resource) {
      Object[] known = targets;
      if (known == null) {
        // Not before it is needed: the methods may themselves take and give such resources.
        known = methods(type, this);
        targets = known;
      }
      return implementation.instance(known, resource);
    }

    @Override
    public Object unwrap(Object value) {
      // A method passes its own handle, other functions what was made of one.
      Object handle = implementation.made(value) ? implementation.selfOf(value) : value;
      if (!(handle instanceof GuestResource resource)) {
        throw new IllegalArgumentException(
            "a `%s` of the component is wanted".formatted(WitNames.of(type)));
      }
      if (!resource.isOpen()) {
        throw new IllegalStateException(
            "this `%s` was closed or passed on".formatted(WitNames.of(type)));
      }
      return resource;
    }
  }
}
