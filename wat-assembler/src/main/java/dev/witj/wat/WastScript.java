package dev.witj.wat;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import java.util.List;

/** A {@code .wast} script: modules, components and what is to be said of them, in order. */
public record WastScript(Source source, List<WastDirective> directives) {
  public WastScript {
    directives = List.copyOf(directives);
  }

  /**
   * Reads a script. The texts of its modules are only looked at when they are assembled, so what is
   * wrong inside of one is no error here. A text without directives is one module.
   *
   * @throws DiagnosticException if the text has no tokens, or its directives are malformed
   */
  public static WastScript parse(Source source) {
    return parse(source, WatAssembler.Options.DEFAULT);
  }

  /**
   * Reads a script.
   *
   * @throws DiagnosticException if the text has no tokens, or its directives are malformed
   */
  public static WastScript parse(Source source, WatAssembler.Options options) {
    if (source.isBinary()) {
      throw WatCode.BINARY_SCRIPT.error().toException();
    }
    Tokens tokens = Lexer.lex(source, options.allowConfusingUnicode());
    return new WastScript(source, new WastParser(new WatCursor(tokens), options).script());
  }
}
