package dev.witj.runtime.internal.core.endive;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;

/**
 * Defines the classes of one module, each when it is first used: a guest rarely needs all of its
 * code, and defining and verifying it is most of the cost of a start from the cache.
 */
final class GuestClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final ConcurrentHashMap<String, byte[]> classes;

  private GuestClassLoader(CompiledCode code) {
    super("guest", GuestClassLoader.class.getClassLoader());
    this.classes = new ConcurrentHashMap<>(code.classes());
  }

  /**
   * Makes machines of the code.
   *
   * @throws ReflectiveOperationException if the code is not what it should be
   * @throws LinkageError likewise
   */
  static Function<Instance, Machine> machines(CompiledCode code)
      throws ReflectiveOperationException {
    Class<?> main = Class.forName(code.mainClass(), true, new GuestClassLoader(code));
    MethodHandle constructor =
        MethodHandles.publicLookup()
            .findConstructor(main, MethodType.methodType(void.class, Instance.class))
            .asType(MethodType.methodType(Machine.class, Instance.class));
    return instance -> {
      try {
        return (Machine) constructor.invokeExact(instance);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    Class<?> defined = defineClass(name, bytes, 0, bytes.length);
    // Only now: a guest may come to the end of its stack on the way here, and another needs them.
    classes.remove(name);
    return defined;
  }
}
