package dev.witj.compose;

import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.Externs;
import dev.witj.names.VersionedName;
import java.util.Optional;

/** What an export that does not satisfy an import has in common with it. */
final class NearMiss {
  private NearMiss() {}

  /** The nearest export, in words that follow "exports"; nothing if none is near. */
  static Optional<String> find(String wanted, Externs exports, boolean exact) {
    Optional<EntityType> same = exports.get(wanted);
    if (same.isPresent()) {
      return same.get() instanceof EntityType.Instance
          ? Optional.empty()
          : Optional.of("`" + wanted + "`, but as " + same.get().sort());
    }
    for (Extern extern : exports.all()) {
      String name = extern.name().name();
      if (VersionedName.base(name).equals(VersionedName.base(wanted))) {
        if (!VersionedName.track(name).equals(VersionedName.track(wanted))) {
          return Optional.of("`" + name + "`, a version that is not compatible");
        }
        if (exact) {
          return Optional.of("`" + name + "`, another version, and only exact matches count");
        }
      }
    }
    for (Extern extern : exports.all()) {
      String name = extern.name().name();
      if (extern.type() instanceof EntityType.Instance && isLike(name, wanted)) {
        return Optional.of("`" + name + "`, a similar name");
      }
    }
    return Optional.empty();
  }

  /** Whether the names differ in the namespace alone, or look like a slip. */
  private static boolean isLike(String name, String wanted) {
    String given = VersionedName.base(name);
    String asked = VersionedName.base(wanted);
    return !given.equals(asked) && (path(given).equals(path(asked)) || isNear(given, asked));
  }

  private static String path(String base) {
    return base.contains(":") ? base.substring(base.indexOf(':')) : base;
  }

  /** Whether one letter was changed, left out or added, or two neighbours swapped. */
  private static boolean isNear(String a, String b) {
    int start = 0;
    int shorter = Math.min(a.length(), b.length());
    while (start < shorter && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
      end++;
    }
    String left = a.substring(start, a.length() - end);
    String right = b.substring(start, b.length() - end);
    boolean swapped = left.length() == 2 && right.equals("" + left.charAt(1) + left.charAt(0));
    return swapped || (left.length() <= 1 && right.length() <= 1);
  }
}
