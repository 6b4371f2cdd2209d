package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Span;
import dev.witj.names.Version;
import dev.witj.wit.Stability;
import dev.witj.wit.WitCode;

/** Why an item is left out, for whoever refers to it all the same. */
sealed interface Gate {
  /** Where the item is declared. */
  Span span();

  /** An item whose feature is not enabled. */
  record Disabled(Span span, String feature) implements Gate {}

  /** An item that its package did not have yet in the version that was asked for. */
  record Later(Span span, Version since) implements Gate {}

  static Gate of(Syntax.Attributes attributes, Span span) {
    return switch (attributes.stability()) {
      case Stability.Unstable(String feature, _) -> new Disabled(span, feature);
      case Stability.Stable(Version since, _) -> new Later(span, since);
      case Stability.Unknown() -> throw new IllegalArgumentException("nothing holds it back");
    };
  }

  /** The error of something that needs an item behind this gate. */
  default Diagnostic leftOut(String kind, String name, Span at) {
    Diagnostic diagnostic =
        switch (this) {
          case Disabled gate -> WitCode.GATED_REFERENCE.error(kind, name, gate.feature());
          case Later gate -> WitCode.LATER_REFERENCE.error(kind, name, gate.since());
        };
    return pointing(diagnostic.at(at), "what refers to it");
  }

  /** The error of an item, such as a function, that mentions a type behind this gate. */
  default Diagnostic leftOutType(Syntax.Identifier by, Syntax.Identifier type) {
    Diagnostic diagnostic =
        switch (this) {
          case Disabled gate -> WitCode.GATED_MENTION.error(by.name(), type.name(), gate.feature());
          case Later gate -> WitCode.LATER_MENTION.error(by.name(), type.name(), gate.since());
        };
    return pointing(
        diagnostic.at(by.span()).with(type.span(), "refers to it here"), "`" + by.name() + "`");
  }

  private Diagnostic pointing(Diagnostic diagnostic, String user) {
    String help =
        switch (this) {
          case Disabled gate -> "enable the feature `" + gate.feature() + "`";
          case Later gate -> "ask for version " + gate.since() + " or a later one";
        };
    return diagnostic
        .with(span(), "declared here, behind its gate")
        .help(help + ", or put the same gate on " + user);
  }
}
