package dev.witj.runtime.bind;

import dev.witj.binary.component.ResourceName;
import dev.witj.runtime.ExportedFunc;
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
import org.jspecify.annotations.Nullable;

/** The exports of one instance as objects of generated interfaces. */
final class ExportedWorld {
  private final ExportedTypes types;
  private final Instance root;
  private final Map<Class<?>, GuestObjects> resources = new HashMap<>();
  private @Nullable TypeBinder binder;
  private boolean metGuests;

  ExportedWorld(ExportedTypes types, Instance root) {
    this.types = types;
    this.root = root;
  }

  /** The world itself. */
  Object world(Target.Group targets, Runnable close) {
    return object(targets, close);
  }

  /** An object; what closes it, if anything does, comes after its functions. */
  private Object object(Target.Group group, Object... close) {
    int count = group.targets.length;
    @Nullable Object[] targets = new @Nullable Object[count + close.length];
    for (int i = 0; i < count; i++) {
      targets[i] =
          switch (group.targets[i]) {
            case Target.Call call -> function(call);
            case Target.Group inner -> object(inner);
          };
    }
    System.arraycopy(close, 0, targets, count, close.length);
    return group.implementation.instance(targets, this);
  }

  private Func function(Target.Call call) {
    FuncCodec codecs = call.codecs;
    if (codecs == null) {
      codecs = types.bind(binder(), call.owner, call.func, call.method, 0);
      if (!metGuests) {
        call.codecs = codecs;
      }
    }
    return root.func(call.func, codecs);
  }

  private TypeBinder binder() {
    TypeBinder known = binder;
    if (known == null) {
      known = new TypeBinder(types.lookup(), this::codec);
      binder = known;
    }
    return known;
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

  private Func method(String owner, String name, Method method, ResourceCodec self) {
    ExportedFunc func = types.func(owner, name);
    FuncCodec bound = types.bind(binder(), owner, func, method, 1);
    List<ValueCodec> params = new ArrayList<>(bound.params());
    params.set(0, new ValueCodec.HandleOf(self));
    return root.func(func, new FuncCodec(params, bound.result()));
  }

  private Object[] methods(Class<?> type, ResourceCodec self) {
    String owner = types.ownerName(type).orElse("");
    List<Object> targets = new ArrayList<>();
    for (Method method : Shape.functions(type)) {
      String name = "[method]" + WitNames.of(type) + "." + WitNames.of(method);
      targets.add(method(owner, name, method, self));
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
