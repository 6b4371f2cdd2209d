package dev.witj.engine.internal.run;

/** Branches by tables that are too long for a method. */
public final class Choices {
  private Choices() {}

  /**
   * What stands at an index of a long table, of which this is a part.
   *
   * @param otherwise what is answered if the index is in another part
   * @param index an unsigned number
   * @param from the first index of this part
   */
  public static int choose(int otherwise, int index, int from, String part) {
    int at = index - from;
    return Integer.compareUnsigned(at, part.length()) < 0 ? part.charAt(at) : otherwise;
  }
}
