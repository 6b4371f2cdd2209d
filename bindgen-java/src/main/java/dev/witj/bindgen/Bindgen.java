package dev.witj.bindgen;

import dev.witj.bindgen.internal.SourceGenerator;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.wit.Expressibility;
import dev.witj.wit.Resolve;
import dev.witj.wit.WorldId;
import java.util.List;

/** Generates the Java bindings of a world. */
public final class Bindgen {
  private Bindgen() {}

  /**
   * The sources for a world: its exports, its imports, and every interface they use. The same input
   * gives the same text.
   *
   * @throws DiagnosticException naming all that {@linkplain Expressibility no component} or the
   *     bindings cannot express, or an option that is no Java package name
   */
  public static GeneratedFiles generate(Resolve resolve, WorldId world, BindgenOptions options) {
    options.check();
    List<Diagnostic> inexpressible = Expressibility.check(resolve, world);
    if (!inexpressible.isEmpty()) {
      throw new DiagnosticException(inexpressible);
    }
    return new GeneratedFiles(new SourceGenerator(resolve, options).generate(world));
  }
}
