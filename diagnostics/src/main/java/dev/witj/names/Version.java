package dev.witj.names;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A semantic version. The order is that of the semver specification; versions that differ only in
 * build metadata are ordered by it as text, so that the order agrees with equals.
 *
 * @param major unsigned
 * @param minor unsigned
 * @param patch unsigned
 * @param preRelease the dotted identifiers after {@code -}, or empty
 * @param build the dotted identifiers after {@code +}, or empty
 */
public record Version(long major, long minor, long patch, String preRelease, String build)
    implements Comparable<Version> {
  /** A version without pre-release and build metadata. */
  public static Version of(long major, long minor, long patch) {
    return new Version(major, minor, patch, "", "");
  }

  /** Reads a full semantic version; empty where the text is none. */
  public static Optional<Version> parse(String text) {
    try {
      return Optional.of(new VersionReader(text).read());
    } catch (VersionReader.NoVersionException none) {
      return Optional.empty();
    }
  }

  /** What keeps a text from being a full semantic version; empty where it is one. */
  public static Optional<String> problem(String text) {
    try {
      var _ = new VersionReader(text).read();
      return Optional.empty();
    } catch (VersionReader.NoVersionException none) {
      return Optional.of(none.problem());
    }
  }

  /**
   * The track within which versions stand in for each other: {@code 1}, {@code 0.2}, {@code 0.0.3}
   * or, for a pre-release, the version itself. Build metadata takes no part.
   */
  public String track() {
    if (!preRelease.isEmpty()) {
      return number() + "-" + preRelease;
    }
    if (major != 0) {
      return Long.toUnsignedString(major);
    }
    if (minor != 0) {
      return "0." + Long.toUnsignedString(minor);
    }
    return "0.0." + Long.toUnsignedString(patch);
  }

  /** Whether this and {@code other} are on one track. */
  public boolean isCompatibleWith(Version other) {
    return track().equals(other.track());
  }

  /** The least pre-release behind this one that a person would write. */
  public Version nextPreRelease() {
    int dot = preRelease.lastIndexOf('.');
    String last = preRelease.substring(dot + 1);
    String next =
        isNumeric(last)
            ? preRelease.substring(0, dot + 1) + new BigInteger(last).add(BigInteger.ONE)
            : preRelease + ".1";
    return new Version(major, minor, patch, next, "");
  }

  @Override
  public int compareTo(Version other) {
    // Spelt out: what Comparator.comparing returns is linked anew by every process.
    int order = Long.compareUnsigned(major, other.major);
    order = order != 0 ? order : Long.compareUnsigned(minor, other.minor);
    order = order != 0 ? order : Long.compareUnsigned(patch, other.patch);
    order = order != 0 ? order : comparePreReleases(preRelease, other.preRelease);
    return order != 0 ? order : build.compareTo(other.build);
  }

  private String number() {
    return Long.toUnsignedString(major)
        + "."
        + Long.toUnsignedString(minor)
        + "."
        + Long.toUnsignedString(patch);
  }

  @Override
  public String toString() {
    String pre = preRelease.isEmpty() ? "" : "-" + preRelease;
    return number() + pre + (build.isEmpty() ? "" : "+" + build);
  }

  private static int comparePreReleases(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      // A release is newer than each of its pre-releases.
      return Boolean.compare(a.isEmpty(), b.isEmpty());
    }
    String[] left = a.split("\\.", -1);
    String[] right = b.split("\\.", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = compareIdentifiers(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int compareIdentifiers(String a, String b) {
    boolean numeric = isNumeric(a);
    if (numeric != isNumeric(b)) {
      return numeric ? -1 : 1;
    }
    if (numeric && a.length() != b.length()) {
      return Integer.compare(a.length(), b.length());
    }
    return a.compareTo(b);
  }

  private static boolean isNumeric(String text) {
    return text.chars().allMatch(c -> isDigit((char) c));
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
