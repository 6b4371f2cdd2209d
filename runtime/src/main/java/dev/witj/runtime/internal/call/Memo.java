package dev.witj.runtime.internal.call;

import org.jspecify.annotations.Nullable;

/**
 * Something that all instances of a linked component share, made when it is first needed, for one
 * way of making it. Thread-safe: what is kept is immutable, and making it twice does no harm.
 *
 * @param <K> what it is made from, compared by identity
 * @param <V> what is made
 */
final class Memo<K, V> {
  private volatile @Nullable Entry<K, V> entry;

  private record Entry<K, V>(K key, V value) {}

  /** Makes what is kept. */
  @FunctionalInterface
  interface Make<V> {
    V make();
  }

  /** What is kept for a key if that is the one asked for last, or else what is made now. */
  @SuppressWarnings("ReferenceEquality") // Comparing codecs by what is in them would cost more.
  V get(K key, Make<V> make) {
    Entry<K, V> known = entry;
    if (known == null || known.key != key) {
      known = new Entry<>(key, make.make());
      entry = known;
    }
    return known.value;
  }
}
