package dev.witj.encode;

import dev.witj.binary.component.ComponentBuilder;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.encode.internal.Producers;
import dev.witj.encode.internal.types.PackageDocsWriter;
import dev.witj.encode.internal.types.PackageEncoder;
import dev.witj.wit.Expressibility;
import dev.witj.wit.Package;
import dev.witj.wit.PackageId;
import dev.witj.wit.Resolve;

/**
 * Encodes WIT packages as components (WIT.md, "Package format"); {@link WitDecoder} reads them
 * again. The same package gives the same bytes.
 */
public final class WitEncoder {
  private WitEncoder() {}

  /**
   * Encodes a package. What its interfaces and worlds use of other packages goes with it.
   *
   * @return the binary of a component that exports a type for each interface and each world
   * @throws DiagnosticException naming all of the package that {@linkplain Expressibility no
   *     component} can express
   */
  public static byte[] encode(Resolve resolve, PackageId id) {
    Expressibility.require(resolve, id);
    Package of = resolve.get(id);
    ComponentBuilder out = new ComponentBuilder();
    of.interfaces()
        .forEach((name, member) -> PackageEncoder.addInterface(out, resolve, name, member));
    of.worlds().forEach((name, member) -> PackageEncoder.addWorld(out, resolve, name, member));
    out.add(PackageDocsWriter.section(resolve, of));
    out.add(Producers.section());
    return out.toByteArray();
  }
}
