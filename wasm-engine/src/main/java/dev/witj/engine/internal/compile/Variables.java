package dev.witj.engine.internal.compile;

import java.lang.classfile.Opcode;
import org.jspecify.annotations.Nullable;

/**
 * Where the variables of a function are within one of its methods: in a variable of the JVM, or, if
 * several methods of a split function must see it, in the function's frame.
 */
final class Variables {
  static final int NOWHERE = -1;

  private final Code code;
  private final String kinds;
  private final int[] slots;
  private int next;
  private int longs = NOWHERE;
  private int objects = NOWHERE;
  private int state;
  private @Nullable Frame homes;

  Variables(Code code, String kinds) {
    this.code = code;
    this.kinds = kinds;
    this.slots = new int[kinds.length()];
    java.util.Arrays.fill(slots, NOWHERE);
  }

  char kind(int variable) {
    return kinds.charAt(variable);
  }

  /** Gives a variable the next slot. */
  void place(int variable) {
    slots[variable] = allocate(kinds.charAt(variable));
  }

  boolean isPlaced(int variable) {
    return slots[variable] != NOWHERE;
  }

  /** A slot for something else. */
  int allocate(char kind) {
    int slot = next;
    next += Kind.width(kind);
    return slot;
  }

  /** Where the next slot is, for {@link #release}. */
  int mark() {
    return next;
  }

  /** Gives slots back. */
  void release(int mark) {
    next = mark;
  }

  /** The next slot holds the state. */
  void placeState() {
    state = allocate(Kind.REF);
  }

  /** The next slots hold the frame. */
  void placeFrame(Frame frame) {
    if (frame.hasLongs()) {
      longs = allocate(Kind.REF);
    }
    if (frame.hasObjects()) {
      objects = allocate(Kind.REF);
    }
  }

  void loadState() {
    code.loadOne(Kind.REF, state);
  }

  /** The slot of the long part of the frame. */
  int longsSlot() {
    return longs;
  }

  /** The slot of the part of the frame that holds references. */
  int objectsSlot() {
    return objects;
  }

  /** Variables that the frame is the home of are there from now on. */
  void setHomes(Frame frame) {
    homes = frame;
  }

  /** Puts a parameter into the frame if that is its home. */
  void moveHome(int variable, Frame frame) {
    if (frame.isHome(variable)) {
      slotToFrame(kinds.charAt(variable), slots[variable], frame.position(variable));
    }
  }

  /** Makes everything in the frame zero or null but parameters of these kinds. */
  void clearFrame(Frame frame, String params) {
    if (frame.hasLongs()) {
      code.loadOne(Kind.REF, longs);
      code.constant(frame.afterParams(params, false));
      code.constant(frame.longCount());
      code.op(Opcode.LCONST_0);
      code.invokeStatic(Types.ARRAYS, "fill", Types.FILL_LONGS);
    }
    if (frame.hasObjects()) {
      code.loadOne(Kind.REF, objects);
      code.constant(frame.afterParams(params, true));
      code.constant(frame.objectCount());
      code.op(Opcode.ACONST_NULL);
      code.invokeStatic(Types.ARRAYS, "fill", Types.FILL_OBJECTS);
    }
  }

  void load(int variable) {
    Frame home = homes;
    if (home != null && home.isHome(variable)) {
      fromFrame(kinds.charAt(variable), home.position(variable));
    } else {
      code.load(kinds.charAt(variable), slots[variable]);
    }
  }

  void store(int variable) {
    Frame home = homes;
    if (home != null && home.isHome(variable)) {
      toFrame(kinds.charAt(variable), home.position(variable));
    } else {
      code.store(kinds.charAt(variable), slots[variable]);
    }
  }

  /** Loads what is at a position of the frame. */
  void fromFrame(char kind, int position) {
    if (kind == Kind.REF) {
      code.loadOne(Kind.REF, objects);
      code.constant(position);
      code.op(Opcode.AALOAD);
      return;
    }
    for (int i = 0; i < Kind.positions(kind); i++) {
      code.loadOne(Kind.REF, longs);
      code.constant(position + i);
      code.op(Opcode.LALOAD);
      code.fromLong(kind);
    }
  }

  /** Puts the operand on top of the stack to a position of the frame. */
  void toFrame(char kind, int position) {
    int mark = mark();
    int slot = allocate(kind);
    code.store(kind, slot);
    slotToFrame(kind, slot, position);
    release(mark);
  }

  /** Puts a variable to a position of the frame. */
  void variableToFrame(int variable, int position) {
    slotToFrame(kinds.charAt(variable), slots[variable], position);
  }

  private void slotToFrame(char kind, int slot, int position) {
    if (kind == Kind.REF) {
      code.loadOne(Kind.REF, objects);
      code.constant(position);
      code.loadOne(Kind.REF, slot);
      code.op(Opcode.AASTORE);
      return;
    }
    char half = kind == Kind.VECTOR ? Kind.LONG : kind;
    for (int i = 0; i < Kind.positions(kind); i++) {
      code.loadOne(Kind.REF, longs);
      code.constant(position + i);
      code.loadOne(half, slot + 2 * i);
      code.toLong(half);
      code.op(Opcode.LASTORE);
    }
  }
}
