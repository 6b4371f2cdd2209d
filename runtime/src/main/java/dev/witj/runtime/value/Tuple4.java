package dev.witj.runtime.value;

import org.jspecify.annotations.Nullable;

/** A tuple of 4 elements. */
public record Tuple4<T0, T1, T2, T3>(T0 v0, T1 v1, T2 v2, T3 v3) implements Tuple {
  @Override
  public Object[] toArray() {
    return new Object[] {v0, v1, v2, v3};
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tuple4<?, ?, ?, ?> it && Values.equal(toArray(), it.toArray());
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
