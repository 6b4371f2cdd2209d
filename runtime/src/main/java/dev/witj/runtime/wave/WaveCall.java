package dev.witj.runtime.wave;

import dev.witj.binary.component.FunctionType;
import dev.witj.diagnostics.Source;
import dev.witj.diagnostics.Span;

/** A call whose function is yet to be found. */
public final class WaveCall {
  private final Source source;
  private final String text;
  private final Span nameSpan;
  private final int open;

  private WaveCall(Source source, String text, Span nameSpan, int open) {
    this.source = source;
    this.text = text;
    this.nameSpan = nameSpan;
    this.open = open;
  }

  static WaveCall of(Source source, String text) {
    int open = text.indexOf('(');
    int end = open < 0 ? text.length() : open;
    String before = text.substring(0, end);
    int start = end - before.stripLeading().length();
    Span name = source.span(start, start + before.strip().length());
    if (open < 0) {
      throw WaveFault.NO_CALL
          .error()
          .at(source.span(end, end))
          .help("put the arguments in parentheses, as `" + before.strip() + "()`")
          .toException();
    }
    if (before.isBlank()) {
      throw WaveFault.NO_FUNCTION.error().at(source.span(open, open + 1)).toException();
    }
    return new WaveCall(source, text, name, open);
  }

  /** What stands before the parenthesis. */
  public String name() {
    return text.substring(nameSpan.start(), nameSpan.end());
  }

  /** Where the name stands, for messages about it. */
  public Span nameSpan() {
    return nameSpan;
  }

  /**
   * The arguments. Trailing ones that are options may be left out.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if the text is malformed, or the arguments are
   *     not those of the function
   */
  public Object[] arguments(FunctionType type) {
    return new WaveParser(source, text, open).arguments(type.signature().params(), nameSpan);
  }
}
