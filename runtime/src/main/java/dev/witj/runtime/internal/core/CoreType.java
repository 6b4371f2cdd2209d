package dev.witj.runtime.internal.core;

/** The types of core values in flattened signatures. */
public enum CoreType {
  I32,
  I64,
  F32,
  F64
}
