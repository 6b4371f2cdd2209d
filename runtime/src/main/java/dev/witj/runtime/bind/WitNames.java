package dev.witj.runtime.bind;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/** The WIT names of Java elements. */
final class WitNames {
  private WitNames() {}

  static String of(Class<?> type) {
    return of(type, type.getSimpleName());
  }

  static String of(Method method) {
    return of(method, method.getName());
  }

  static String of(RecordComponent component) {
    return of(component, component.getName());
  }

  /** What {@link WitName} says; otherwise each upper-case letter starts a word. */
  private static String of(AnnotatedElement element, String javaName) {
    WitName given = element.getAnnotation(WitName.class);
    if (given != null) {
      return given.value();
    }
    StringBuilder label = new StringBuilder();
    for (int i = 0; i < javaName.length(); i++) {
      char c = javaName.charAt(i);
      if (Character.isUpperCase(c) && i > 0) {
        label.append('-');
      }
      label.append(Character.toLowerCase(c));
    }
    return label.toString();
  }
}
