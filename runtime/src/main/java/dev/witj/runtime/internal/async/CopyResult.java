package dev.witj.runtime.internal.async;

/** How a read or a write ended; the ordinal is its code. */
public enum CopyResult {
  /** Something was copied, or the other side was ready for it. */
  COMPLETED,
  /** The other end is gone. */
  DROPPED,
  /** It was called off. */
  CANCELLED
}
