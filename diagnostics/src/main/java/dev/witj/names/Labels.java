package dev.witj.names;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How names are spelt: words and acronyms joined by hyphens. */
public final class Labels {
  private static final Pattern WORD_BREAK = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|_+|-+");

  private Labels() {}

  /** Whether a text is a label. */
  public static boolean isLabel(String text) {
    boolean first = true;
    int start = 0;
    while (true) {
      int dash = text.indexOf('-', start);
      int end = dash < 0 ? text.length() : dash;
      if (!isFragment(text, start, end, first)) {
        return false;
      }
      if (dash < 0) {
        return true;
      }
      first = false;
      start = dash + 1;
    }
  }

  /** A word or an acronym; only the first of a label must begin with a letter. */
  private static boolean isFragment(String text, int start, int end, boolean first) {
    boolean lower = false;
    boolean upper = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean isLower = c >= 'a' && c <= 'z';
      boolean isUpper = c >= 'A' && c <= 'Z';
      lower |= isLower;
      upper |= isUpper;
      if (digit ? first && i == start : !isLower && !isUpper) {
        return false;
      }
    }
    return end > start && !(lower && upper);
  }

  /** What is wrong with a text of letters, digits, hyphens and underscores, if anything is. */
  public static Optional<String> problem(String name) {
    int start = 0;
    while (true) {
      int hyphen = name.indexOf('-', start);
      int end = hyphen < 0 ? name.length() : hyphen;
      if (start == end) {
        return Optional.of("a hyphen stands between two words");
      }
      boolean upper = false;
      boolean lower = false;
      for (int i = start; i < end; i++) {
        char c = name.charAt(i);
        if (c == '_') {
          return Optional.of("words are joined by hyphens, not underscores");
        }
        upper |= c >= 'A' && c <= 'Z';
        lower |= c >= 'a' && c <= 'z';
      }
      if (upper && lower) {
        return Optional.of("a word is either all lower case or all upper case");
      }
      if (hyphen < 0) {
        return Optional.empty();
      }
      start = hyphen + 1;
    }
  }

  /** The nearest right spelling, where there is one. */
  public static Optional<String> suggestion(String name) {
    StringBuilder out = new StringBuilder();
    for (String word : WORD_BREAK.splitAsStream(name).toList()) {
      if (!word.isEmpty()) {
        out.append(out.isEmpty() ? "" : "-").append(word.toLowerCase(Locale.ROOT));
      }
    }
    String better = out.toString();
    return better.isEmpty() || problem(better).isPresent() ? Optional.empty() : Optional.of(better);
  }

  /** Names are unique without regard to case. */
  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
