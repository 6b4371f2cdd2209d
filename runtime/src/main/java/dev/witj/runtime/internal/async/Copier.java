package dev.witj.runtime.internal.async;

/** Whoever reads or writes, as the channel sees it. */
public interface Copier {
  /** What is read into or written from. */
  Buffer buffer();

  /**
   * The instance that does it, or the host.
   *
   * @return an identity
   */
  Object owner();

  /** Some values were copied; more may be, until {@link Shared#reclaim}. */
  void onCopy();

  /** It is over. */
  void onCopyDone(CopyResult result);
}
