package dev.witj.wit;

import dev.witj.diagnostics.Span;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * An interface.
 *
 * @param name its name within its package; none for one written inline in a world
 * @param types its types by name, those brought in by {@code use} included
 * @param functions its functions by their full names ({@code [method]r.f} for a method)
 * @param packageId the package it belongs to
 * @param docs its documentation
 * @param stability its gate
 * @param span its name in the source
 */
public record Interface(
    Optional<String> name,
    SequencedMap<String, TypeId> types,
    SequencedMap<String, Function> functions,
    PackageId packageId,
    Docs docs,
    Stability stability,
    Span span) {
  /** Copies the maps. */
  public Interface {
    types = Maps.copy(types);
    functions = Maps.copy(functions);
  }
}
