package dev.witj.engine.internal.compile;

import java.util.Arrays;

/**
 * The kinds of what is on the operand stack. Operands below a loop or a {@code try_table} lie in
 * variables meanwhile: HotSpot compiles a running loop only if nothing is on the stack there, and a
 * handler of exceptions finds nothing on it.
 */
final class Operands {
  private char[] kinds = new char[32];

  /** The variables of those that are not on the JVM's stack, which are the lowest. */
  private int[] slots = new int[32];

  private int size;
  private int spilled;

  int size() {
    return size;
  }

  /** How many of the lowest lie in variables. */
  int spilled() {
    return spilled;
  }

  void setSpilled(int count) {
    spilled = count;
  }

  int slot(int index) {
    return slots[index];
  }

  void setSlot(int index, int slot) {
    slots[index] = slot;
  }

  void push(char kind) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * size);
      slots = Arrays.copyOf(slots, 2 * size);
    }
    kinds[size++] = kind;
  }

  void push(String several) {
    for (int i = 0; i < several.length(); i++) {
      push(several.charAt(i));
    }
  }

  char pop() {
    return kinds[--size];
  }

  void pop(int count) {
    size -= count;
  }

  char top() {
    return kinds[size - 1];
  }

  char kind(int index) {
    return kinds[index];
  }

  /** What is on it from an index on. */
  String from(int index) {
    return new String(kinds, index, size - index);
  }

  /** Makes it so many of the lowest and these on top. */
  void reset(int height, String above) {
    size = height;
    push(above);
  }

  /** What it is now, for {@link #restore}. */
  record Snapshot(int size, int spilled) {}

  Snapshot snapshot() {
    return new Snapshot(size, spilled);
  }

  /** Takes back what was popped meanwhile; what was pushed lay above that. */
  void restore(Snapshot snapshot) {
    size = snapshot.size;
    spilled = snapshot.spilled;
  }
}
