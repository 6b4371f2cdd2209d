package dev.witj.wit;

import dev.witj.names.Version;
import java.util.Optional;

/** {@code namespace:name@version}; the version may be missing. */
public record PackageName(String namespace, String name, Optional<Version> version) {

  /** Reads {@code namespace:name} or {@code namespace:name@version}; empty where it is neither. */
  public static Optional<PackageName> parse(String text) {
    int colon = text.indexOf(':');
    int at = text.indexOf('@');
    int end = at < 0 ? text.length() : at;
    if (colon <= 0 || colon + 1 >= end || (at < 0 && text.indexOf(':', colon + 1) >= 0)) {
      return Optional.empty();
    }
    String namespace = text.substring(0, colon);
    String name = text.substring(colon + 1, end);
    if (at < 0) {
      return Optional.of(new PackageName(namespace, name, Optional.empty()));
    }
    return Version.parse(text.substring(at + 1))
        .map(version -> new PackageName(namespace, name, Optional.of(version)));
  }

  /** The same without a version. */
  public PackageName withoutVersion() {
    return withVersion(Optional.empty());
  }

  /** The same with another version, or with none. */
  public PackageName withVersion(Optional<Version> other) {
    return new PackageName(namespace, name, other);
  }

  /** How an interface or world of this package is named outside: {@code ns:name/item@version}. */
  public String qualify(String item) {
    return namespace + ":" + name + "/" + item + version.map(v -> "@" + v).orElse("");
  }

  /**
   * Whether one may stand in for the other: the same namespace and name, and versions on one
   * {@linkplain Version#track() track} (or none on both sides).
   */
  public boolean isCompatibleWith(PackageName other) {
    return track().equals(other.track());
  }

  /** {@code namespace:name@track}, or without {@code @track} where there is no version. */
  public String track() {
    return namespace + ":" + name + version.map(v -> "@" + v.track()).orElse("");
  }

  @Override
  public String toString() {
    return namespace + ":" + name + version.map(v -> "@" + v).orElse("");
  }
}
