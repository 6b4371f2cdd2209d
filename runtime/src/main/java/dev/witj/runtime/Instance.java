package dev.witj.runtime;

import java.util.Map;
import java.util.Optional;

/** A component that runs in a {@link Store}, or an interface that it exports. */
@SuppressWarnings("DoNotCallSuggester")
public final class Instance {
  Instance() {}

  /** The store it lives in. */
  public Store store() {
    throw new UnsupportedOperationException();
  }

  /** What it exports, in its own order. */
  public Map<String, ItemType> exports() {
    throw new UnsupportedOperationException();
  }

  /**
   * An exported function; methods of resources carry their WIT names, as {@code
   * [method]counter.get}.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if there is none, naming those that are there
   */
  public Func func(String name) {
    throw new UnsupportedOperationException();
  }

  /** An exported function, if there is one. */
  public Optional<Func> findFunc(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * An exported interface. The version may differ on the same semver track.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if there is none, naming those that are there
   */
  public Instance instance(String name) {
    throw new UnsupportedOperationException();
  }

  /** An exported interface, if there is one. */
  public Optional<Instance> findInstance(String name) {
    throw new UnsupportedOperationException();
  }
}
