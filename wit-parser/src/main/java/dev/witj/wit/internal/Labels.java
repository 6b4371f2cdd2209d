package dev.witj.wit.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How names are spelt: words and acronyms joined by hyphens. */
public final class Labels {
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*");
  private static final Pattern WORD_BREAK = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|_+|-+");

  private Labels() {}

  /** Whether a text from outside a file is a name. */
  public static boolean isLabel(String text) {
    return LABEL.matcher(text).matches() && problem(text).isEmpty();
  }

  /** What is wrong with a name that the lexer found, if anything is. */
  static Optional<String> problem(String name) {
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
  static Optional<String> suggestion(String name) {
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
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
