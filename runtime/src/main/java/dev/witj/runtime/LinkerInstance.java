package dev.witj.runtime;

import java.util.function.Function;

/** The definitions of one interface in a {@link Linker}. */
@SuppressWarnings("DoNotCallSuggester")
public final class LinkerInstance {
  private final String name;

  LinkerInstance(String name) {
    this.name = name;
  }

  /** The interface, with its version. */
  public String name() {
    return name;
  }

  /**
   * Defines a function that takes and gives generic values of whatever type the guest imports it
   * with.
   */
  public LinkerInstance func(String function, HostFunction body) {
    throw new UnsupportedOperationException();
  }

  /**
   * Defines a function of a known type. The guest's type must equal it; values are mapped by the
   * codecs in {@code type}.
   */
  public LinkerInstance func(String function, FuncType type, HostFunction body) {
    throw new UnsupportedOperationException();
  }

  /**
   * Defines a function whose Java form depends on the type with which a component imports it.
   *
   * @param link asked once for each component that is linked, with the component's own type; a
   *     {@link dev.witj.diagnostics.DiagnosticException} it throws ends the linking
   */
  public LinkerInstance func(String function, Function<FuncType, TypedHostFunction> link) {
    throw new UnsupportedOperationException(function + link);
  }

  /** Defines a resource type of the host. */
  public LinkerInstance resource(String resource, ResourceType type) {
    throw new UnsupportedOperationException();
  }
}
