package dev.witj.runtime.bind;

import dev.witj.runtime.value.ValueCodec.RecordCodec;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/** Makes and takes apart the values of a Java record. */
final class RecordClass implements RecordCodec {
  private static final PerClass<RecordClass> KNOWN = new PerClass<>();

  private final MethodHandle constructor;
  private final MethodHandle[] accessors;

  private RecordClass(MethodHandles.Lookup lookup, Class<?> type) {
    constructor = Handles.constructor(lookup, type);
    accessors =
        Arrays.stream(type.getRecordComponents())
            .map(component -> Handles.accessor(lookup, component))
            .toArray(MethodHandle[]::new);
  }

  static RecordClass of(MethodHandles.Lookup lookup, Class<?> type) {
    return KNOWN.get(type, () -> new RecordClass(lookup, type));
  }

  @Override
  public Object construct(Object[] fields) {
    try {
      return (Object) constructor.invokeExact(fields);
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }

  @Override
  public Object[] fields(Object value) {
    Object[] fields = new Object[accessors.length];
    try {
      for (int i = 0; i < fields.length; i++) {
        fields[i] = (Object) accessors[i].invokeExact(value);
      }
      return fields;
    } catch (Throwable e) {
      throw Handles.rethrow(e);
    }
  }
}
