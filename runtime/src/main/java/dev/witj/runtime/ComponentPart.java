package dev.witj.runtime;

import java.util.List;

/**
 * A component that runs code of its own: one by itself, or one of those that were composed.
 *
 * @param path what it is called: the names that the components around it have for what they make,
 *     from outside to inside, as {@code gate} or {@code outer/inner}, or {@link #OUTERMOST}. It
 *     differs from that of every other part. It comes from the file, which may say what it likes:
 *     where one has no name, or several have the same, a number tells them apart
 * @param numbered whether it is such a number that tells it from others, or one of those that it is
 *     in: composed anew, in another order, another part can have its path, so that nothing should
 *     be given to that
 * @param calls the functions of the host that it can call itself, in the order in which the
 *     outermost component imports them
 * @param reachedFrom by which exports of the outermost component it can come to run
 * @param reachedAtStart whether it can come to run when the outermost component is instantiated
 */
public record ComponentPart(
    String path,
    boolean numbered,
    List<Import> calls,
    List<String> reachedFrom,
    boolean reachedAtStart) {
  /** The path of the component that is in no other. */
  public static final String OUTERMOST = ".";

  public ComponentPart {
    calls = List.copyOf(calls);
    reachedFrom = List.copyOf(reachedFrom);
  }

  /**
   * A function of the host.
   *
   * @param instance the interface it belongs to, with its version; empty for a function of the
   *     world itself
   * @param function its name there
   */
  public record Import(String instance, String function) {}
}
