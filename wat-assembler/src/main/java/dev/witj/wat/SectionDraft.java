package dev.witj.wat;

import dev.witj.binary.ByteWriter;
import org.jspecify.annotations.Nullable;

/** A section under construction. */
final class SectionDraft {
  final int id;
  final ByteWriter items = new ByteWriter();
  final @Nullable TextPositions positions;
  int count;

  /**
   * An empty section.
   *
   * @param positions takes where the items stand in the text, by offset in {@link #items}
   */
  SectionDraft(int id, @Nullable TextPositions positions) {
    this.id = id;
    this.positions = positions;
  }

  /**
   * Where the next item goes.
   *
   * @param token what stands for it in the text
   */
  ByteWriter next(int token) {
    if (positions != null) {
      positions.add(items.size(), token);
    }
    count++;
    return items;
  }

  /** Writes the section if it holds anything; {@code noted} takes over where that stands. */
  void write(ByteWriter out, @Nullable TextPositions noted) {
    if (count > 0) {
      out.writeByte(id).writeSized(new ByteWriter().writeU32(count).writeAll(items));
      if (noted != null && positions != null) {
        noted.addAll(positions, out.size() - items.size());
        noted.addUnknown(out.size());
      }
    }
  }
}
