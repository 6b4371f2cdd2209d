package dev.witj.wit;

import dev.witj.diagnostics.Span;
import java.util.SequencedMap;

/**
 * A world, elaborated: includes are expanded, and every interface that an import or export uses is
 * itself an import before its user (or an export).
 *
 * @param name its name within its package
 * @param imports what it needs, in order: interfaces first, then types, then functions
 * @param exports what it offers, in order
 * @param packageId the package it belongs to
 * @param docs its documentation
 * @param stability its gate
 * @param span its name in the source
 */
public record World(
    String name,
    SequencedMap<WorldKey, WorldItem> imports,
    SequencedMap<WorldKey, WorldItem> exports,
    PackageId packageId,
    Docs docs,
    Stability stability,
    Span span) {
  public World {
    imports = Maps.copy(imports);
    exports = Maps.copy(exports);
  }
}
