package dev.witj.encode.internal.module;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.ByteWriter;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The code that gives an adapter its stack. */
final class AdapterStack {
  private static final int PAGE = 65536;
  private static final int RUNNING = 1;
  private static final int DONE = 2;

  private AdapterStack() {}

  /** An allocator that can allocate whole pages only, and nothing again. */
  static FunctionBody reallocByGrowing() {
    List<Instruction> code = new ArrayList<>();
    demand(code, 0, 0);
    demand(code, 0, 1);
    demand(code, PAGE, 3);
    code.add(new Instruction.I32Const(1));
    code.add(new Instruction.Index(Opcode.MEMORY_GROW, 0));
    code.add(new Instruction.Index(Opcode.LOCAL_TEE, 4));
    code.add(new Instruction.I32Const(-1));
    code.add(new Instruction.Plain(Opcode.I32_EQ));
    trapIf(code);
    code.add(new Instruction.Index(Opcode.LOCAL_GET, 4));
    code.add(new Instruction.I32Const(16));
    code.add(new Instruction.Plain(Opcode.I32_SHL));
    return body(List.of(new FunctionBody.Locals(1, NumType.I32)), code);
  }

  private static void demand(List<Instruction> code, int value, int param) {
    code.add(new Instruction.I32Const(value));
    code.add(new Instruction.Index(Opcode.LOCAL_GET, param));
    code.add(new Instruction.Plain(Opcode.I32_NE));
    trapIf(code);
  }

  private static void trapIf(List<Instruction> code) {
    code.add(new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY));
    code.add(new Instruction.Plain(Opcode.UNREACHABLE));
    code.add(new Instruction.Plain(Opcode.END));
  }

  /**
   * Allocates a page and lets a variable point to its end.
   *
   * @param state the variable that tells whether that has been done, if there is one
   */
  static FunctionBody allocate(int realloc, int stackPointer, OptionalInt state) {
    List<Instruction> code = new ArrayList<>();
    if (state.isPresent()) {
      code.add(new Instruction.Index(Opcode.GLOBAL_GET, state.getAsInt()));
      code.add(new Instruction.I32Const(0));
      code.add(new Instruction.Plain(Opcode.I32_EQ));
      code.add(new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY));
      set(code, state.getAsInt(), RUNNING);
    }
    code.add(new Instruction.I32Const(0));
    code.add(new Instruction.I32Const(0));
    code.add(new Instruction.I32Const(8));
    code.add(new Instruction.I32Const(PAGE));
    code.add(new Instruction.Index(Opcode.CALL, realloc));
    code.add(new Instruction.I32Const(PAGE));
    code.add(new Instruction.Plain(Opcode.I32_ADD));
    code.add(new Instruction.Index(Opcode.GLOBAL_SET, stackPointer));
    if (state.isPresent()) {
      set(code, state.getAsInt(), DONE);
      code.add(new Instruction.Plain(Opcode.END));
    }
    return body(List.of(), code);
  }

  private static void set(List<Instruction> code, int variable, int value) {
    code.add(new Instruction.I32Const(value));
    code.add(new Instruction.Index(Opcode.GLOBAL_SET, variable));
  }

  /** The body with a call of a function without parameters before all else. */
  static FunctionBody callFirst(int function, FunctionBody body) {
    ByteWriter out = new ByteWriter(body.bytes().size() + 8);
    new Instruction.Index(Opcode.CALL, function).write(out);
    out.writeSlice(body.code());
    return FunctionBody.of(body.locals(), ByteSlice.of(out.toByteArray()));
  }

  private static FunctionBody body(List<FunctionBody.Locals> locals, List<Instruction> code) {
    ByteWriter out = new ByteWriter();
    code.forEach(instruction -> instruction.write(out));
    new Instruction.Plain(Opcode.END).write(out);
    return FunctionBody.of(locals, ByteSlice.of(out.toByteArray()));
  }
}
