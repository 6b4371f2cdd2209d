package dev.witj.binary.internal.core;

import dev.witj.binary.Features;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.TableType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What instructions may refer to. Types are canonical. */
public final class ModuleContext {
  final Features features;
  public final CanonicalTypes types;
  public final TypeSpace typeSpace;

  /** The canonical type of each function. */
  public final IntList functions = new IntList();

  public final List<TableType> tables = new ArrayList<>();
  public final List<MemoryType> memories = new ArrayList<>();
  public final List<GlobalType> globals = new ArrayList<>();

  /** The type code of each global. */
  public final IntList globalTypes = new IntList();

  /** How many globals are imported. */
  public int importedGlobals;

  /** The canonical type of each tag. */
  public final IntList tags = new IntList();

  /** The type code of each element segment. */
  public final IntList elements = new IntList();

  /** How many data segments are announced before the code; -1 if nothing is announced. */
  public int dataCount = -1;

  /** The functions that {@code ref.func} may name in a body. */
  public final BitSet declared = new BitSet();

  /** Whether each opcode is in the feature set. */
  final boolean[] enabled;

  public ModuleContext(Features features, CanonicalTypes types) {
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
  public static final class IntList {
    private int[] items = new int[8];
    private int size;

    public void add(int item) {
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
      }
      items[size++] = item;
    }

    public int get(int index) {
      if (index >= size) {
        throw new IndexOutOfBoundsException(index);
      }
      return items[index];
    }

    public int size() {
      return size;
    }

    public boolean has(int index) {
      return Integer.compareUnsigned(index, size) < 0;
    }

    public List<Integer> toList() {
      return Arrays.stream(items, 0, size).boxed().toList();
    }
  }
}
