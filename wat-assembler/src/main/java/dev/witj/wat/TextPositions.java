package dev.witj.wat;

import dev.witj.diagnostics.Span;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the parts of an assembled binary stand in its text, so that what a validator says of the
 * binary can be shown in the text: the fields of modules and components, and the instructions.
 */
final class TextPositions {
  /** Stands for a token where a part is not written in the text. */
  static final int NOWHERE = -1;

  private final Tokens tokens;
  private int[] offsets = new int[64];
  private int[] noted = new int[64];
  private int count;

  TextPositions(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Notes that what is at an offset, and behind it up to the next note, is what a token begins;
   * offsets must ascend.
   */
  void add(int offset, int token) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, count * 2);
      noted = Arrays.copyOf(noted, count * 2);
    }
    offsets[count] = offset;
    noted[count++] = token;
  }

  /** Notes that what is at an offset, and behind it, stands nowhere in the text. */
  void addUnknown(int offset) {
    add(offset, NOWHERE);
  }

  /** Takes over what was noted for a part that lies at an offset of this. */
  void addAll(TextPositions part, int offset) {
    for (int i = 0; i < part.count; i++) {
      add(offset + part.offsets[i], part.noted[i]);
    }
  }

  /** What stands in the text for the smallest part that lies at an offset of the binary, if any. */
  Optional<Span> at(int offset) {
    int found = Arrays.binarySearch(offsets, 0, count, offset);
    int last = found < 0 ? -found - 2 : found;
    return last < 0 || noted[last] == NOWHERE
        ? Optional.empty()
        : Optional.of(tokens.span(noted[last]));
  }
}
