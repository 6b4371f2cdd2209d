package dev.witj.runtime.bind;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.RuntimeCode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java type does not fit a WIT type; carries the way from the outermost part to the difference.
 */
final class Mismatch extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> path = new ArrayList<>();

  Mismatch(String reason) {
    super(reason, null, false, false);
  }

  /** This, seen from one step further out. */
  Mismatch in(String where) {
    path.addFirst(where);
    return this;
  }

  DiagnosticException explain(String what, Method method) {
    Diagnostic diagnostic =
        RuntimeCode.TYPE_MISMATCH.error(
            what, method.getDeclaringClass().getSimpleName(), method.getName());
    for (String step : path) {
      diagnostic = diagnostic.note("in " + step);
    }
    return diagnostic
        .note(String.valueOf(getMessage()))
        .help("generate the bindings again from the component's own WIT")
        .toException();
  }
}
