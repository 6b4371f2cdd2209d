package dev.witj.wat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The labels of the blocks around an instruction, innermost first when counted. */
final class LabelScopes {
  private final Map<String, Integer> depths = new HashMap<>();
  private final Deque<Label> open = new ArrayDeque<>();
  private final List<IndexSpace.DebugName> debugNames = new ArrayList<>();
  private int blocks;

  /** One label; {@code hidden} is the depth of an outer label of the same name. */
  private record Label(@Nullable Identifier id, @Nullable Integer hidden) {}

  /** The names of all blocks that have one, by the order in which blocks begin. */
  List<IndexSpace.DebugName> debugNames() {
    return debugNames;
  }

  /** Forgets everything, for the next function. */
  void reset() {
    depths.clear();
    open.clear();
    debugNames.clear();
    blocks = 0;
  }

  void push(@Nullable Identifier id, @Nullable String annotation) {
    Integer hidden = id == null ? null : depths.put(id.name(), open.size());
    open.push(new Label(id, hidden));
    String name = annotation != null ? annotation : id != null ? id.name() : null;
    if (name != null) {
      debugNames.add(new IndexSpace.DebugName(blocks, name));
    }
    blocks++;
  }

  /** Leaves the innermost block. */
  void pop() {
    Label label = open.pop();
    Identifier id = label.id();
    if (id != null) {
      if (label.hidden() == null) {
        depths.remove(id.name());
      } else {
        depths.put(id.name(), label.hidden());
      }
    }
  }

  /** Takes the label that may follow {@code end} and the like; it must be the innermost block's. */
  void takeRepeated(WatCursor cursor) {
    Identifier again = cursor.takeId();
    if (again != null) {
      Label label = open.peek();
      Identifier id = label == null ? null : label.id();
      if (id == null || !id.name().equals(again.name())) {
        throw WatCursor.failAt(again.span(), WatCode.MISMATCHED_LABEL);
      }
    }
  }

  /** Takes a label from the cursor: how many blocks lie between. */
  int expect(WatCursor cursor) {
    if (!cursor.isId()) {
      return cursor.expectIndexNumber();
    }
    String name = cursor.idName();
    Integer depth = depths.get(name);
    if (depth == null) {
      throw IndexSpace.unknown("label", name, depths.keySet(), cursor.span());
    }
    cursor.advance();
    return open.size() - 1 - depth;
  }
}
