package dev.witj.wasi.net;

/**
 * Something that a guest asked for and did not get. It is told to the host; the guest only learns
 * that it was refused.
 *
 * @param what what it asked for
 * @param option the option of the command line that would allow it, as {@code allow-outbound}; a
 *     policy has the same word
 * @param value what it would have to be given
 */
public record Refusal(String what, String option, String value) {
  /** What would allow it, as it is written on the command line. */
  public String grant() {
    return "--" + option + " " + value;
  }
}
