package dev.witj.wit;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An immutable row of entries, referred to by their index. What an entry depends on stands before
 * it.
 */
public record Arena<T>(List<T> entries) implements Iterable<T> {
  public Arena {
    entries = List.copyOf(entries);
  }

  /** The entry at an index. */
  public T get(int index) {
    return entries.get(index);
  }

  /** How many entries there are. */
  public int size() {
    return entries.size();
  }

  /** All entries in order. */
  public Stream<T> stream() {
    return entries.stream();
  }

  @Override
  public Iterator<T> iterator() {
    return entries.iterator();
  }
}
