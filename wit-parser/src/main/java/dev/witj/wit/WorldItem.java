package dev.witj.wit;

import dev.witj.diagnostics.Span;
import java.util.Optional;

/** What a world imports or exports. */
public sealed interface WorldItem {
  /**
   * An interface. Under a plain name it is either an inline one, which has no name of its own, or a
   * named one that stands under another name ({@code import backup: store}).
   */
  record OfInterface(
      InterfaceId id, Docs docs, Stability stability, Optional<String> externalId, Span span)
      implements WorldItem {}

  /** A function. */
  record OfFunction(Function function) implements WorldItem {}

  /** A type, always among the imports. */
  record OfType(TypeId id, Span span) implements WorldItem {}
}
