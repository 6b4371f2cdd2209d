package dev.witj.runtime.abi;

/** The types of core values in flattened signatures. */
public enum CoreType {
  I32,
  I64,
  F32,
  F64
}
