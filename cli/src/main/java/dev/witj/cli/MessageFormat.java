package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.TextRenderer;
import java.util.List;

/** How diagnostics reach standard error. */
enum MessageFormat {
  text;

  void print(List<Diagnostic> diagnostics, TextRenderer renderer, Streams streams) {
    streams.err().println(renderer.render(diagnostics));
  }
}
