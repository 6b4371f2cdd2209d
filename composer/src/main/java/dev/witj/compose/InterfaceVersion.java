package dev.witj.compose;

import dev.witj.binary.component.ComponentName;
import dev.witj.wit.Version;
import java.util.Optional;

/**
 * The name of an interface taken apart at its version.
 *
 * @param base everything before {@code @}
 * @param version what follows
 */
record InterfaceVersion(String base, Version version) {
  /** The parts of a name; nothing if it is no interface with a version. */
  static Optional<InterfaceVersion> of(String name) {
    return ComponentName.parse(name)
        .filter(ComponentName.Interface.class::isInstance)
        .flatMap(parsed -> ((ComponentName.Interface) parsed).version())
        .flatMap(Version::parse)
        .map(version -> new InterfaceVersion(name.substring(0, name.indexOf('@')), version));
  }

  /** What all names share that may stand in for each other; the name itself without a version. */
  static String track(String name) {
    return of(name).map(parts -> parts.base + "@" + parts.version.track()).orElse(name);
  }

  /** The name without its version. */
  static String base(String name) {
    int at = name.indexOf('@');
    return at < 0 ? name : name.substring(0, at);
  }
}
