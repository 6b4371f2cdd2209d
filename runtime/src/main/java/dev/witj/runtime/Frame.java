package dev.witj.runtime;

import dev.witj.binary.component.Sort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The index spaces of one component while an instance of it is made. */
final class Frame implements TypeScope {
  private final @Nullable Frame outer;
  private final List<List<Object>> spaces = new ArrayList<>();
  private final Map<String, Item> exports = new LinkedHashMap<>();

  Frame(@Nullable Frame outer) {
    this.outer = outer;
    for (int i = 0; i < Sort.values().length; i++) {
      spaces.add(new ArrayList<>(0));
    }
  }

  /** Gives something the next index of its sort. */
  void add(Sort sort, Object item) {
    spaces.get(sort.ordinal()).add(item);
  }

  /** What has an index. */
  Object get(Sort sort, int index) {
    return spaces.get(sort.ordinal()).get(index);
  }

  /** How many things of a sort there are. */
  int count(Sort sort) {
    return spaces.get(sort.ordinal()).size();
  }

  Item item(Sort sort, int index) {
    return (Item) get(sort, index);
  }

  /** The frame so many components further out; 0 is this one. */
  Frame outer(int count) {
    Frame at = this;
    for (int i = 0; i < count; i++) {
      at = java.util.Objects.requireNonNull(at.outer);
    }
    return at;
  }

  Map<String, Item> exports() {
    return exports;
  }

  @Override
  public TypeItem type(int index) {
    return (TypeItem) get(Sort.TYPE, index);
  }

  @Override
  public @Nullable TypeScope enclosing() {
    return outer;
  }
}
