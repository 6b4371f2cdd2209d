package dev.witj.runtime.bind;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One value for each class, made when first asked for, living as long as the class. */
final class PerClass<T> {
  private final ClassValue<AtomicReference<@Nullable T>> values =
      new ClassValue<AtomicReference<@Nullable T>>() {
        @Override
        protected AtomicReference<@Nullable T> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  /** The value of a class. Two threads may make one at the same time; the first is kept. */
  T get(Class<?> type, Supplier<T> first) {
    AtomicReference<@Nullable T> holder = values.get(type);
    @Nullable T known = holder.get();
    if (known != null) {
      return known;
    }
    T made = first.get();
    @Nullable T other = holder.compareAndExchange(null, made);
    return other != null ? other : made;
  }
}
