package dev.witj.wat;

import dev.witj.binary.core.Opcode;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Span;
import dev.witj.diagnostics.Suggestions;
import java.util.Arrays;
import java.util.Optional;
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

  /** The failure that a word names no instruction, with what it may have meant. */
  static RuntimeException unknown(String word, Span span) {
    Diagnostic unknown = WatCode.UNKNOWN_OPERATOR.error(word).at(span);
    return unknown
        .help(
            renamed(word)
                .or(
                    () ->
                        Suggestions.closest(
                            word, Arrays.stream(Opcode.values()).map(Opcode::text).toList()))
                .map(near -> "did you mean `" + near + "`?"))
        .toException();
  }

  /** What a name of before 1.0, which many texts on the web still show, has become. */
  private static Optional<String> renamed(String word) {
    String name =
        word.replaceFirst("^(get|set|tee)_(local|global)$", "$2.$1")
            .replace("grow_memory", "memory.grow")
            .replace("current_memory", "memory.size")
            .replaceFirst("^([if]\\d\\d\\.\\w+)/([if]\\d\\d)$", "$1_$2");
    return find(name, 0, name.length()) == null ? Optional.empty() : Optional.of(name);
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
