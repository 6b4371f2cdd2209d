package dev.witj.wat;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Label;
import dev.witj.diagnostics.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the instructions of an assembled binary stand in its text, so that what a validator says of
 * the binary can be shown in the text.
 */
public final class TextPositions {
  private final Tokens tokens;
  private int[] offsets = new int[64];
  private int[] instructions = new int[64];
  private int count;

  TextPositions(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Notes that the instruction whose name is a token is at an offset; offsets must ascend. */
  void add(int offset, int token) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, count * 2);
      instructions = Arrays.copyOf(instructions, count * 2);
    }
    offsets[count] = offset;
    instructions[count++] = token;
  }

  /** Takes over what was noted for a part that lies at an offset of this. */
  void addAll(TextPositions part, int offset) {
    for (int i = 0; i < part.count; i++) {
      add(offset + part.offsets[i], part.instructions[i]);
    }
  }

  /** The name of the instruction that begins at an offset of the binary, if one does. */
  public Optional<Span> at(int offset) {
    int found = Arrays.binarySearch(offsets, 0, count, offset);
    return found < 0 ? Optional.empty() : Optional.of(tokens.span(instructions[found]));
  }

  /**
   * The same failure with the places that are instructions of the binary shown in the text; an
   * offset that is anything else stays one, in a note.
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
