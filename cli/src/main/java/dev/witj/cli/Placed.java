package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Span;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Something that a file of settings says, and where. What is found to be wrong with it later, when
 * it is used, is said of that place, which is looked for only then: a file may say very much.
 */
record Placed<T>(T value, Supplier<Span> place) {
  /** Makes something else of it. */
  <R> Placed<R> map(Function<T, R> function) {
    return new Placed<>(function.apply(value), place);
  }

  /**
   * Uses it.
   *
   * @throws DiagnosticException if it cannot be used so, at its place
   */
  <R> R get(Function<T, R> use) {
    try {
      return use.apply(value);
    } catch (DiagnosticException e) {
      throw new DiagnosticException(e.diagnostics().stream().map(this::at).toList());
    }
  }

  /**
   * Uses it.
   *
   * @throws DiagnosticException if it cannot be used so, at its place
   */
  void use(Consumer<T> use) {
    get(
        each -> {
          use.accept(each);
          return each;
        });
  }

  private Diagnostic at(Diagnostic diagnostic) {
    return diagnostic.primary().isPresent() ? diagnostic : diagnostic.at(place.get());
  }
}
