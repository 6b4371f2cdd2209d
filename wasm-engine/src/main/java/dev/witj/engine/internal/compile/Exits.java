package dev.witj.engine.internal.compile;

import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The ways out of pieces: what they give back says which branch is to be taken. */
final class Exits {
  private final MethodCompiler m;

  /** Where a piece ends, with the number of the way out on the stack. */
  private final Code.Target wayOut = new Code.Target();

  Exits(MethodCompiler m) {
    this.m = m;
  }

  /** Ends the method of a piece. */
  void end(Piece part) {
    part.endReached = !m.dead;
    if (!m.dead) {
      m.code.constant(0);
    } else if (part.exits().isEmpty()) {
      return;
    }
    m.code.bind(wayOut);
    for (int variable : part.writes) {
      m.variables.variableToFrame(variable, m.frame.position(variable));
    }
    m.code.op(Opcode.IRETURN);
  }

  /**
   * Ends a piece by a branch to a block outside of it.
   *
   * @param values whether the values of the branch are on the stack, and not in the frame already
   */
  void leave(int to, boolean values) {
    Piece part = Objects.requireNonNull(m.piece);
    Operands.Snapshot before = m.operands.snapshot();
    if (values) {
      String kinds = m.body.branchKinds(to);
      for (int i = kinds.length() - 1; i >= 0; i--) {
        m.variables.toFrame(kinds.charAt(i), m.frame.branchPosition(kinds, i));
        m.operands.pop();
      }
    }
    while (m.operands.size() > m.operands.spilled()) {
      m.code.drop(m.operands.pop());
    }
    m.code.constant(part.exit(to));
    m.code.jump(Opcode.GOTO, wayOut);
    m.operands.restore(before);
  }

  /** Goes on after a piece within this method has been called, and has left its way out. */
  void after(Piece part) {
    List<Integer> exits = part.exits();
    if (exits.isEmpty()) {
      m.code.op(Opcode.POP);
      if (!part.endReached) {
        m.control.unreachable();
      }
      return;
    }
    Code.Target end = new Code.Target();
    Operands.Snapshot before = m.operands.snapshot();
    if (exits.size() == 1) {
      if (part.endReached) {
        m.code.jump(Opcode.IFEQ, end);
      } else {
        m.code.op(Opcode.POP);
      }
      takeExit(exits.getFirst());
    } else {
      List<Code.Target> targets = new ArrayList<>();
      exits.forEach(_ -> targets.add(new Code.Target()));
      m.code.tableSwitch(1, targets, part.endReached ? end : targets.getFirst());
      for (int i = 0; i < exits.size(); i++) {
        m.operands.restore(before);
        m.code.bind(targets.get(i));
        takeExit(exits.get(i));
      }
    }
    m.operands.restore(before);
    m.dead = !part.endReached;
    if (part.endReached) {
      m.code.bind(end);
    }
  }

  /** Takes a branch whose values lie in the frame. */
  private void takeExit(int to) {
    if (m.blocks.find(to) == null) {
      leave(to, false);
      return;
    }
    String kinds = m.body.branchKinds(to);
    for (int i = 0; i < kinds.length(); i++) {
      m.variables.fromFrame(kinds.charAt(i), m.frame.branchPosition(kinds, i));
      m.operands.push(kinds.charAt(i));
    }
    m.branches.leave(to);
    m.dead = false;
  }
}
