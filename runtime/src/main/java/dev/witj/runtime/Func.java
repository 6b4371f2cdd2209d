package dev.witj.runtime;

import org.jspecify.annotations.Nullable;

/** A function that a guest exports. */
@SuppressWarnings("DoNotCallSuggester")
public final class Func {
  Func() {}

  /** Its name in WIT. */
  public String name() {
    throw new UnsupportedOperationException();
  }

  /** Its type, with the codecs that make and read its values. */
  public FuncType type() {
    throw new UnsupportedOperationException();
  }

  /**
   * The same function with the codecs of {@code binding} instead of the generic ones: its values
   * are then the binding's own Java classes.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if the types differ, explaining where
   */
  public Func typed(FuncType binding) {
    throw new UnsupportedOperationException();
  }

  /**
   * Calls it, and returns when the guest has returned and freed what it had to.
   *
   * @param arguments one value for each parameter, in order
   * @return the result, or null if the function has none
   * @throws IllegalArgumentException if an argument does not fit its parameter
   * @throws TrapException if the guest traps; its store is then poisoned
   * @throws IllegalStateException if the store is poisoned, closed or in use by another thread
   */
  public @Nullable Object call(@Nullable Object... arguments) {
    throw new UnsupportedOperationException();
  }
}
