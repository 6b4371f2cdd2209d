package dev.witj.runtime;

/** A component whose imports are all linked: what remains is to make instances, quickly. */
@SuppressWarnings("DoNotCallSuggester")
public final class InstancePre {
  InstancePre() {}

  /** The component. */
  public Component component() {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes an instance in a store.
   *
   * @throws TrapException if the guest traps while it starts
   * @throws dev.witj.diagnostics.DiagnosticException if a limit of the store forbids it
   */
  public Instance instantiate(Store store) {
    throw new UnsupportedOperationException();
  }
}
