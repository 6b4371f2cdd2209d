package dev.witj.wat;

import dev.witj.binary.component.ComponentBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the elements of one component stand in the text while it is put together. */
final class ElementPositions {
  private final ComponentBuilder builder;
  private final List<Integer> keywords = new ArrayList<>();
  private final Map<Integer, TextPositions> nested = new HashMap<>();

  ElementPositions(ComponentBuilder builder) {
    this.builder = builder;
  }

  /** Notes that the elements added since the last note come from the field that a token begins. */
  void note(int keyword) {
    while (keywords.size() < builder.size()) {
      keywords.add(keyword);
    }
  }

  /** Notes where the parts of the element that is added next stand. */
  void nested(@Nullable TextPositions inside) {
    if (inside != null) {
      nested.put(builder.size(), inside);
    }
  }

  /** Adds all that was noted, by offset in the finished component. */
  void writeTo(TextPositions positions) {
    for (int i = 0; i < builder.size(); i++) {
      int offset = builder.offset(i);
      // Names come last and have no field of their own.
      positions.add(offset, i < keywords.size() ? keywords.get(i) : TextPositions.NOWHERE);
      TextPositions inside = nested.get(i);
      if (inside != null) {
        positions.addAll(inside, offset);
      }
    }
  }
}
