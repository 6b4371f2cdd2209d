package dev.witj.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One finding, as data: what is wrong, where, what else takes part in it, and what to try next.
 * Renderers turn it into text, JSON or SARIF.
 *
 * @param code what kind of finding this is
 * @param severity whether it makes the command fail
 * @param message one sentence without a full stop; says what was found and what was expected
 * @param primary the place, where there is one
 * @param others further places that take part, such as {@code first defined here}
 * @param notes structural reasons, outermost first, down to the first difference
 * @param help the next thing to try, where a likely fix exists
 */
public record Diagnostic(
    Code code,
    Severity severity,
    String message,
    Optional<Label> primary,
    List<Label> others,
    List<String> notes,
    Optional<String> help) {

  public Diagnostic {
    others = List.copyOf(others);
    notes = List.copyOf(notes);
  }

  /** What {@link Code}s make: the code's template with the facts in it, in no file yet. */
  static Diagnostic of(Code code, Severity severity, Object... facts) {
    return new Diagnostic(
        code,
        severity,
        Template.fill(code.template(), facts),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** This, pointing at a place. */
  public Diagnostic at(Span span) {
    return at(span, "");
  }

  /** This, pointing at a place with a few words beside the carets. */
  public Diagnostic at(Span span, String text) {
    return new Diagnostic(
        code, severity, message, Optional.of(new Label(span, text)), others, notes, help);
  }

  /** This, with one more place. */
  public Diagnostic with(Span span, String text) {
    List<Label> more = new ArrayList<>(others);
    more.add(new Label(span, text));
    return new Diagnostic(code, severity, message, primary, more, notes, help);
  }

  /** This, with one more reason below the others. */
  public Diagnostic note(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Diagnostic(code, severity, message, primary, others, more, help);
  }

  /** This, with the next thing to try. */
  public Diagnostic help(String next) {
    return new Diagnostic(code, severity, message, primary, others, notes, Optional.of(next));
  }

  /** This, with the next thing to try if there is one; else with what it has. */
  public Diagnostic help(Optional<String> next) {
    return next.map(this::help).orElse(this);
  }

  /** The exception that carries this alone. */
  public DiagnosticException toException() {
    return new DiagnosticException(List.of(this));
  }
}
