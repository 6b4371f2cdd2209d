package dev.witj.binary.core;

import dev.witj.binary.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What instructions may refer to. Types are canonical. */
final class ModuleContext {
  final Features features;
  final CoreTypes types;
  final TypeSpace typeSpace;

  /** The canonical type of each function. */
  final IntList functions = new IntList();

  final List<TableType> tables = new ArrayList<>();
  final List<MemoryType> memories = new ArrayList<>();
  final List<GlobalType> globals = new ArrayList<>();

  /** The type code of each global. */
  final IntList globalTypes = new IntList();

  /** How many globals are imported. */
  int importedGlobals;

  /** The canonical type of each tag. */
  final IntList tags = new IntList();

  /** The type code of each element segment. */
  final IntList elements = new IntList();

  /** How many data segments are announced before the code; -1 if nothing is announced. */
  int dataCount = -1;

  /** The functions that {@code ref.func} may name in a body. */
  final BitSet declared = new BitSet();

  /** Whether each opcode is in the feature set. */
  final boolean[] enabled;

  ModuleContext(Features features, CoreTypes types) {
    this.features = features;
    this.types = types;
    this.typeSpace = new TypeSpace(types, features);
    Opcode[] opcodes = Opcode.values();
    enabled = new boolean[opcodes.length];
    for (Opcode opcode : opcodes) {
      enabled[opcode.ordinal()] = InstructionValidator.isEnabled(opcode, features);
    }
  }

  /** A growing list of ints. */
  static final class IntList {
    private int[] items = new int[8];
    private int size;

    void add(int item) {
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
      }
      items[size++] = item;
    }

    int get(int index) {
      if (index >= size) {
        throw new IndexOutOfBoundsException(index);
      }
      return items[index];
    }

    int size() {
      return size;
    }

    boolean has(int index) {
      return Integer.compareUnsigned(index, size) < 0;
    }

    List<Integer> toList() {
      return Arrays.stream(items, 0, size).boxed().toList();
    }
  }
}
