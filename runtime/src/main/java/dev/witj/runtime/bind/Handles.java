package dev.witj.runtime.bind;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Finds what generated classes offer, through the lookup that they gave. */
final class Handles {
  private Handles() {}

  /** {@code (Object[]) → Object}: the canonical constructor of a record. */
  static MethodHandle constructor(MethodHandles.Lookup lookup, Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return lookup
          .findConstructor(record, MethodType.methodType(void.class, types))
          .asSpreader(Object[].class, types.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw inaccessible(record, e);
    }
  }

  /** {@code (Object) → Object}: an accessor of a record. */
  static MethodHandle accessor(MethodHandles.Lookup lookup, RecordComponent component) {
    return method(lookup, component.getAccessor())
        .asType(MethodType.methodType(Object.class, Object.class));
  }

  /** A method as it is. */
  static MethodHandle method(MethodHandles.Lookup lookup, Method method) {
    try {
      return lookup.unreflect(method);
    } catch (IllegalAccessException e) {
      throw inaccessible(method.getDeclaringClass(), e);
    }
  }

  static IllegalArgumentException inaccessible(Class<?> type, Exception cause) {
    return new IllegalArgumentException(
        type.getName() + " cannot be reached from the class that gave the lookup", cause);
  }

  /** What a handle threw, as what it is: generated code declares no checked exceptions. */
  static RuntimeException rethrow(Throwable thrown) {
    if (thrown instanceof RuntimeException e) {
      return e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    return new IllegalStateException(thrown);
  }
}
