package dev.witj.bindgen.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names of types within one package or one enclosing type. A type becomes a file, and there are
 * disks that do not tell upper from lower case: names that differ only in case are the same.
 */
final class NameScope {
  private final Set<String> used = new HashSet<>();
  private final Set<String> enclosing;

  /** A scope inside types of these simple names, which a nested type may not have again. */
  NameScope(List<String> enclosing) {
    this.enclosing = Set.copyOf(enclosing);
  }

  /**
   * Takes a name: the wanted one; if it is an enclosing type's, with the suffix; if it is taken,
   * with a number.
   */
  String take(String wanted, String suffix) {
    String base = enclosing.contains(wanted) ? wanted + suffix : wanted;
    String name = base;
    for (int i = 2; enclosing.contains(name) || !used.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = base + i;
    }
    return name;
  }
}
