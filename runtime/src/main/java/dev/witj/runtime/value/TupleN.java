package dev.witj.runtime.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tuple of more than sixteen elements. */
public record TupleN(List<Object> elements) implements Tuple {
  public TupleN {
    elements = List.copyOf(elements);
  }

  @Override
  public Object[] toArray() {
    return elements.toArray();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TupleN it && Values.equal(toArray(), it.toArray());
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
