package dev.witj.diagnostics;

/** How much a diagnostic matters; only errors make a command fail. */
public enum Severity {
  ERROR,
  WARNING,
  NOTE
}
