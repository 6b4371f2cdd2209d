package dev.witj.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Ctrl-C does while a server runs. Java's own class for signals is none of its API, so it is
 * used by its name; where it is not there, Ctrl-C ends the process as ever.
 */
final class Interrupts {
  private Interrupts() {}

  /** Does something at the first SIGINT or SIGTERM; the second ends the process. */
  static void onFirst(Runnable action) {
    AtomicInteger count = new AtomicInteger();
    Runnable each =
        () -> {
          if (count.incrementAndGet() == 1) {
            action.run();
          } else {
            Runtime.getRuntime().halt(0);
          }
        };
    for (String signal : new String[] {"INT", "TERM"}) {
      handle(signal, each);
    }
  }

  private static void handle(String name, Runnable action) {
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
      Object _ =
          signal
              .getMethod("handle", signal, handler)
              .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      // It is not a signal of this system, or the JVM was told to leave it alone.
    }
  }
}
