package dev.witj.wat;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Label;
import dev.witj.diagnostics.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the parts of an assembled binary stand in its text, so that what a validator says of the
 * binary can be shown in the text: the fields of modules and components, and the instructions.
 */
public final class TextPositions {
  /** Stands for a token where a part is not written in the text. */
  static final int NOWHERE = -1;

  private final Tokens tokens;
  private int[] offsets = new int[64];
  private int[] noted = new int[64];
  private int count;

  TextPositions(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Notes that what is at an offset, and behind it up to the next note, is what a token begins;
   * offsets must ascend.
   */
  void add(int offset, int token) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, count * 2);
      noted = Arrays.copyOf(noted, count * 2);
    }
    offsets[count] = offset;
    noted[count++] = token;
  }

  /** Notes that what is at an offset, and behind it, stands nowhere in the text. */
  void addUnknown(int offset) {
    add(offset, NOWHERE);
  }

  /** Takes over what was noted for a part that lies at an offset of this. */
  void addAll(TextPositions part, int offset) {
    for (int i = 0; i < part.count; i++) {
      add(offset + part.offsets[i], part.noted[i]);
    }
  }

  /** What stands in the text for the smallest part that lies at an offset of the binary, if any. */
  public Optional<Span> at(int offset) {
    int found = Arrays.binarySearch(offsets, 0, count, offset);
    int last = found < 0 ? -found - 2 : found;
    return last < 0 || noted[last] == NOWHERE
        ? Optional.empty()
        : Optional.of(tokens.span(noted[last]));
  }

  /**
   * The same failure with places in the binary shown in the text; an offset that nothing in the
   * text stands for stays one.
   *
   * @param failure what a validator said of the binary
   */
  public DiagnosticException inText(DiagnosticException failure) {
    List<Diagnostic> shown = failure.diagnostics().stream().map(this::inText).toList();
    DiagnosticException exception = new DiagnosticException(shown);
    exception.addSuppressed(failure);
    return exception;
  }

  private Diagnostic inText(Diagnostic diagnostic) {
    if (diagnostic.primary().isEmpty()) {
      return diagnostic;
    }
    Label label = diagnostic.primary().get();
    if (!label.span().source().isBinary()) {
      return diagnostic;
    }
    return at(label.span().start())
        .map(span -> diagnostic.at(span, label.text()))
        .orElse(diagnostic);
  }
}
