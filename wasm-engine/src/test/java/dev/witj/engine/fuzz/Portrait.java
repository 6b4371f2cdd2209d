package dev.witj.engine.fuzz;

import dev.witj.engine.Instance;
import dev.witj.engine.Meter;
import dev.witj.engine.ObjectHeap;
import dev.witj.engine.WasmModule;
import dev.witj.engine.internal.gc.RuntimeType;
import dev.witj.engine.internal.run.MemoryImage;
import dev.witj.engine.internal.run.SpareMemories;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All fields of an instance and of whatever they lead to, as text, so that state which nobody
 * thinks of is compared, too.
 */
final class Portrait {
  /** What is made when it is first asked for, and is the same whenever that is. */
  private static final Set<String> MADE_LATE =
      Set.of("FuncRef.handle", "FuncRef.entry", "FuncRef.tailEntry", "State.functions");

  /** What instances share, or count with. */
  private static final List<Class<?>> OTHERS =
      List.of(
          WasmModule.class,
          RuntimeType.class,
          MemoryImage.class,
          SpareMemories.class,
          Meter.class,
          ObjectHeap.class);

  private final IdentityHashMap<Object, Integer> known = new IdentityHashMap<>();
  private final Deque<Object> left = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();

  private Portrait() {}

  static String of(Instance instance) {
    Portrait made = new Portrait();
    made.text.append(made.name(instance)).append('\n');
    while (!made.left.isEmpty()) {
      made.draw(made.left.poll());
    }
    return made.text.toString();
  }

  private String name(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof String) {
      return String.valueOf(value);
    }
    Class<?> type = value.getClass();
    if (value instanceof Boolean || value instanceof Enum<?>) {
      return value.toString();
    }
    boolean own =
        type.isArray()
            || type.getName().startsWith("dev.witj.engine.")
            || type.getName().startsWith("guest.");
    if (!own || type.isHidden() || OTHERS.stream().anyMatch(each -> each.isInstance(value))) {
      return type.isHidden() ? "code" : type.getSimpleName();
    }
    Integer number = known.get(value);
    if (number == null) {
      number = known.size();
      known.put(value, number);
      left.add(value);
    }
    return type.getSimpleName() + "#" + number;
  }

  private void draw(Object value) {
    text.append(name(value)).append(':');
    if (value instanceof byte[] bytes) {
      text.append(bytes.length).append('/').append(Arrays.hashCode(bytes));
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        text.append(' ').append(name(Array.get(value, i)));
      }
    } else {
      for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
        Field[] fields = type.getDeclaredFields();
        AccessibleObject.setAccessible(fields, true);
        for (Field field : fields) {
          draw(field, value);
        }
      }
    }
    text.append('\n');
  }

  private void draw(Field field, Object of) {
    String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
    if (Modifier.isStatic(field.getModifiers()) || MADE_LATE.contains(name)) {
      return;
    }
    try {
      text.append(' ').append(field.getName()).append('=').append(name(field.get(of)));
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
