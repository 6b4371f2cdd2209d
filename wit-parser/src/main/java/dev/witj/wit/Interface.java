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
 * @param cloneOf the interface that this was copied from, to tell what a world imports from what it
 *     exports under the same name; see {@link WorldTransform#splitInterfaces}
 */
public record Interface(
    Optional<String> name,
    SequencedMap<String, TypeId> types,
    SequencedMap<String, Function> functions,
    PackageId packageId,
    Docs docs,
    Stability stability,
    Span span,
    Optional<InterfaceId> cloneOf) {
  public Interface {
    types = Maps.copy(types);
    functions = Maps.copy(functions);
  }

  /** An interface that is no copy. */
  public Interface(
      Optional<String> name,
      SequencedMap<String, TypeId> types,
      SequencedMap<String, Function> functions,
      PackageId packageId,
      Docs docs,
      Stability stability,
      Span span) {
    this(name, types, functions, packageId, docs, stability, span, Optional.empty());
  }
}
