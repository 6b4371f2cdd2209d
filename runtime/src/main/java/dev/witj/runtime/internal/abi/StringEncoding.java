package dev.witj.runtime.internal.abi;

/** How a component keeps strings. */
public enum StringEncoding {
  UTF8,
  UTF16,
  LATIN1_UTF16
}
