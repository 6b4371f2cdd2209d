package dev.witj.engine.internal.compile;

import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The ways out of pieces: what they give back says which branch is to be taken.
 *
 * <p>A function whose operands lie in the frame may have pieces within pieces with thousands of
 * ways out of all of them. Theirs have the same number in all of its methods, each of which tells
 * them apart in one place: those to blocks of its own are taken, and others left to its caller.
 */
final class Exits {
  private final MethodCompiler m;

  /** Whether ways out have the same number in all methods. */
  private final boolean shared;

  /** The blocks of this method to which pieces branch, by the numbers of these ways out. */
  private final Map<Integer, Code.Target> taken = new TreeMap<>();

  /** Where ways out of pieces are told apart, with the number in a variable. */
  private final Code.Target choice = new Code.Target();

  private boolean isChosen;
  private int number = -1;

  /** Where a piece ends, with the number of the way out on the stack. */
  private final Code.Target wayOut = new Code.Target();

  Exits(MethodCompiler m) {
    this.m = m;
    this.shared = m.body.spills() != null && !m.body.rethrows();
  }

  /** Whether the blocks of a method are entered out of one place. */
  boolean isShared() {
    return shared;
  }

  /** Begins a method, which holds nothing yet but what came to it. */
  void begin() {
    if (shared) {
      number = m.variables.allocate(Kind.INT);
    }
  }

  /** Ends the method of a piece. */
  void end(Piece part) {
    part.endReached = !m.dead;
    if (!m.dead) {
      m.code.constant(0);
      if (isChosen) {
        m.code.jump(Opcode.GOTO, wayOut);
      }
    } else if (!isChosen && part.exits().isEmpty()) {
      return;
    }
    choose();
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
    m.code.constant(exit(part, to));
    m.code.jump(Opcode.GOTO, wayOut);
    m.operands.restore(before);
  }

  private int exit(Piece part, int to) {
    int own = part.exit(to);
    return shared ? number(to) : own;
  }

  /** The number of the way to a block, of this method or not, which something goes. */
  int lead(int to) {
    Block block = m.blocks.find(to);
    if (block == null) {
      return exit(Objects.requireNonNull(m.piece), to);
    }
    block.used = true;
    Piece arms = m.arms.of(block);
    if (arms != null) {
      var _ = m.arms.call(arms);
    }
    boolean isPlain = arms == null && block.form != Block.Form.OUTERMOST;
    taken.putIfAbsent(to, isPlain ? block.label : new Code.Target());
    return number(to);
  }

  private static int number(int to) {
    return to + 2;
  }

  /** Goes the way whose number is on the stack. */
  void go() {
    isChosen = true;
    m.code.storeOne(Kind.INT, number);
    m.code.jump(Opcode.GOTO, choice);
    m.dead = true;
  }

  /** Goes on after a piece whose ways out are told apart elsewhere. */
  private void afterShared(Piece part) {
    part.exits().forEach(this::lead);
    isChosen = true;
    m.code.storeOne(Kind.INT, number);
    m.code.loadOne(Kind.INT, number);
    m.code.jump(Opcode.IFNE, choice);
    if (!part.endReached) {
      m.control.unreachable();
    }
  }

  /**
   * Tells ways out of pieces apart, at the end of a method, or leaves their number on the stack.
   */
  void choose() {
    if (!isChosen) {
      return;
    }
    Code.Target others = new Code.Target();
    m.code.bind(choice);
    if (!taken.isEmpty()) {
      List<Code.Target> targets = List.copyOf(taken.values());
      m.code.loadOne(Kind.INT, number);
      m.code.lookupSwitch(
          taken.keySet().stream().mapToInt(Exits::number).toArray(),
          targets,
          m.piece == null ? targets.getFirst() : others);
      taken.forEach(this::take);
    }
    if (m.piece != null) {
      m.code.bind(others);
      m.code.loadOne(Kind.INT, number);
    }
  }

  /** Takes a branch, if it is no jump. */
  private void take(int to, Code.Target target) {
    if (to < 0) {
      m.code.bind(target);
      m.calls.giveResults();
    } else {
      Piece arms = m.pieces.enteredBy(to);
      if (arms != null && arms != m.piece) {
        m.code.bind(target);
        m.arms.jump(arms, to);
      }
    }
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
    if (shared) {
      afterShared(part);
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
