package dev.witj.engine.internal.compile;

import dev.witj.engine.internal.run.Polls;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;

/** Loops, which ask now and then whether they may go on. */
final class Loops {
  private static final ClassDesc POLLS = Names.of(Polls.class);

  private final MethodCompiler m;

  Loops(MethodCompiler m) {
    this.m = m;
  }

  /** Begins a loop. */
  void begin(int i) {
    Block block = m.blocks.open(Block.Form.LOOP, i);
    m.blocks.spill(block);
    if (m.exits.isShared()) {
      // There is no counting where a round may begin from elsewhere.
      m.code.bind(block.refill);
      return;
    }
    block.rounds = m.variables.allocate(Kind.INT);
    m.code.bind(block.refill);
    m.code.constant(m.body.rounds(i));
    m.code.storeOne(Kind.INT, block.rounds);
    m.code.bind(block.head);
  }

  /**
   * Ends a loop, at the place that its label is: it goes on counting down, in a loop of the JVM's
   * that HotSpot knows the bounds of and leaves alone, and asks in a loop around that one, so that
   * nothing within it may change the memory's array.
   */
  void end(Block block) {
    if (!block.used) {
      return;
    }
    Code.Target after = new Code.Target();
    if (!m.dead) {
      m.code.jump(Opcode.GOTO, after);
    }
    m.code.bind(block.label);
    m.line(block.at);
    if (!m.exits.isShared()) {
      m.code.increment(block.rounds, -1);
      m.code.loadOne(Kind.INT, block.rounds);
      m.code.jump(Opcode.IFGT, block.head);
    }
    m.variables.loadState();
    m.code.invokeStatic(POLLS, "ask", Types.POLL);
    m.code.jump(Opcode.GOTO, block.refill);
    if (!m.dead) {
      m.code.bind(after);
    }
  }
}
