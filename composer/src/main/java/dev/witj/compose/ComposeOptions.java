package dev.witj.compose;

import dev.witj.binary.Features;

/**
 * How to compose.
 *
 * @param exact whether a version other than the one that is asked for never satisfies an import
 * @param noImports whether it is an error if anything is left to import, other than mere types
 * @param features what the components and the result may use
 */
public record ComposeOptions(boolean exact, boolean noImports, Features features) {
  private static final ComposeOptions DEFAULTS = new ComposeOptions(false, false, Features.ALL);

  /** Versions match by track, imports may be left, every feature is allowed. */
  public static ComposeOptions defaults() {
    return DEFAULTS;
  }

  /** With or without versions that match by track. */
  public ComposeOptions withExact(boolean value) {
    return new ComposeOptions(value, noImports, features);
  }

  /** With or without imports that are left. */
  public ComposeOptions withNoImports(boolean value) {
    return new ComposeOptions(exact, value, features);
  }

  /** With other features. */
  public ComposeOptions withFeatures(Features value) {
    return new ComposeOptions(exact, noImports, value);
  }
}
