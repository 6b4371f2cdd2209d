package dev.witj.runtime.async;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items that an iterator gives. */
final class IteratorReader<T extends @Nullable Object> implements StreamReader<T> {
  private Iterator<? extends T> items;

  IteratorReader(Iterator<? extends T> items) {
    this.items = items;
  }

  @Override
  public List<T> read(int max) {
    List<T> read = new ArrayList<>();
    while (read.size() < max && items.hasNext()) {
      read.add(items.next());
    }
    return read;
  }

  @Override
  public void close() {
    items = Collections.emptyIterator();
  }
}
