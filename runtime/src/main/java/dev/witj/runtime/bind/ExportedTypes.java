package dev.witj.runtime.bind;

import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Externs;
import dev.witj.binary.component.FunctionType;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.Component;
import dev.witj.runtime.ExportedFunc;
import dev.witj.runtime.Func;
import dev.witj.runtime.GuestResource;
import dev.witj.runtime.RuntimeCode;
import dev.witj.runtime.bind.Implementation.Body;
import dev.witj.runtime.value.FuncCodec;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What a component exports, matched with the Java interface of a world: everything that is the same
 * for all instances.
 */
final class ExportedTypes {
  private static final PerClass<Implementation> IMPLEMENTATIONS = new PerClass<>();
  private static final MethodHandle CALL;
  private static final MethodHandle CALL_BLOCKING;
  private static final MethodHandle CLOSE;
  private static final MethodHandle RUN;

  static {
    MethodHandles.Lookup own = MethodHandles.lookup();
    try {
      CALL =
          own.findStatic(
              ExportedTypes.class,
              "call",
              MethodType.methodType(Object.class, Object.class, Object[].class));
      CALL_BLOCKING =
          own.findStatic(
              ExportedTypes.class,
              "callBlocking",
              MethodType.methodType(Object.class, Object.class, Object[].class));
      CLOSE =
          MethodHandles.dropArguments(
              own.findVirtual(GuestResource.class, "close", MethodType.methodType(void.class))
                  .asType(MethodType.methodType(void.class, Object.class)),
              0,
              Object.class);
      RUN =
          MethodHandles.dropArguments(
              own.findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                  .asType(MethodType.methodType(void.class, Object.class)),
              1,
              Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Where the method handles of all functions end. A resource that is gone is the caller's fault.
   */
  static @Nullable Object call(Object func, Object[] arguments) {
    try {
      return ((Func) func).call(arguments);
    } catch (DiagnosticException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof IllegalStateException gone) {
          throw new IllegalStateException(gone.getMessage(), e);
        }
      }
      throw e;
    }
  }

  /** The same for functions that block, which an interrupt calls off. */
  static @Nullable Object callBlocking(Object func, Object[] arguments)
      throws InterruptedException {
    try {
      return call(func, arguments);
    } catch (CancellationException e) {
      boolean _ = Thread.interrupted();
      InterruptedException interrupted = new InterruptedException("the call was called off");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private final MethodHandles.Lookup lookup;
  private final Class<?> world;
  private final Component component;
  private final Map<Class<?>, String> names = new HashMap<>();

  /** Functions whose codecs are the same for all instances, as far as checking them told. */
  private final Map<FunctionKey, FuncCodec> known = new HashMap<>();

  ExportedTypes(MethodHandles.Lookup lookup, Class<?> world, Component component) {
    this.lookup = lookup;
    this.world = world;
    this.component = component;
    for (Method method : Shape.functions(world)) {
      if (Shape.isInterfaceAccessor(method)) {
        names.put(method.getReturnType(), exportName(method));
      }
    }
  }

  private static String exportName(Method accessor) {
    Class<?> type = accessor.getReturnType();
    boolean renamed = accessor.isAnnotationPresent(WitName.class);
    WitInterface given = type.getAnnotation(WitInterface.class);
    return renamed || given == null ? WitNames.of(accessor) : given.value();
  }

  MethodHandles.Lookup lookup() {
    return lookup;
  }

  /**
   * Under which name the interface that a resource belongs to is exported; nothing for a world's.
   */
  Optional<String> ownerName(Class<?> resource) {
    Class<?> owner = resource.getDeclaringClass();
    if (owner == null) {
      return Optional.empty();
    }
    String known = names.get(owner);
    if (known != null) {
      return Optional.of(known);
    }
    return Optional.ofNullable(owner.getAnnotation(WitInterface.class)).map(WitInterface::value);
  }

  /** Matches every function with its method, so that a difference shows before anything runs. */
  void check() {
    for (Method method : Shape.functions(world)) {
      if (Shape.isInterfaceAccessor(method)) {
        checkInterface(method.getReturnType(), exportName(method));
      } else {
        checkFunction("", component.exports(), WitNames.of(method), method, 0);
      }
    }
  }

  private void checkInterface(Class<?> type, String name) {
    Externs items = items(name);
    for (Method method : Shape.functions(type)) {
      if (Shape.isFactoryAccessor(method)) {
        String label = WitNames.of(method);
        for (Method function : Shape.functions(method.getReturnType())) {
          checkFunction(name, items, Shape.factoryFunction(label, function), function, 0);
        }
      } else {
        checkFunction(name, items, WitNames.of(method), method, 0);
      }
    }
    for (Class<?> resource : Shape.resources(type)) {
      for (Method method : Shape.functions(resource)) {
        String function = "[method]" + WitNames.of(resource) + "." + WitNames.of(method);
        checkFunction(name, items, function, method, 1);
      }
    }
  }

  private Externs items(String name) {
    if (component.findExport(name).orElse(null) instanceof EntityType.Instance(var instance)) {
      return instance.exports();
    }
    throw missing(RuntimeCode.NO_EXPORT.error("interface", name), component.exports());
  }

  private void checkFunction(String owner, Externs items, String name, Method method, int first) {
    if (!(items.get(name).orElse(null) instanceof EntityType.Func(var type))) {
      throw noFunction(owner, name, items);
    }
    TypeBinder binder =
        new TypeBinder(lookup, (resource, javaType) -> new HostInterface.HostObjects(javaType));
    FuncCodec bound = bind(binder, owner, name, type, method, first);
    if (!binder.metResources() && first == 0) {
      known.put(new FunctionKey(owner, name), bound);
    }
  }

  // What stands behind the methods, once all of it was checked.

  /** Of the world. */
  Target.Group targets() {
    List<Target> targets = new ArrayList<>();
    for (Method method : Shape.functions(world)) {
      targets.add(
          Shape.isInterfaceAccessor(method)
              ? targets(method.getReturnType(), exportName(method))
              : call("", WitNames.of(method), method));
    }
    return new Target.Group(implementation(world), targets);
  }

  private Target.Group targets(Class<?> type, String name) {
    List<Target> targets = new ArrayList<>();
    for (Method method : Shape.functions(type)) {
      targets.add(
          Shape.isFactoryAccessor(method)
              ? factory(name, method)
              : call(name, WitNames.of(method), method));
    }
    return new Target.Group(implementation(type), targets);
  }

  private Target.Group factory(String owner, Method accessor) {
    Class<?> type = accessor.getReturnType();
    String label = WitNames.of(accessor);
    List<Target> targets = new ArrayList<>();
    for (Method method : Shape.functions(type)) {
      targets.add(call(owner, Shape.factoryFunction(label, method), method));
    }
    return new Target.Group(implementation(type), targets);
  }

  private Target.Call call(String owner, String name, Method method) {
    return new Target.Call(
        owner, func(owner, name), method, known.get(new FunctionKey(owner, name)));
  }

  /** A function of an interface that is exported, or of the component itself. */
  ExportedFunc func(String owner, String name) {
    return (owner.isEmpty() ? component.findFunc(name) : component.findFunc(owner, name))
        .orElseThrow(() -> noFunction(owner, name, component.exports()));
  }

  private static RuntimeException noFunction(String owner, String name, Externs there) {
    return missing(
        owner.isEmpty()
            ? RuntimeCode.NO_EXPORT.error("function", name)
            : RuntimeCode.NO_FUNCTION.error(owner, name),
        there);
  }

  private static RuntimeException missing(Diagnostic fault, Externs there) {
    return fault
        .note(
            "it has "
                + String.join(
                    ", ", there.byName().keySet().stream().map(n -> "`" + n + "`").toList()))
        .help("generate the bindings again from the component's own WIT")
        .toException();
  }

  /** The codecs of a function that its method asks for. */
  FuncCodec bind(TypeBinder binder, String owner, ExportedFunc func, Method method, int first) {
    return bind(binder, owner, func.name(), func.type(), method, first);
  }

  private static FuncCodec bind(
      TypeBinder binder, String owner, String name, FunctionType type, Method method, int first) {
    try {
      return binder.bind(type, method, first);
    } catch (Mismatch e) {
      throw e.explain(
          "the export `" + name + "`" + (owner.isEmpty() ? "" : " of `" + owner + "`"), method);
    }
  }

  /** The class behind a world or an interface. */
  Implementation implementation(Class<?> type) {
    return IMPLEMENTATIONS.get(type, () -> Implementation.of(lookup, type, bodies(type, false)));
  }

  /** The class behind a resource. */
  Implementation resource(Class<?> type) {
    return IMPLEMENTATIONS.get(type, () -> Implementation.of(lookup, type, bodies(type, true)));
  }

  /** In the order of {@link Shape#functions}; what closes comes last. */
  private static List<Body> bodies(Class<?> type, boolean resource) {
    List<Body> bodies = new ArrayList<>();
    for (Method method : Shape.functions(type)) {
      MethodType handleType = Body.handleType(method);
      boolean accessor =
          !resource && (Shape.isInterfaceAccessor(method) || Shape.isFactoryAccessor(method));
      bodies.add(
          new Body(method, accessor ? constant(handleType) : call(method, handleType, resource)));
    }
    if (AutoCloseable.class.isAssignableFrom(type)) {
      try {
        bodies.add(new Body(type.getMethod("close"), resource ? CLOSE : RUN));
      } catch (NoSuchMethodException e) {
        throw new IllegalArgumentException(type.getName(), e);
      }
    }
    return bodies;
  }

  /** The target itself is what the method gives. */
  private static MethodHandle constant(MethodType type) {
    return MethodHandles.dropArguments(
        MethodHandles.identity(Object.class)
            .asType(MethodType.methodType(type.returnType(), Object.class)),
        1,
        Object.class);
  }

  /** The target is a {@link Func}; a resource's methods pass the resource first. */
  private static MethodHandle call(Method method, MethodType type, boolean withSelf) {
    int arguments = type.parameterCount() - (withSelf ? 1 : 2);
    MethodHandle call = TypeBinder.blocks(method) ? CALL_BLOCKING : CALL;
    MethodHandle collector = call.asCollector(1, Object[].class, arguments);
    if (withSelf) {
      return collector.asType(type);
    }
    return MethodHandles.dropArguments(collector, 1, Object.class).asType(type);
  }

  private record FunctionKey(String owner, String name) {}
}
