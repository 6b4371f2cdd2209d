package dev.witj.runtime.value;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Labels and their indices. The map is made when the first label is looked up. */
final class Labels {
  private final List<String> labels;
  private volatile Map<String, Integer> indices = Map.of();

  Labels(List<String> labels) {
    this.labels = List.copyOf(labels);
  }

  String label(int index) {
    return labels.get(index);
  }

  int index(String label) {
    Map<String, Integer> known = indices;
    if (known.isEmpty()) {
      known = new HashMap<>();
      for (int i = 0; i < labels.size(); i++) {
        known.put(labels.get(i), i);
      }
      indices = known;
    }
    Integer index = known.get(label);
    if (index == null) {
      throw new IllegalArgumentException("no `" + label + "` among " + labels);
    }
    return index;
  }
}
