package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.witj.engine.internal.run.Polls;
import dev.witj.engine.internal.run.TableOps;
import dev.witj.engine.internal.run.Tails;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Calls in place of a return; see {@link TailOutline}. */
final class TailCalls {
  private static final ClassDesc TAILS = Names.of(Tails.class);

  private final MethodCompiler m;
  private final int function;

  /** Where the function begins anew with other arguments. */
  private final Code.Target restart = new Code.Target();

  private boolean begins;

  TailCalls(MethodCompiler m, int function) {
    this.m = m;
    this.function = function;
  }

  /** The method that leaves a tail call to its caller. */
  static String method(String name) {
    return name + "$tail";
  }

  /** Where the parameters are in their variables and nothing else is done. */
  void begin() {
    begins = m.piece == null && m.body.callsItself(function);
    if (begins) {
      m.code.bind(restart);
      m.variables.loadState();
      m.code.invokeStatic(
          Names.of(Polls.class), "ask", MethodTypeDesc.of(CD_void, Names.BASE_STATE));
    }
  }

  /** Whether the method begins anew for calls of the function itself. */
  boolean begins() {
    return begins;
  }

  boolean step(dev.witj.binary.core.Opcode opcode, int i) {
    switch (opcode) {
      case RETURN_CALL -> direct(i);
      case RETURN_CALL_INDIRECT -> {
        Shape shape = m.module.shape(m.body.index(i));
        int table = m.body.secondIndex(i);
        char index = m.operands.pop();
        m.line(i);
        m.variables.loadState();
        StateClass.getTable(m.code, table);
        m.variables.loadState();
        m.code.constant(m.body.index(i));
        m.code.invokeStatic(
            Names.of(TableOps.class),
            "pick",
            MethodTypeDesc.of(Names.FUNC, Kind.desc(index), Names.TABLE, Names.BASE_STATE, CD_int));
        reference(shape, i);
      }
      case RETURN_CALL_REF -> {
        m.operands.pop();
        m.line(i);
        m.code.invokeStatic(
            Names.of(TableOps.class),
            "function",
            MethodTypeDesc.of(Names.FUNC, ConstantDescs.CD_Object));
        reference(m.module.shape(m.body.index(i)), i);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void direct(int i) {
    int target = m.body.index(i);
    if (target == function && m.piece == null) {
      again(i);
    } else if (target < m.module.importedFunctions()) {
      m.calls.arrays(m.module.functionShape(target).params(), i);
      m.variables.loadState();
      m.variables.loadState();
      StateClass.getFunction(m.code, target);
      leaveReference();
    } else {
      Shape shape = m.module.functionShape(target);
      m.calls.arrays(shape.params(), i);
      m.variables.loadState();
      m.code.constant(shape.type());
      m.code.constant(m.module.tails().number(m.module, target));
      leave(
          MethodTypeDesc.of(CD_void, Names.LONGS, Names.OBJECTS, Names.BASE_STATE, CD_int, CD_int));
    }
  }

  /** The function itself with other arguments: a loop. */
  private void again(int i) {
    if (!m.spilled.enterAgain(i)) {
      for (int k = m.body.params - 1; k >= 0; k--) {
        m.variables.store(k);
        m.operands.pop();
      }
    }
    while (m.operands.size() > m.operands.spilled()) {
      m.code.drop(m.operands.pop());
    }
    m.code.jump(Opcode.GOTO, restart);
    m.dead = true;
  }

  /** A function on the stack, of whichever instance. */
  private void reference(Shape shape, int i) {
    int mark = m.variables.mark();
    int picked = m.variables.allocate(Kind.REF);
    m.code.storeOne(Kind.REF, picked);
    m.calls.arrays(shape.params(), i);
    m.variables.loadState();
    m.code.loadOne(Kind.REF, picked);
    m.variables.release(mark);
    leaveReference();
  }

  /** Leaves a call of a function, which is on the stack, in the state, and returns anything. */
  private void leaveReference() {
    leave(MethodTypeDesc.of(CD_void, Names.LONGS, Names.OBJECTS, Names.BASE_STATE, Names.FUNC));
  }

  /** Leaves a call, which is on the stack, in the state, and returns anything. */
  private void leave(MethodTypeDesc form) {
    m.code.invokeStatic(TAILS, "leave", form);
    String results = m.body.branchKinds(-1);
    for (int k = 0; k < results.length(); k++) {
      m.code.zero(results.charAt(k));
      m.operands.push(results.charAt(k));
    }
    m.branches.leave(-1);
  }

  /** The method of a function that makes the calls that are left to it. */
  static void makeCalls(Code code, Shape shape, ClassDesc owner, String name) {
    int state = shape.slots();
    int slot = 0;
    for (ClassDesc param : shape.paramDescs()) {
      char kind = param.isPrimitive() ? param.descriptorString().charAt(0) : Kind.REF;
      code.loadOne(kind, slot);
      slot += Kind.width(kind);
    }
    code.loadOne(Kind.REF, state);
    code.invokeStatic(owner, method(name), shape.function());
    Code.Target calls = new Code.Target();
    code.loadOne(Kind.REF, state);
    code.getField(Names.BASE_STATE, "tail", CD_int);
    code.jump(Opcode.IFGE, calls);
    code.giveBack(shape.results());
    code.bind(calls);
    code.loadOne(Kind.REF, state);
    code.invokeStatic(TAILS, "run", MethodTypeDesc.of(CD_void, Names.BASE_STATE));
    if (!shape.results().isEmpty()) {
      char kind = shape.results().charAt(0);
      code.loadOne(Kind.REF, state);
      Calls.fromState(code, kind == Kind.VECTOR ? Kind.LONG : kind, 0);
    }
    code.giveBack(shape.results());
  }
}
