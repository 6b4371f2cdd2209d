package dev.witj.encode;

import dev.witj.wit.PackageId;
import dev.witj.wit.Resolve;
import dev.witj.wit.WorldId;

/** The WIT that a binary holds or implements. */
public sealed interface DecodedWit {
  /** All packages. */
  Resolve resolve();

  /** The package that the binary stands for; the others are those it depends on. */
  PackageId main();

  /**
   * The WIT of a component.
   *
   * @param resolve all packages
   * @param main the package {@code root:component}, which is made up
   * @param world its world {@code root}: what the component imports and exports
   */
  record OfComponent(Resolve resolve, PackageId main, WorldId world) implements DecodedWit {}

  /**
   * The WIT that is encoded in a binary.
   *
   * @param resolve all packages
   * @param main the package
   */
  record OfPackage(Resolve resolve, PackageId main) implements DecodedWit {}
}
