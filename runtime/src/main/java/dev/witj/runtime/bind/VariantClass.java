package dev.witj.runtime.bind;

import dev.witj.runtime.value.ValueCodec.VariantCodec;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes and takes apart the values of a sealed interface with one record for each case. */
final class VariantClass implements VariantCodec {
  private static final PerClass<VariantClass> KNOWN = new PerClass<>();

  private final MethodHandle[] constructors;
  private final @Nullable Object[] withoutPayload;
  private final @Nullable MethodHandle[] accessors;
  private final Map<Class<?>, Integer> indices = new HashMap<>();

  private VariantClass(MethodHandles.Lookup lookup, Class<?> type) {
    Class<?>[] cases = type.getPermittedSubclasses();
    constructors = new MethodHandle[cases.length];
    withoutPayload = new @Nullable Object[cases.length];
    accessors = new @Nullable MethodHandle[cases.length];
    for (int i = 0; i < cases.length; i++) {
      indices.put(cases[i], i);
      constructors[i] = Handles.constructor(lookup, cases[i]);
      RecordComponent[] components = cases[i].getRecordComponents();
      if (components.length == 0) {
        withoutPayload[i] = invoke(constructors[i]);
      } else {
        accessors[i] = Handles.accessor(lookup, components[0]);
      }
    }
  }

  static VariantClass of(MethodHandles.Lookup lookup, Class<?> type) {
    return KNOWN.get(type, () -> new VariantClass(lookup, type));
  }

  @Override
  public Object construct(int caseIndex, @Nullable Object payload) {
    Object single = withoutPayload[caseIndex];
    return single != null ? single : invoke(constructors[caseIndex], payload);
  }

  @Override
  public int caseIndex(Object value) {
    Integer index = indices.get(value.getClass());
    if (index == null) {
      throw new IllegalArgumentException(value.getClass().getName() + " is no case of the variant");
    }
    return index;
  }

  @Override
  public @Nullable Object payload(Object value) {
    MethodHandle accessor = accessors[caseIndex(value)];
    try {
      return accessor == null ? null : (Object) accessor.invokeExact(value);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  private static Object invoke(MethodHandle constructor, @Nullable Object... fields) {
    try {
      return (Object) constructor.invokeExact(fields);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }
}
