package dev.witj.binary.core;

import dev.witj.binary.ByteWriter;
import dev.witj.binary.internal.core.InstructionWriter;
import java.util.List;

/**
 * One instruction as a value, for those who want to keep it. To run over a function body without an
 * object for each instruction, use {@link InstructionReader}.
 *
 * <p>The record is chosen by the opcode's {@link Immediate}; {@link Index} and {@link Indices}
 * serve all those that are one or two indices.
 */
public sealed interface Instruction {
  /** What it does. */
  Opcode opcode();

  /** Nothing follows ({@link Immediate#NONE}, {@link Immediate#FENCE}). */
  record Plain(Opcode opcode) implements Instruction {}

  /** {@link Immediate#BLOCK_TYPE}. */
  record Block(Opcode opcode, BlockType type) implements Instruction {}

  /** {@link Immediate#BLOCK_CATCHES}. */
  record TryTable(Opcode opcode, BlockType type, List<CatchClause> catches) implements Instruction {
    public TryTable {
      catches = List.copyOf(catches);
    }
  }

  /** One index: a label, function, type, local, global, table, memory, segment or tag. */
  record Index(Opcode opcode, int index) implements Instruction {}

  /** Two indices, or an index and a length, in the order of the binary format. */
  record Indices(Opcode opcode, int first, int second) implements Instruction {}

  /** {@link Immediate#LABELS}. */
  record Branches(Opcode opcode, List<Integer> labels, int otherwise) implements Instruction {
    public Branches {
      labels = List.copyOf(labels);
    }
  }

  /** {@link Immediate#MEMARG}. */
  record Memory(Opcode opcode, MemArg access) implements Instruction {}

  /** {@link Immediate#MEMARG_LANE}. */
  record MemoryLane(Opcode opcode, MemArg access, int lane) implements Instruction {}

  /** {@link Immediate#LANE}. */
  record Lane(Opcode opcode, int lane) implements Instruction {}

  /** {@link Immediate#SHUFFLE}: eight lanes in each number, the first in its lowest byte. */
  record Shuffle(Opcode opcode, long low, long high) implements Instruction {
    /** The lane at a position from 0 to 15. */
    public int lane(int position) {
      return (int) ((position < 8 ? low : high) >>> (position % 8 * 8)) & 0xff;
    }
  }

  /** {@link Immediate#I32}. */
  record I32Const(int value) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.I32_CONST;
    }
  }

  /** {@link Immediate#I64}. */
  record I64Const(long value) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.I64_CONST;
    }
  }

  /** {@link Immediate#F32}, as its bits. */
  record F32Const(int bits) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.F32_CONST;
    }
  }

  /** {@link Immediate#F64}, as its bits. */
  record F64Const(long bits) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.F64_CONST;
    }
  }

  /** {@link Immediate#V128}: the first eight bytes, then the others, each little-endian. */
  record V128Const(long low, long high) implements Instruction {
    @Override
    public Opcode opcode() {
      return Opcode.V128_CONST;
    }
  }

  /** {@link Immediate#HEAP_TYPE}. */
  record Heap(Opcode opcode, HeapType type) implements Instruction {}

  /** {@link Immediate#SELECT_TYPES}. */
  record Select(Opcode opcode, List<ValType> types) implements Instruction {
    public Select {
      types = List.copyOf(types);
    }
  }

  /** {@link Immediate#LABEL_CAST}. */
  record CastBranch(Opcode opcode, int label, RefType from, RefType to) implements Instruction {}

  /** Appends the shortest binary form. */
  default void write(ByteWriter out) {
    InstructionWriter.write(this, out);
  }
}
