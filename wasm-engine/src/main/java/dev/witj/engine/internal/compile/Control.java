package dev.witj.engine.internal.compile;

import dev.witj.engine.internal.run.Polls;
import dev.witj.engine.internal.run.Traps;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Objects;

/** Structured control, variables, and where a method begins and ends. */
final class Control {
  private static final ClassDesc POLLS = Names.of(Polls.class);

  private static final MethodTypeDesc ENTER =
      Types.of(ConstantDescs.CD_void, Names.BASE_STATE, ConstantDescs.CD_int);

  private final MethodCompiler m;
  private final Loops loops;
  private final BranchTables tables;

  Control(MethodCompiler m) {
    this.m = m;
    this.loops = new Loops(m);
    this.tables = new BranchTables(m);
  }

  /** Begins the method, which has the instructions of a range. */
  void begin(int from, int to) {
    if (m.piece == null && m.body.isAsked()) {
      m.line(from);
      m.variables.loadState();
      m.code.constant(m.body.work());
      m.code.invokeStatic(POLLS, "enter", ENTER);
    }
    m.arms.begin(from, to);
    m.blocks.open(Block.Form.OUTERMOST, -1, 0, "", m.piece == null ? m.body.branchKinds(-1) : "");
  }

  /** Ends the method of a function. */
  void end() {
    Block function = m.blocks.innermost();
    if (m.dead) {
      if (!function.used) {
        return;
      }
      m.operands.reset(0, m.body.branchKinds(-1));
    }
    if (function.used) {
      m.code.bind(function.label);
    }
    m.calls.giveResults();
  }

  /** Where instructions can be reached again; the end if none can. */
  int afterDeadCode(int i, int to) {
    Block block = m.blocks.innermost();
    if (block.form == Block.Form.OUTERMOST) {
      return to;
    }
    for (int part : m.body.parts(block.at)) {
      if (part >= i) {
        return part;
      }
    }
    return m.body.end(block.at);
  }

  boolean step(dev.witj.binary.core.Opcode opcode, int i) {
    switch (opcode) {
      case NOP -> {}
      case UNREACHABLE -> {
        m.line(i);
        unreachable();
      }
      case BLOCK -> m.blocks.open(Block.Form.BLOCK, i);
      case LOOP -> loops.begin(i);
      case IF -> {
        Opcode jump = m.condition();
        Block block = m.blocks.open(Block.Form.IF, i);
        block.otherwise = new Code.Target();
        m.code.jump(Code.inverse(jump), block.otherwise);
      }
      case ELSE -> otherwise();
      case END -> close();
      case BR -> m.branches.branch(m.body.index(i));
      case BR_IF -> m.branches.branchIf(m.condition(), m.body.index(i));
      case BR_TABLE -> tables.branch(i);
      case RETURN -> m.branches.branch(-1);
      case DROP -> m.code.drop(m.operands.pop());
      case SELECT, SELECT_TYPED -> select();
      case LOCAL_GET -> {
        m.variables.load(m.body.index(i));
        m.operands.push(m.variables.kind(m.body.index(i)));
      }
      case LOCAL_SET -> {
        m.variables.store(m.body.index(i));
        m.operands.pop();
      }
      case LOCAL_TEE -> {
        m.variables.store(m.body.index(i));
        m.variables.load(m.body.index(i));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  void unreachable() {
    m.code.invokeStatic(
        Names.of(Traps.class), "unreachable", Types.of(Names.of(dev.witj.engine.Trap.class)));
    m.code.op(Opcode.ATHROW);
    m.dead = true;
  }

  private void otherwise() {
    Block block = m.blocks.innermost();
    if (!m.dead) {
      block.used = true;
      m.code.jump(Opcode.GOTO, block.label);
    }
    m.dead = false;
    m.operands.reset(block.height, block.params);
    m.code.bind(Objects.requireNonNull(block.otherwise));
    block.otherwise = null;
  }

  private void close() {
    Block block = m.blocks.innermost();
    if (block.form == Block.Form.LOOP) {
      loops.end(block);
    }
    if (block.form == Block.Form.TRY || block.form == Block.Form.TRY_TABLE) {
      Objects.requireNonNull(block.handlers).close(block);
    }
    Code.Target otherwise = block.otherwise;
    if (otherwise != null) {
      // An if without else: what it takes is what it gives.
      if (m.dead) {
        m.operands.reset(block.height, block.results);
      }
      m.code.bind(otherwise);
      m.dead = false;
    }
    m.blocks.finish(block);
  }

  private void select() {
    Opcode jump = m.condition();
    char kind = m.operands.pop();
    Code.Target first = new Code.Target();
    Code.Target done = new Code.Target();
    int mark = m.variables.mark();
    int slot = m.variables.allocate(kind);
    m.code.jump(jump, first);
    m.code.store(kind, slot);
    m.code.drop(kind);
    m.code.load(kind, slot);
    m.code.jump(Opcode.GOTO, done);
    m.code.bind(first);
    m.code.drop(kind);
    m.code.bind(done);
    m.variables.release(mark);
  }
}
