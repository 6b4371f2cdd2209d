package dev.witj.bindgen;

import dev.witj.bindgen.internal.SourceGenerator;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.wit.Expressibility;
import dev.witj.wit.Resolve;
import dev.witj.wit.WorldId;

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
    Expressibility.require(resolve, world);
    return new GeneratedFiles(new SourceGenerator(resolve, options).generate(world));
  }
}
