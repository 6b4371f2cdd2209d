package dev.witj.wasi.internal;

import dev.witj.runtime.Store;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Lets the modules that serve more interfaces find the session of a store. */
public final class SessionAccess {
  private static volatile @Nullable BiFunction<Object, Store, Session> access;

  private SessionAccess() {}

  /** Called once by {@code Wasi}, whose secret it is. */
  public static void provide(BiFunction<Object, Store, Session> sessions) {
    access = sessions;
  }

  /**
   * The session of a store.
   *
   * @param wasi what the store is given unless it has its own
   */
  public static Session session(Object wasi, Store store) {
    return Objects.requireNonNull(access, "no Wasi was made yet").apply(wasi, store);
  }
}
