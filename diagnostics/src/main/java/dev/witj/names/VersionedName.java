package dev.witj.names;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The name of an interface taken apart at its version.
 *
 * @param base everything before {@code @}
 * @param version what follows
 */
public record VersionedName(String base, Version version) {
  /** The parts of a name; nothing if it has no version. */
  public static Optional<VersionedName> of(String name) {
    int at = name.indexOf('@');
    return at < 0
        ? Optional.empty()
        : Version.parse(name.substring(at + 1))
            .map(version -> new VersionedName(name.substring(0, at), version));
  }

  /** What all names share that may stand in for each other; the name itself without a version. */
  public static String track(String name) {
    return of(name).map(VersionedName::track).orElse(name);
  }

  /** The name without its version. */
  public static String base(String name) {
    int at = name.indexOf('@');
    return at < 0 ? name : name.substring(0, at);
  }

  /** What all names share that may stand in for this. */
  public String track() {
    return base + "@" + version.track();
  }

  /** The name that serves a wanted one: itself, or else the highest version on its track. */
  public static Optional<String> best(String wanted, Collection<String> offered) {
    if (offered.contains(wanted)) {
      return Optional.of(wanted);
    }
    Optional<VersionedName> parts = of(wanted);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    String track = parts.get().track();
    return offered.stream()
        .filter(each -> track(each).equals(track))
        .max(Comparator.comparing(each -> of(each).orElseThrow().version()));
  }

  @Override
  public String toString() {
    return base + "@" + version;
  }
}
