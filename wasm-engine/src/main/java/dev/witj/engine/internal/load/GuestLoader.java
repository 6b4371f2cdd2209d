package dev.witj.engine.internal.load;

import dev.witj.engine.StackReserve;
import dev.witj.engine.internal.compile.ModuleClasses;
import dev.witj.engine.internal.run.State;
import java.util.function.Function;

/**
 * Loads the classes of a module, which are made when the JVM asks for them: that is on the guest's
 * stack, so there must be enough of it. What guest code mentions of the engine comes through here
 * when it does so first, and is initialized at once: struck by the end of the stack later, it would
 * be lost for everybody.
 */
final class GuestLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Function<String, byte[]> classes;
  private final Signatures signatures = new Signatures();

  GuestLoader(String name, Function<String, byte[]> classes) {
    super(name, State.class.getClassLoader());
    this.classes = classes;
    Module engine = State.class.getModule();
    if (engine.isNamed()) {
      for (String open : new String[] {"run", "numeric", "gc"}) {
        engine.addExports("dev.witj.engine.internal." + open, getUnnamedModule());
      }
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    StackReserve.check();
    if (!name.startsWith(ModuleClasses.prefix())) {
      return Class.forName(name, true, getParent());
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? findClass(name) : known;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] made = classes.apply(name);
    signatures.take(made);
    return defineClass(name, made, 0, made.length);
  }
}
