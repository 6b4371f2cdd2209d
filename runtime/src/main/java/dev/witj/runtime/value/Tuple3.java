package dev.witj.runtime.value;

import org.jspecify.annotations.Nullable;

/** A tuple of 3 elements. */
public record Tuple3<T0, T1, T2>(T0 v0, T1 v1, T2 v2) implements Tuple {
  @Override
  public Object[] toArray() {
    return new Object[] {v0, v1, v2};
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tuple3<?, ?, ?> it && Values.equal(toArray(), it.toArray());
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
