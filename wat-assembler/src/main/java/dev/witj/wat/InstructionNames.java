package dev.witj.wat;

import dev.witj.binary.core.Opcode;
import org.jspecify.annotations.Nullable;

/**
 * Finds opcodes by their names where those stand in a text, without a string for each: an open hash
 * table over the opcodes' names.
 */
final class InstructionNames {
  private static final @Nullable Opcode[] TABLE = build();

  private InstructionNames() {}

  private static @Nullable Opcode[] build() {
    Opcode[] all = Opcode.values();
    @Nullable Opcode[] table = new Opcode[Integer.highestOneBit(all.length) * 4];
    for (Opcode opcode : all) {
      String name = opcode.text();
      int slot = hash(name, 0, name.length()) & (table.length - 1);
      while (true) {
        Opcode there = table[slot];
        if (there == null) {
          table[slot] = opcode;
          break;
        }
        if (there.text().equals(name)) {
          // Of those that share a name the first is found; the parser knows when to take another.
          break;
        }
        slot = (slot + 1) & (table.length - 1);
      }
    }
    return table;
  }

  private static int hash(String text, int start, int end) {
    int hash = end - start;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + text.charAt(i);
    }
    return hash ^ (hash >>> 11);
  }

  static @Nullable Opcode find(String text, int start, int end) {
    int slot = hash(text, start, end) & (TABLE.length - 1);
    while (true) {
      Opcode opcode = TABLE[slot];
      if (opcode == null) {
        return null;
      }
      String name = opcode.text();
      if (name.length() == end - start && text.startsWith(name, start)) {
        return opcode;
      }
      slot = (slot + 1) & (TABLE.length - 1);
    }
  }
}
