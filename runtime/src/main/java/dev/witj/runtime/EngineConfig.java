package dev.witj.runtime;

import dev.witj.binary.Features;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How an {@link Engine} runs components.
 *
 * @param cache the folder of the code cache; nothing means that every start compiles anew
 * @param limits what a guest may use, unless its store says otherwise
 * @param features what components may use
 */
public record EngineConfig(Optional<Path> cache, StoreLimits limits, Features features) {
  /** Refuses nulls. */
  public EngineConfig {
    Objects.requireNonNull(cache, "cache");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(features, "features");
  }

  /**
   * Code that is compiled when it is called, without a cache on disk, {@link
   * StoreLimits#defaults()}, and the features that are on by default.
   */
  public static EngineConfig defaults() {
    return new EngineConfig(Optional.empty(), StoreLimits.defaults(), Features.DEFAULT);
  }

  /**
   * This, keeping compiled code in a folder, which is made, private to the user, when first needed.
   * {@link #userCache()} is the usual one.
   */
  public EngineConfig withCache(Path folder) {
    return new EngineConfig(Optional.of(folder), limits, features);
  }

  /** This, with other limits. */
  public EngineConfig withLimits(StoreLimits other) {
    return new EngineConfig(cache, other, features);
  }

  /** This, letting components use other features. */
  public EngineConfig withFeatures(Features other) {
    return new EngineConfig(cache, limits, other);
  }

  /**
   * The code cache below the user's cache folder: {@code $XDG_CACHE_HOME}, {@code %LOCALAPPDATA%},
   * {@code ~/Library/Caches} or {@code ~/.cache}, whichever the system keeps; nothing where no home
   * is known.
   */
  public static Optional<Path> userCache() {
    return userCacheHome().map(home -> home.resolve("wit-j").resolve("code"));
  }

  private static Optional<Path> userCacheHome() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    if (xdg != null && Path.of(xdg).isAbsolute()) {
      return Optional.of(Path.of(xdg));
    }
    String local = System.getenv("LOCALAPPDATA");
    if (local != null && !local.isEmpty()) {
      return Optional.of(Path.of(local));
    }
    String home = System.getProperty("user.home");
    if (home == null || !Path.of(home).isAbsolute()) {
      return Optional.empty();
    }
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    return Optional.of(Path.of(home, mac ? "Library/Caches" : ".cache"));
  }
}
