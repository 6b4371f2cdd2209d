package dev.witj.wit;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How to read WIT.
 *
 * @param features the {@code @unstable} features whose items are kept
 * @param allFeatures whether all of them are kept
 * @param builtins where packages come from that stand in no {@code deps/}
 * @param decoder what reads encoded packages ({@code .wasm}, {@code .wat}); without one they are an
 *     error
 */
public record WitOptions(
    Set<String> features,
    boolean allFeatures,
    PackageSource builtins,
    Optional<PackageDecoder> decoder) {
  private static final WitOptions DEFAULTS =
      new WitOptions(Set.of(), false, BuiltinWasi.packages(), Optional.empty());

  public WitOptions {
    features = Set.copyOf(features);
  }

  /** No feature, the built-in WASI packages, no decoder. */
  public static WitOptions defaults() {
    return DEFAULTS;
  }

  /** With these features besides those already enabled. */
  public WitOptions withFeatures(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(features);
    all.addAll(more);
    return new WitOptions(all, allFeatures, builtins, decoder);
  }

  /** With every feature enabled. */
  public WitOptions withAllFeatures() {
    return new WitOptions(features, true, builtins, decoder);
  }

  /** With packages from elsewhere than the built-in ones; {@link PackageSource#none()} for none. */
  public WitOptions withBuiltins(PackageSource source) {
    return new WitOptions(features, allFeatures, source, decoder);
  }

  /** With a reader of encoded packages. */
  public WitOptions withDecoder(PackageDecoder reader) {
    return new WitOptions(features, allFeatures, builtins, Optional.of(reader));
  }
}
