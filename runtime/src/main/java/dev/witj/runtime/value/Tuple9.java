package dev.witj.runtime.value;

import org.jspecify.annotations.Nullable;

/** A tuple of 9 elements. */
public record Tuple9<T0, T1, T2, T3, T4, T5, T6, T7, T8>(
    T0 v0, T1 v1, T2 v2, T3 v3, T4 v4, T5 v5, T6 v6, T7 v7, T8 v8) implements Tuple {
  @Override
  public Object[] toArray() {
    return new Object[] {v0, v1, v2, v3, v4, v5, v6, v7, v8};
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tuple9<?, ?, ?, ?, ?, ?, ?, ?, ?> it
        && Values.equal(toArray(), it.toArray());
  }

  @Override
  public int hashCode() {
    return Values.hash(toArray());
  }

  @Override
  public String toString() {
    return Tuple.text(this);
  }
}
