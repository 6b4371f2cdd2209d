package dev.witj.runtime.internal.abi;

/** How one string lay in the memory it was lifted from. */
public enum StringForm {
  /** UTF-8. */
  UTF8,
  /** UTF-16, in a component that keeps all its strings so. */
  UTF16,
  /** Latin-1, in a component that keeps strings in the smaller of Latin-1 and UTF-16. */
  LATIN1,
  /** UTF-16, in a component that keeps strings in the smaller of Latin-1 and UTF-16. */
  TAGGED_UTF16
}
