package dev.witj.engine.internal.compile;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the methods of a split function hand to one another in arrays: variables that a piece has
 * changed, and the values that branches out of a piece take along. Variables have a position each,
 * so that pieces within pieces do not get into each other's way; values of branches come after
 * them, since they are taken out before anything else happens.
 */
final class Frame {
  private final Map<Integer, Integer> positions = new HashMap<>();
  private final BitSet homes = new BitSet();
  private int longs;
  private int objects;

  private boolean spilled;

  /**
   * The frame of a function whose operands lie there after its variables, each by its position in
   * both arrays.
   */
  static Frame spilled(String locals, Spills spills) {
    Frame frame = new Frame();
    frame.spilled = true;
    int position = 0;
    for (int i = 0; i < locals.length(); i++) {
      frame.positions.put(i, position);
      position += Kind.positions(locals.charAt(i));
    }
    frame.homes.set(0, locals.length());
    frame.longs = Math.max(1, spills.positions());
    frame.objects = frame.longs;
    return frame;
  }

  /** Where what is no parameter begins, among numbers or among references. */
  int afterParams(String params, boolean references) {
    int after = 0;
    for (int i = 0; i < params.length(); i++) {
      char kind = params.charAt(i);
      if (spilled || ((kind == Kind.REF) == references && isHome(i))) {
        after += Kind.positions(kind);
      }
    }
    return after;
  }

  /** Makes it the only place of a variable, for all methods of the function. */
  void addHome(int variable, char kind) {
    add(variable, kind);
    homes.set(variable);
  }

  /** Whether it is the only place of a variable. */
  boolean isHome(int variable) {
    return homes.get(variable);
  }

  BitSet homes() {
    return homes;
  }

  /** Gives a variable a position, unless it has one. */
  void add(int variable, char kind) {
    if (!positions.containsKey(variable)) {
      positions.put(variable, kind == Kind.REF ? objects : longs);
      if (kind == Kind.REF) {
        objects++;
      } else {
        longs += Kind.positions(kind);
      }
    }
  }

  private int branchLongs;
  private int branchObjects;

  /** Makes room for the values of a branch. */
  void addBranch(String kinds) {
    int numbers = 0;
    int references = 0;
    for (int i = 0; i < kinds.length(); i++) {
      if (kinds.charAt(i) == Kind.REF) {
        references++;
      } else {
        numbers += Kind.positions(kinds.charAt(i));
      }
    }
    branchLongs = Math.max(branchLongs, numbers);
    branchObjects = Math.max(branchObjects, references);
  }

  int position(int variable) {
    return java.util.Objects.requireNonNull(positions.get(variable));
  }

  /** The position of one of the values that a branch takes along. */
  int branchPosition(String kinds, int index) {
    boolean reference = kinds.charAt(index) == Kind.REF;
    int at = reference ? objects : longs;
    for (int i = 0; i < index; i++) {
      char kind = kinds.charAt(i);
      if ((kind == Kind.REF) == reference) {
        at += Kind.positions(kind);
      }
    }
    return at;
  }

  boolean hasLongs() {
    return longCount() > 0;
  }

  boolean hasObjects() {
    return objectCount() > 0;
  }

  int longCount() {
    return longs + branchLongs;
  }

  int objectCount() {
    return objects + branchObjects;
  }

  /** The parameters that it takes. */
  List<ClassDesc> descs() {
    List<ClassDesc> descs = new ArrayList<>();
    if (hasLongs()) {
      descs.add(Names.LONGS);
    }
    if (hasObjects()) {
      descs.add(Names.OBJECTS);
    }
    return descs;
  }
}
