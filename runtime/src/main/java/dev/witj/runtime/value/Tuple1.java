package dev.witj.runtime.value;

import org.jspecify.annotations.Nullable;

/** A tuple of one element. */
public record Tuple1<T0>(T0 v0) implements Tuple {
  @Override
  public Object[] toArray() {
    return new Object[] {v0};
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tuple1<?> it && Values.equal(toArray(), it.toArray());
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
