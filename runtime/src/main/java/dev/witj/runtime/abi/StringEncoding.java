package dev.witj.runtime.abi;

/** How a component keeps strings. */
public enum StringEncoding {
  UTF8,
  UTF16,
  LATIN1_UTF16
}
