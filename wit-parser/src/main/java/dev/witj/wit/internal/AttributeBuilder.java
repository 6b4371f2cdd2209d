package dev.witj.wit.internal;

import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Diagnostics;
import dev.witj.diagnostics.Span;
import dev.witj.diagnostics.Suggestions;
import dev.witj.names.Version;
import dev.witj.wit.Stability;
import dev.witj.wit.WitCode;
import dev.witj.wit.internal.Syntax.Attributes;
import dev.witj.wit.internal.Syntax.Identifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts the attributes of one item together and checks that they go together. */
final class AttributeBuilder {
  private final Diagnostics errors;
  private final Map<String, Span> seen = new HashMap<>();
  private Optional<Version> since = Optional.empty();
  private Optional<Version> deprecated = Optional.empty();
  private Optional<String> feature = Optional.empty();
  private Optional<String> externalId = Optional.empty();

  AttributeBuilder(Diagnostics errors) {
    this.errors = errors;
  }

  void string(Identifier name, String value, Span span) {
    if (accepts(name, Optional.empty(), Kind.STRING, span)) {
      externalId = Optional.of(value);
    }
  }

  void version(Identifier name, Identifier key, Version value, Span span) {
    if (accepts(name, Optional.of(key), Kind.VERSION, span)) {
      if (name.name().equals("since")) {
        since = Optional.of(value);
      } else {
        deprecated = Optional.of(value);
      }
    }
  }

  void feature(Identifier name, Identifier key, Identifier value, Span span) {
    if (accepts(name, Optional.of(key), Kind.FEATURE, span)) {
      feature = Optional.of(value.name());
    }
  }

  Attributes build(Span span) {
    Stability stability = Stability.unknown();
    if (since.isPresent() && feature.isPresent()) {
      errors.report(WitCode.ATTRIBUTE_CONFLICT.error().at(span));
    } else if (since.isPresent()) {
      stability = new Stability.Stable(since.get(), deprecated);
    } else if (feature.isPresent()) {
      stability = new Stability.Unstable(feature.get(), deprecated);
    } else if (deprecated.isPresent()) {
      errors.report(
          WitCode.DEPRECATED_ALONE
              .error()
              .at(span)
              .help("say since when the item is there: `@since(version = …)`"));
    }
    return new Attributes(stability, externalId, Optional.of(span));
  }

  private boolean accepts(Identifier name, Optional<Identifier> key, Kind found, Span span) {
    Kind wanted = KINDS.get(name.name());
    if (wanted == null) {
      Diagnostic diagnostic = WitCode.UNKNOWN_ATTRIBUTE.error(name.name()).at(name.span());
      errors.report(
          diagnostic.help(
              Suggestions.closest(name.name(), KINDS.keySet())
                  .map(near -> "did you mean `@" + near + "`?")));
      return false;
    }
    if (key.isPresent() && wanted.key.isPresent() && !key.get().name().equals(wanted.key.get())) {
      errors.report(
          WitCode.WRONG_ARGUMENT.error(wanted.key.get(), key.get().name()).at(key.get().span()));
      return false;
    }
    if (wanted != found) {
      errors.report(WitCode.INVALID_ATTRIBUTE.error(wanted.form(name.name())).at(span));
      return false;
    }
    Span before = seen.put(name.name(), span);
    if (before != null) {
      errors.report(
          WitCode.DUPLICATE_ATTRIBUTE.error(name.name()).at(span).with(before, "first given here"));
      return false;
    }
    return true;
  }

  private static final Map<String, Kind> KINDS =
      Map.of(
          "since",
          Kind.VERSION,
          "deprecated",
          Kind.VERSION,
          "unstable",
          Kind.FEATURE,
          "external-id",
          Kind.STRING);

  private enum Kind {
    VERSION(Optional.of("version"), "version = 1.0.0"),
    FEATURE(Optional.of("feature"), "feature = name"),
    STRING(Optional.empty(), "\"…\"");

    private final Optional<String> key;
    private final String argument;

    Kind(Optional<String> key, String argument) {
      this.key = key;
      this.argument = argument;
    }

    private String form(String name) {
      return "@" + name + "(" + argument + ")";
    }
  }
}
