package dev.witj.runtime.bind;

import dev.witj.binary.component.FunctionType;
import dev.witj.runtime.HostFunction;
import dev.witj.runtime.Linker;
import dev.witj.runtime.LinkerInstance;
import dev.witj.runtime.ResourceType;
import dev.witj.runtime.Store;
import dev.witj.runtime.TypedHostFunction;
import dev.witj.runtime.value.FuncCodec;
import dev.witj.runtime.value.ValueCodec.ResourceCodec;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.function.Function;

/**
 * Gives components the Java implementation of an interface, or of a world's own functions.
 *
 * <p>The name is known when the interface is added, what is in it when a component that imports it
 * is linked, and so are the codecs of the functions that it imports.
 */
public final class HostInterface {
  private static final MethodType BODY =
      MethodType.methodType(Object.class, Object.class, Object[].class);

  private final LinkerInstance target;
  private final MethodHandles.Lookup lookup;
  private final Class<?> type;

  private HostInterface(LinkerInstance target, MethodHandles.Lookup lookup, Class<?> type) {
    this.target = target;
    this.lookup = lookup;
    this.type = type;
  }

  /**
   * Defines an interface in a linker, under the name that its {@link WitInterface} gives: its
   * functions and its resources.
   *
   * @param linker where to
   * @param lookup sees the interface and the types it uses, usually the interface's own
   * @param type the Java interface
   * @param host finds the implementation for the store of a guest, at each call
   * @throws IllegalArgumentException if {@code type} is no generated interface
   */
  public static <T> void addTo(
      Linker linker,
      MethodHandles.Lookup lookup,
      Class<T> type,
      Function<Store, ? extends T> host) {
    LinkerInstance _ =
        linker.instance(externalName(type)).later(target -> addTo(target, lookup, type, host));
  }

  /**
   * Defines an interface that has resources and nothing else to call.
   *
   * @throws IllegalArgumentException if {@code type} is no generated interface
   */
  public static void addTo(Linker linker, MethodHandles.Lookup lookup, Class<?> type) {
    LinkerInstance _ =
        linker
            .instance(externalName(type))
            .later(target -> new HostInterface(target, lookup, type).addResources());
  }

  /**
   * Defines an interface under another name, or a world's own functions and resources in the root
   * of a linker.
   *
   * @throws IllegalArgumentException if {@code type} is no generated interface
   */
  public static <T> void addTo(
      LinkerInstance target,
      MethodHandles.Lookup lookup,
      Class<T> type,
      Function<Store, ? extends T> host) {
    HostInterface binding = new HostInterface(target, lookup, type);
    binding.addResources();
    binding.addFunctions(host);
  }

  private static String externalName(Class<?> type) {
    WitInterface name = type.getAnnotation(WitInterface.class);
    if (name == null) {
      throw new IllegalArgumentException(type.getName() + " has no @WitInterface");
    }
    return name.value();
  }

  /** Resources and their methods, which need no host: they are called on the objects. */
  private void addResources() {
    for (Class<?> resource : Shape.resources(type)) {
      String label = WitNames.of(resource);
      target.resource(label, ResourceType.ofHost(label));
      for (Method method : Shape.functions(resource)) {
        String name = "[method]" + label + "." + WitNames.of(method);
        target.func(name, imported -> bindMethod(name, imported, resource, method));
      }
    }
  }

  private void addFunctions(Function<Store, ?> host) {
    for (Method method : Shape.functions(type)) {
      if (Shape.isInterfaceAccessor(method)) {
        continue;
      }
      if (Shape.isFactoryAccessor(method)) {
        addFactory(method, host);
      } else {
        String name = WitNames.of(method);
        target.func(name, imported -> bindFunction(name, imported, method, host));
      }
    }
  }

  private void addFactory(Method accessor, Function<Store, ?> host) {
    MethodHandle handle =
        Handles.method(lookup, accessor).asType(MethodType.methodType(Object.class, Object.class));
    Function<Store, Object> factory =
        store -> {
          try {
            return (Object) handle.invokeExact((Object) host.apply(store));
          } catch (Throwable e) {
            throw Handles.rethrow(e);
          }
        };
    String label = WitNames.of(accessor);
    for (Method method : Shape.functions(accessor.getReturnType())) {
      String name = Shape.factoryFunction(label, method);
      target.func(name, imported -> bindFunction(name, imported, method, factory));
    }
  }

  private TypedHostFunction bindFunction(
      String name, FunctionType imported, Method method, Function<Store, ?> receiver) {
    FuncCodec bound = bind(name, imported, method, 0);
    MethodHandle handle = spread(method);
    HostFunction body =
        (store, arguments) -> {
          Object host = receiver.apply(store);
          try {
            return (Object) handle.invokeExact(host, arguments);
          } catch (Exception | Error e) {
            throw e;
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        };
    return new TypedHostFunction(bound, body);
  }

  private TypedHostFunction bindMethod(
      String name, FunctionType imported, Class<?> resource, Method method) {
    FuncCodec bound = bind(name, imported, method, 1);
    MethodHandle handle = spread(method);
    HostFunction body =
        (store, arguments) -> {
          Object self = resource.cast(arguments[0]);
          Object[] rest = new Object[arguments.length - 1];
          System.arraycopy(arguments, 1, rest, 0, rest.length);
          try {
            return (Object) handle.invokeExact(self, rest);
          } catch (Exception | Error e) {
            throw e;
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        };
    return new TypedHostFunction(bound, body);
  }

  private FuncCodec bind(String name, FunctionType imported, Method method, int first) {
    try {
      return new TypeBinder(lookup, (resource, javaType) -> new HostObjects(javaType))
          .bind(imported, method, first);
    } catch (Mismatch e) {
      throw e.explain("the import `%s` of `%s`".formatted(name, target.name()), method);
    }
  }

  /** {@code (Object receiver, Object[] arguments) → Object}. */
  private MethodHandle spread(Method method) {
    return Handles.method(lookup, method)
        .asSpreader(Object[].class, method.getParameterCount())
        .asType(BODY);
  }

  /** Handles of a resource that the host implements: its own objects. */
  record HostObjects(Class<?> type) implements ResourceCodec {
    @Override
    public Object wrap(Object resource) {
      return type.cast(resource);
    }

    @Override
    public Object unwrap(Object value) {
      return type.cast(value);
    }
  }
}
