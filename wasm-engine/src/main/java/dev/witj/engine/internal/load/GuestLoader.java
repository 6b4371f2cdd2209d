package dev.witj.engine.internal.load;

import dev.witj.engine.internal.compile.ModuleClasses;
import dev.witj.engine.internal.run.State;
import java.util.function.Function;

/** Loads the classes of a module, which are made when the JVM asks for them. */
final class GuestLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Function<String, byte[]> classes;

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
    if (!name.startsWith(ModuleClasses.prefix())) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? findClass(name) : known;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] made = classes.apply(name);
    return defineClass(name, made, 0, made.length);
  }
}
