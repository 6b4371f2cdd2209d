package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.names.Version;
import dev.witj.wit.PackageName;
import dev.witj.wit.Stability;
import dev.witj.wit.WitCode;
import dev.witj.wit.WitOptions;

/** Which items of one package are there, given the enabled features and the package's version. */
record Gates(WitOptions options, PackageName pkg, ParsedPackage.Origin origin) {
  /** Whether an item is there. */
  boolean keeps(Syntax.Attributes attributes) {
    return switch (attributes.stability()) {
      case Stability.Unknown() -> true;
      case Stability.Unstable(String feature, _) ->
          options.allFeatures() || options.features().contains(feature);
      // A shipped package stands in for all older versions on its track: what came later is not
      // there yet.
      case Stability.Stable(Version since, _) ->
          origin == ParsedPackage.Origin.USER
              || pkg.version().isEmpty()
              || since.compareTo(pkg.version().get()) <= 0;
    };
  }

  /** The same, reporting what contradicts the package's version. */
  boolean keeps(Syntax.Attributes attributes, Span span, Diagnostics errors) {
    if (origin == ParsedPackage.Origin.USER
        && attributes.stability() instanceof Stability.Stable(Version since, _)) {
      if (pkg.version().isEmpty()) {
        errors.report(
            WitCode.GATE_WITHOUT_VERSION
                .error(pkg)
                .at(span)
                .help("give the package a version: `package " + pkg + "@" + since + ";`"));
      } else if (since.compareTo(pkg.version().get()) > 0) {
        errors.report(
            WitCode.UNRELEASED_VERSION
                .error(since, pkg)
                .at(span)
                .help("raise the package's version to " + since + ", or lower this one"));
      }
    }
    return keeps(attributes);
  }
}
