package dev.witj.wat;

/** The annotations that mean something here; all others are skipped as if they were comments. */
final class Annotations {
  static final String NAME = "name";
  static final String CUSTOM = "custom";
  static final String PRODUCERS = "producers";
  static final String DYLINK = "dylink.0";
  static final String BRANCH_HINT = "metadata.code.branch_hint";

  private static final String[] KNOWN = {NAME, CUSTOM, PRODUCERS, DYLINK, BRANCH_HINT};

  private Annotations() {}

  static boolean isKnown(String text, int start, int end) {
    boolean quoted = text.charAt(start) == '"';
    int from = quoted ? start + 1 : start;
    int until = quoted ? end - 1 : end;
    for (String known : KNOWN) {
      if (until - from == known.length() && text.startsWith(known, from)) {
        return true;
      }
    }
    return false;
  }
}
