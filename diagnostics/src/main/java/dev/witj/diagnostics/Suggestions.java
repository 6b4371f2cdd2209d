package dev.witj.diagnostics;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** What a misspelt name may have meant. */
public final class Suggestions {
  private static final int MAX_CANDIDATES = 10_000;
  private static final int MAX_LENGTH = 100;

  private Suggestions() {}

  /**
   * The nearest candidate, if one is near enough; the first by spelling of several.
   *
   * @param name what was written
   * @param candidates what would have been right; very many of them are not looked at
   */
  public static Optional<String> closest(String name, Collection<String> candidates) {
    if (candidates.size() > MAX_CANDIDATES || name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Optional<String> best = Optional.empty();
    // Of a letter or two, every other name is near.
    int limit = name.length() < 3 ? 0 : Math.max(1, name.length() / 3);
    for (String candidate : new TreeSet<>(candidates)) {
      if (Math.abs(candidate.length() - name.length()) <= limit) {
        int distance = distance(name, candidate);
        if (distance <= limit) {
          best = Optional.of(candidate);
          limit = distance - 1;
        }
      }
    }
    return best;
  }

  /** The question whether the nearest candidate was meant, for {@link Diagnostic#help}. */
  public static Optional<String> didYouMean(String name, Collection<String> candidates) {
    return closest(name, candidates).map(near -> "did you mean `" + near + "`?");
  }

  /** How many letters to add, drop, change or swap. */
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
