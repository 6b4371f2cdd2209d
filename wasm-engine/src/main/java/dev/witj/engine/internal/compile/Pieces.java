package dev.witj.engine.internal.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pieces of a function, by where they begin, and by the blocks whose ends lie in them. */
final class Pieces {
  private final Map<Integer, Piece> runs = new HashMap<>();
  private final Map<Integer, Piece> arms = new HashMap<>();
  private final Map<Integer, Piece> entries = new HashMap<>();

  private boolean tooLarge;

  /** Whether what is left of the function beside them is too large for a method. */
  boolean isTooLarge() {
    return tooLarge;
  }

  void setTooLarge(boolean tooLarge) {
    this.tooLarge = tooLarge;
  }

  /** Adds a piece that is entered at its beginning; of two with the same the larger one counts. */
  void addRun(Piece piece) {
    runs.merge(piece.from, piece, (a, b) -> b.to > a.to ? b : a);
  }

  /** Adds a piece that is entered at the ends of blocks. */
  void addArms(Piece piece) {
    arms.put(piece.from, piece);
    for (int block : piece.entries) {
      entries.put(block, piece);
    }
  }

  /** The piece that takes the place of the instructions from one on; null if there is none. */
  @Nullable Piece at(int from, int to, @Nullable Piece within) {
    Piece several = arms.get(from);
    if (several != null && several != within && several.to <= to) {
      return several;
    }
    Piece one = runs.get(from);
    return one != null && one != within && one.to <= to ? one : null;
  }

  /** Whether a piece begins with an instruction. */
  boolean beginsAt(int from) {
    return runs.containsKey(from) || arms.containsKey(from);
  }

  /** The piece that branches to a block go into; null if there is none. */
  @Nullable Piece enteredBy(int block) {
    return entries.get(block);
  }

  boolean hasArms() {
    return !arms.isEmpty();
  }

  /** Inner ones first, so that it is known how they are left. */
  List<Piece> inOrder() {
    List<Piece> order = new ArrayList<>(runs.values());
    order.addAll(arms.values());
    order.sort(
        Comparator.<Piece>comparingInt(p -> p.to - p.from)
            .thenComparingInt(p -> p.from)
            .thenComparingInt(p -> p.entries.length));
    return order;
  }
}
