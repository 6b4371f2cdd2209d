package dev.witj.diagnostics;

/** Puts facts into the message of a {@link Code}. */
final class Template {
  private static final String HOLE = "{}";

  /** What a message repeats of a fact; more than this nobody reads, and files can say very much. */
  private static final int MAX_FACT = 1000;

  private Template() {}

  /**
   * The template with each {@code {}} replaced by a fact. Facts are not looked at: one that holds
   * {@code {}} itself stands as it is, and of one that is very long only the beginning. Too many or
   * too few facts are a fault of ours that tests find (assertions are on there); a user still reads
   * the rest of the message.
   */
  static String fill(String template, Object... facts) {
    StringBuilder message = new StringBuilder(template.length() + 32);
    int from = 0;
    int used = 0;
    for (int hole = template.indexOf(HOLE); hole >= 0; hole = template.indexOf(HOLE, from)) {
      String fact = used < facts.length ? String.valueOf(facts[used]) : "?";
      message.append(template, from, hole).append(Excerpt.of(fact, MAX_FACT));
      used++;
      from = hole + HOLE.length();
    }
    assert used == facts.length : template + " takes " + used + " facts, not " + facts.length;
    return message.append(template, from, template.length()).toString();
  }
}
