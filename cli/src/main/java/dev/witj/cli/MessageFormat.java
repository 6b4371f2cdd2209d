package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.JsonRenderer;
import dev.witj.diagnostics.SarifRenderer;
import dev.witj.diagnostics.TextRenderer;
import java.util.List;

/** How diagnostics are written. */
enum MessageFormat {
  text,
  json,
  sarif;

  /** All of them as one text, with no line break at the end. */
  String render(List<Diagnostic> diagnostics, TextRenderer renderer) {
    return switch (this) {
      case text -> renderer.render(diagnostics);
      case json -> JsonRenderer.render(diagnostics);
      case sarif -> SarifRenderer.render(diagnostics, "wit-j", Main.version());
    };
  }
}
