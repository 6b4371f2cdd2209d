package dev.witj.wit.internal;

import dev.witj.diagnostics.Span;
import dev.witj.wit.Stability;

/**
 * Why an item is left out, for whoever refers to it all the same.
 *
 * @param span where the item is declared
 * @param reason what holds it back, as the end of a sentence
 * @param help how to get it, as the beginning of one
 */
record Gate(Span span, String reason, String help) {
  static Gate of(Syntax.Attributes attributes, Span span) {
    return switch (attributes.stability()) {
      case Stability.Unstable(String feature, _) ->
          new Gate(
              span,
              "because its feature `" + feature + "` is not enabled",
              "enable the feature `" + feature + "`");
      case Stability.Stable(var since, _) ->
          new Gate(
              span,
              "because it came only with version " + since,
              "ask for version " + since + " or a later one");
      case Stability.Unknown() -> throw new IllegalArgumentException("nothing holds it back");
    };
  }
}
