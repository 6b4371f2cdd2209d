package dev.witj.wit;

import java.util.List;

/**
 * Packages that are there without the user's doing, as WIT text. They are asked only for what the
 * user's own files and {@code deps/} do not hold.
 *
 * <p>A package asked for with a version is served by the one on the same {@linkplain
 * dev.witj.names.Version#track() track}, under the version that was asked for: items that a newer
 * version added ({@code @since}) are left out, and references between the packages of the source
 * follow. A package asked for without a version is served only by one without a version.
 */
public interface PackageSource {
  /** All packages there are, in a stable order. */
  List<PackageName> available();

  /**
   * The text of a package: one WIT file that starts with its {@code package} line.
   *
   * @param name one of {@link #available()}
   */
  String text(PackageName name);

  /** A source without packages. */
  static PackageSource none() {
    return new PackageSource() {
      @Override
      public List<PackageName> available() {
        return List.of();
      }

      @Override
      public String text(PackageName name) {
        throw new IllegalArgumentException(name.toString());
      }
    };
  }
}
