package dev.witj.binary.component;

/** Something in one of the index spaces. */
public record SortIndex(Sort sort, int index) {
  @Override
  public String toString() {
    return "(" + sort + " " + Integer.toUnsignedString(index) + ")";
  }
}
