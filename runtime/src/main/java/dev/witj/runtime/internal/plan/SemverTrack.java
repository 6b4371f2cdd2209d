package dev.witj.runtime.internal.plan;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an interface, and which versions of it may stand for one another: those with the same
 * major version, or below 1.0.0 with the same minor version. Pre-releases and 0.0.x stand for
 * themselves only.
 *
 * @param name all that comes before the version
 * @param track what the versions that fit have in common
 */
public record SemverTrack(String name, String track, BigInteger minor, BigInteger patch) {
  private static final Pattern VERSION =
      Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");

  /** The interface and track of a name with a version, nothing for other names. */
  static Optional<SemverTrack> of(String full) {
    int at = full.indexOf('@');
    if (at < 0) {
      return Optional.empty();
    }
    Matcher version = VERSION.matcher(full.substring(at + 1));
    if (!version.matches()) {
      return Optional.empty();
    }
    String major = version.group(1);
    String minor = version.group(2);
    String patch = version.group(3);
    String pre = version.group(4);
    String track;
    if (pre != null) {
      track = major + "." + minor + "." + patch + pre;
    } else if (!major.equals("0")) {
      track = major;
    } else {
      track = "0." + minor + (minor.equals("0") ? "." + patch : "");
    }
    return Optional.of(
        new SemverTrack(
            full.substring(0, at), track, new BigInteger(minor), new BigInteger(patch)));
  }

  /** The name that serves a wanted one: itself, or else the highest version on its track. */
  public static Optional<String> best(String wanted, Collection<String> offered) {
    if (offered.contains(wanted)) {
      return Optional.of(wanted);
    }
    Optional<SemverTrack> track = of(wanted);
    if (track.isEmpty()) {
      return Optional.empty();
    }
    return offered.stream()
        .filter(each -> of(each).filter(track.get()::fits).isPresent())
        .max(
            Comparator.comparing(
                each -> of(each).orElseThrow(),
                Comparator.comparing(SemverTrack::minor).thenComparing(SemverTrack::patch)));
  }

  private boolean fits(SemverTrack other) {
    return name.equals(other.name) && track.equals(other.track);
  }
}
