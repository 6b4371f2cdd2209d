package dev.witj.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Ctrl-C does while a server runs. Java's own class for signals is none of its API, so it is
 * used by its name; where it is not there, Ctrl-C ends the process as ever.
 */
final class Interrupts implements AutoCloseable {
  private final List<Runnable> undo = new ArrayList<>();

  private Interrupts() {}

  /**
   * Does something at the first SIGINT or SIGTERM; the second ends the process.
   *
   * @return to be closed, so that signals do again what they did before
   */
  static Interrupts onFirst(Runnable action) {
    AtomicInteger count = new AtomicInteger();
    Runnable each =
        () -> {
          if (count.incrementAndGet() == 1) {
            action.run();
          } else {
            Runtime.getRuntime().halt(0);
          }
        };
    Interrupts interrupts = new Interrupts();
    for (String signal : new String[] {"INT", "TERM"}) {
      interrupts.handle(signal, each);
    }
    return interrupts;
  }

  @Override
  public void close() {
    undo.forEach(Runnable::run);
  }

  private void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" ->
                        System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                    default -> "handler of " + name;
                  });
      Object one = signal.getConstructor(String.class).newInstance(name);
      Method handle = signal.getMethod("handle", signal, handler);
      Object before = handle.invoke(null, one, proxy);
      undo.add(() -> restore(handle, one, before));
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      // It is not a signal of this system, or the JVM was told to leave it alone.
    }
  }

  private static void restore(Method handle, Object signal, Object before) {
    try {
      Object _ = handle.invoke(null, signal, before);
    } catch (IllegalAccessException | InvocationTargetException e) {
      // It could be set, so it can be set back.
      throw new IllegalStateException(e);
    }
  }
}
