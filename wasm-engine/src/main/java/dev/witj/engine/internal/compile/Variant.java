package dev.witj.engine.internal.compile;

/**
 * What the code of a module does beside what the module says, so that nobody pays for it who does
 * not want it.
 *
 * @param allMapped whether it takes memories that are mapped though their types do not say so
 * @param metered whether it takes fuel
 * @param noting whether it notes where it writes to memories
 */
public record Variant(boolean allMapped, boolean metered, boolean noting) {
  /** Nothing. */
  public static final Variant PLAIN = new Variant(false, false, false);

  /** The same for memories that are all mapped. */
  public Variant mapped() {
    return new Variant(true, metered, noting);
  }

  /** What names of its code end with; that of the plain one is empty. */
  public String suffix() {
    return (metered ? "-metered" : "") + (noting ? "-noting" : "");
  }
}
