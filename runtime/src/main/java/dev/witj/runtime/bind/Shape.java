package dev.witj.runtime.bind;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What stands where in the Java interface of a WIT interface or world. */
final class Shape {
  /** Found once: each instance of a component asks for them. */
  private static final PerClass<List<Method>> FUNCTIONS = new PerClass<>();

  private Shape() {}

  /** The resources: nested interfaces that can be closed. */
  static List<Class<?>> resources(Class<?> type) {
    return Arrays.stream(type.getDeclaredClasses())
        .filter(Shape::isResource)
        .sorted(Comparator.comparing(Class::getName))
        .toList();
  }

  /** The methods that stand for functions or give something that has them. */
  static List<Method> functions(Class<?> type) {
    return FUNCTIONS.get(type, () -> findFunctions(type));
  }

  private static List<Method> findFunctions(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()) && !isClose(method))
        .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
        .toList();
  }

  /** Whether a method of a world gives the implementation of an interface. */
  static boolean isInterfaceAccessor(Method method) {
    return method.getParameterCount() == 0
        && method.getReturnType().isAnnotationPresent(WitInterface.class);
  }

  /** Whether a method gives what makes resources: an interface that stands in the resource's. */
  static boolean isFactoryAccessor(Method method) {
    Class<?> resource = method.getReturnType().getDeclaringClass();
    return method.getParameterCount() == 0
        && method.getReturnType().isInterface()
        && resource != null
        && isResource(resource);
  }

  /** The name of a constructor or static function, as components know it. */
  static String factoryFunction(String resource, Method method) {
    String name = WitNames.of(method);
    return method.getName().equals("create")
        ? "[constructor]" + resource
        : "[static]" + resource + "." + name;
  }

  private static boolean isResource(Class<?> type) {
    return type.isInterface()
        && AutoCloseable.class.isAssignableFrom(type)
        && !type.isAnnotationPresent(WitInterface.class);
  }

  /** Whether this ends a resource or a world; elsewhere {@code close} is a function like others. */
  private static boolean isClose(Method method) {
    return method.getName().equals("close")
        && method.getParameterCount() == 0
        && AutoCloseable.class.isAssignableFrom(method.getDeclaringClass());
  }
}
