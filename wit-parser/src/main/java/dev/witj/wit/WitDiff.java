package dev.witj.wit;

import dev.witj.names.Version;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What changed between two worlds or two packages, who is broken by it, and the version it asks
 * for.
 *
 * <p>There are two directions. <em>Components</em> built for the old text meet a host of the new
 * one: their imports must still be there, and nothing more may be demanded of them as an export.
 * <em>Hosts</em> built for the old text meet a component of the new one: the reverse. Values have
 * no subtyping in the component model, so every change of a type that is passed breaks both.
 *
 * <p>The package of the worlds that are compared may have any version; other packages are told
 * apart by their semver {@linkplain Version#track() tracks}.
 *
 * @param before the name of the old world or package
 * @param after the name of the new one
 * @param oldVersion the version of the old package
 * @param newVersion the version of the new package
 * @param changes everything that differs, in the order of the old text, additions last
 */
public record WitDiff(
    String before,
    String after,
    Optional<Version> oldVersion,
    Optional<Version> newVersion,
    List<Change> changes) {

  public WitDiff {
    changes = List.copyOf(changes);
  }

  /** What happened to an item. */
  public enum Kind {
    ADDED('+'),
    REMOVED('-'),
    CHANGED('~');

    private final char sign;

    Kind(char sign) {
      this.sign = sign;
    }
  }

  /** Which part of a version must grow; the least first. */
  public enum Bump {
    NONE,
    PATCH,
    MINOR,
    MAJOR
  }

  /**
   * One difference.
   *
   * @param path where it is, as {@code import wasi:io/streams: func read}
   * @param kind what happened
   * @param before the old text, unless it was added
   * @param after the new text, unless it was removed
   * @param reason the first place at which the two differ
   * @param breaksComponents whether a component built for the old text fails in a host of the new
   * @param breaksHosts whether a host built for the old text fails with a component of the new
   * @param bump the version it asks for
   */
  public record Change(
      String path,
      Kind kind,
      Optional<String> before,
      Optional<String> after,
      Optional<String> reason,
      boolean breaksComponents,
      boolean breaksHosts,
      Bump bump) {

    /** The change in one line. */
    public String summary() {
      return path
          + switch (kind) {
            case ADDED -> " was added";
            case REMOVED -> " was removed";
            case CHANGED -> reason.map(why -> ": " + why).orElse(" changed");
          };
    }
  }

  /** Compares two worlds, which may stand in one resolve. */
  public static WitDiff ofWorlds(
      Resolve before, WorldId oldWorld, Resolve after, WorldId newWorld) {
    return new WitComparison(before, after).worlds(oldWorld, newWorld);
  }

  /**
   * Compares two packages: their interfaces by name, each in the role it has in the package's own
   * worlds (an import where it has none), and what the worlds import and export.
   */
  public static WitDiff ofPackages(
      Resolve before, PackageId oldPackage, Resolve after, PackageId newPackage) {
    return new WitComparison(before, after).packages(oldPackage, newPackage);
  }

  /** Whether every component built for the old text runs in a host of the new one. */
  public boolean keepsComponents() {
    return changes.stream().noneMatch(Change::breaksComponents);
  }

  /** Whether every host built for the old text runs a component of the new one. */
  public boolean keepsHosts() {
    return changes.stream().noneMatch(Change::breaksHosts);
  }

  /** The largest bump that a change asks for. */
  public Bump bump() {
    return changes.stream().map(Change::bump).max(Bump::compareTo).orElse(Bump.NONE);
  }

  /**
   * The least version that the new text may have, if the old one has a version. Below 1.0.0 the
   * minor number stands for the major one, and the patch number for both others; below 0.1.0 and
   * among pre-releases every version is a {@linkplain Version#track() track} of its own, so that
   * the next one suffices.
   */
  public Optional<Version> leastVersion() {
    return oldVersion.map(version -> least(version, bump()));
  }

  private static Version least(Version from, Bump bump) {
    if (bump == Bump.NONE) {
      return from;
    }
    if (!from.preRelease().isEmpty()) {
      return from.nextPreRelease();
    }
    if (from.major() == 0 && from.minor() == 0) {
      return Version.of(0, 0, from.patch() + 1);
    }
    Bump effective =
        from.major() > 0
            ? bump
            : switch (bump) {
              case NONE -> Bump.NONE;
              case PATCH, MINOR -> Bump.PATCH;
              case MAJOR -> Bump.MINOR;
            };
    return switch (effective) {
      case NONE -> from;
      case PATCH -> Version.of(from.major(), from.minor(), from.patch() + 1);
      case MINOR -> Version.of(from.major(), from.minor() + 1, 0);
      case MAJOR -> Version.of(from.major() + 1, 0, 0);
    };
  }

  /** Whether the new package's version, where both have one, is at least what is asked for. */
  public boolean versionSuffices() {
    return oldVersion.isEmpty()
        || newVersion.isEmpty()
        || leastVersion().orElseThrow().compareTo(newVersion.get()) <= 0;
  }

  /** The diff for people, with no line break at the end. */
  public String render() {
    StringBuilder out = new StringBuilder();
    out.append(before).append(" -> ").append(after).append('\n');
    if (changes.isEmpty()) {
      out.append("\nno differences");
      if (!versionSuffices()) {
        out.append("\nversion: ").append(newVersion.orElseThrow()).append(" is older than ");
        out.append(oldVersion.orElseThrow());
      }
      return out.toString();
    }
    for (Change change : changes) {
      out.append('\n').append(change.kind.sign).append(' ').append(change.path);
      out.append("  (").append(verdict(change)).append(")\n");
      change.before.ifPresent(text -> indented('-', text, out));
      change.after.ifPresent(text -> indented('+', text, out));
      change.reason.ifPresent(why -> out.append("      ").append(why).append('\n'));
    }
    out.append("\nas component: ").append(direction(keepsComponents(), "components", "host"));
    out.append("\nas host: ").append(direction(keepsHosts(), "hosts", "component"));
    out.append("\nversion: asks for a ").append(bump().name().toLowerCase(Locale.ROOT));
    out.append(" bump");
    leastVersion()
        .ifPresent(
            least -> {
              out.append(", ").append(least).append(" or later");
              if (!versionSuffices()) {
                out.append("; ").append(newVersion.orElseThrow()).append(" is not enough");
              }
            });
    return out.toString();
  }

  private static String direction(boolean holds, String who, String where) {
    return (holds ? "compatible: " : "incompatible: not all ")
        + who
        + " built for the old text work with a "
        + where
        + " of the new one";
  }

  private static String verdict(Change change) {
    if (change.breaksComponents && change.breaksHosts) {
      return "breaks components and hosts";
    }
    if (change.breaksComponents) {
      return "breaks components";
    }
    return change.breaksHosts ? "breaks hosts" : "breaks nothing";
  }

  private static void indented(char sign, String text, StringBuilder out) {
    text.lines()
        .forEach(line -> out.append("    ").append(sign).append(' ').append(line).append('\n'));
  }
}
