package dev.witj.wasi.internal;

import dev.witj.runtime.Store;
import dev.witj.runtime.internal.Closer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one store: one for all of its components, or one for each. What they hold of the
 * host is counted together. Any thread may ask.
 */
public final class Sessions implements AutoCloseable {
  private final Function<? super String, Settings> given;
  private final boolean isSplit;
  private final Store store;
  private final Counts counts = new Counts();
  private final Map<String, Session> sessions = new LinkedHashMap<>(2);
  private volatile @Nullable Session whole;

  /**
   * None yet.
   *
   * @param given what the component at a path is given
   * @param isSplit whether that differs
   */
  public Sessions(Function<? super String, Settings> given, boolean isSplit, Store store) {
    this.given = given;
    this.isSplit = isSplit;
    this.store = store;
  }

  /** That of the component at a path, see {@link Store#caller}. */
  public Session of(String caller) {
    Session only = whole;
    if (only != null) {
      return only;
    }
    synchronized (sessions) {
      String key = isSplit ? caller : "";
      Session known = sessions.get(key);
      if (known == null) {
        known = new Session(given.apply(caller), store, counts);
        sessions.put(key, known);
      }
      if (!isSplit) {
        whole = known;
      }
      return known;
    }
  }

  /** The store is closed. */
  @Override
  public void close() {
    List<Session> all;
    synchronized (sessions) {
      all = new ArrayList<>(sessions.values());
      sessions.clear();
    }
    Closer.closeAll(all);
  }
}
