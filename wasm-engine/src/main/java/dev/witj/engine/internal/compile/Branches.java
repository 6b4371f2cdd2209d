package dev.witj.engine.internal.compile;

import java.lang.classfile.Opcode;

/** Branches to blocks of the method and out of it. */
final class Branches {
  private final MethodCompiler m;

  Branches(MethodCompiler m) {
    this.m = m;
  }

  /** Jumps out of a block; what is on the stack is spent. */
  void branch(int to) {
    m.spilled.carry(to);
    leave(to);
  }

  /** Jumps out of a block; values that lie in the frame are where they are taken along to. */
  void leave(int to) {
    Block block = m.blocks.find(to);
    if (block == null) {
      m.exits.leave(to, true);
    } else if (block.form == Block.Form.OUTERMOST) {
      m.calls.giveResults();
    } else {
      Operands.Snapshot before = m.operands.snapshot();
      int mark = m.variables.mark();
      adjust(block);
      m.variables.release(mark);
      Piece part = m.arms.of(block);
      if (part == null) {
        block.used = true;
        m.code.jump(Opcode.GOTO, block.label);
      } else {
        m.arms.jump(part, to);
      }
      m.operands.restore(before);
    }
    m.dead = true;
  }

  /** Makes the JVM's stack what a label expects. */
  private void adjust(Block block) {
    String kinds = block.branchKinds();
    if (isAdjusted(block)) {
      return;
    }
    int[] slots = m.blocks.storeTop(kinds);
    m.operands.pop(kinds.length());
    while (m.operands.size() > Math.max(block.height, m.operands.spilled())) {
      m.code.drop(m.operands.pop());
    }
    for (int i = block.spilled; i < Math.min(block.height, m.operands.spilled()); i++) {
      m.code.load(m.operands.kind(i), m.operands.slot(i));
    }
    m.blocks.loadAll(kinds, slots);
  }

  /** Whether a branch to a block is a jump. */
  boolean isPlain(Block block) {
    return block.form != Block.Form.OUTERMOST
        && isAdjusted(block)
        && m.arms.of(block) == null
        && !m.spilled.carries(block.at);
  }

  /** Whether the JVM's stack is already what a label expects. */
  boolean isAdjusted(Block block) {
    return m.operands.size() - block.branchKinds().length() == block.height
        && m.operands.spilled() == block.spilled;
  }

  /** Jumps out of a block if a condition holds. */
  void branchIf(Opcode jump, int to) {
    Block block = m.blocks.find(to);
    if (block != null && isPlain(block)) {
      block.used = true;
      m.code.jump(jump, block.label);
      return;
    }
    Code.Target stay = new Code.Target();
    m.code.jump(Code.inverse(jump), stay);
    Operands.Snapshot before = m.operands.snapshot();
    branch(to);
    m.operands.restore(before);
    m.dead = false;
    m.code.bind(stay);
  }
}
