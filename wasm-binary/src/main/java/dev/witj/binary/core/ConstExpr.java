package dev.witj.binary.core;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import java.util.List;

/** A constant expression: its instructions in binary form, the last {@code end} included. */
public record ConstExpr(ByteSlice code) {
  /** An expression of these instructions, to which the last {@code end} is added. */
  public static ConstExpr of(List<Instruction> instructions) {
    ByteWriter out = new ByteWriter(16);
    instructions.forEach(instruction -> instruction.write(out));
    out.writeByte(Opcode.END.code());
    return new ConstExpr(ByteSlice.of(out.toByteArray()));
  }

  /** The instructions, without the last {@code end}. */
  public List<Instruction> instructions() {
    List<Instruction> all = InstructionReader.instructions(code);
    return List.copyOf(all.subList(0, all.size() - 1));
  }
}
