package dev.witj.binary.internal.core;

import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.CatchClause;
import dev.witj.binary.core.Immediate;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemArg;
import dev.witj.binary.core.Opcode;

/** The binary form of instructions and of the types in them. */
public final class InstructionWriter {
  private InstructionWriter() {}

  public static void write(Instruction instruction, ByteWriter out) {
    Opcode opcode = instruction.opcode();
    if (opcode.isPrefixed()) {
      out.writeByte(opcode.prefix()).writeU32(opcode.code() & 0xffff);
    } else {
      out.writeByte(opcode.code());
    }
    switch (instruction) {
      case Instruction.Plain _ -> {
        if (opcode.immediate() == Immediate.FENCE) {
          out.writeByte(0);
        }
      }
      case Instruction.Block block -> TypeWriter.blockType(block.type(), out);
      case Instruction.TryTable table -> {
        TypeWriter.blockType(table.type(), out);
        out.writeU32(table.catches().size());
        table.catches().forEach(clause -> write(clause, out));
      }
      case Instruction.Index index -> out.writeU32(index.index());
      case Instruction.Indices two -> out.writeU32(two.first()).writeU32(two.second());
      case Instruction.Branches branches -> {
        out.writeU32(branches.labels().size());
        branches.labels().forEach(out::writeU32);
        out.writeU32(branches.otherwise());
      }
      case Instruction.Memory memory -> write(memory.access(), out);
      case Instruction.MemoryLane memory -> {
        write(memory.access(), out);
        out.writeByte(memory.lane());
      }
      case Instruction.Lane lane -> out.writeByte(lane.lane());
      case Instruction.Shuffle shuffle ->
          out.writeFixed64(shuffle.low()).writeFixed64(shuffle.high());
      case Instruction.I32Const number -> out.writeSigned(number.value());
      case Instruction.I64Const number -> out.writeSigned(number.value());
      case Instruction.F32Const number -> out.writeFixed32(number.bits());
      case Instruction.F64Const number -> out.writeFixed64(number.bits());
      case Instruction.V128Const vector ->
          out.writeFixed64(vector.low()).writeFixed64(vector.high());
      case Instruction.Heap heap -> TypeWriter.heapType(heap.type(), out);
      case Instruction.Select select -> {
        out.writeU32(select.types().size());
        select.types().forEach(type -> TypeWriter.valType(type, out));
      }
      case Instruction.CastBranch cast -> {
        out.writeByte((cast.from().nullable() ? 1 : 0) | (cast.to().nullable() ? 2 : 0));
        out.writeU32(cast.label());
        TypeWriter.heapType(cast.from().heap(), out);
        TypeWriter.heapType(cast.to().heap(), out);
      }
    }
  }

  private static void write(MemArg access, ByteWriter out) {
    if (access.memory() == 0) {
      out.writeU32(access.align());
    } else {
      out.writeU32(access.align() | 1 << 6).writeU32(access.memory());
    }
    out.writeU64(access.offset());
  }

  private static void write(CatchClause clause, ByteWriter out) {
    out.writeByte(clause.code());
    if (clause instanceof CatchClause.Tagged tagged) {
      out.writeU32(tagged.tag());
    }
    out.writeU32(clause.label());
  }
}
