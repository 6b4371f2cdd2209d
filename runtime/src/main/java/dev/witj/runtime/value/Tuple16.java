package dev.witj.runtime.value;

import org.jspecify.annotations.Nullable;

/** A tuple of 16 elements. */
public record Tuple16<T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15>(
    T0 v0,
    T1 v1,
    T2 v2,
    T3 v3,
    T4 v4,
    T5 v5,
    T6 v6,
    T7 v7,
    T8 v8,
    T9 v9,
    T10 v10,
    T11 v11,
    T12 v12,
    T13 v13,
    T14 v14,
    T15 v15)
    implements Tuple {
  @Override
  public Object[] toArray() {
    return new Object[] {v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15};
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tuple16<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> it
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
