package dev.witj.engine.internal.compile;

import dev.witj.engine.internal.run.TableOps;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Objects;

/** Calls, their results, and what a function gives back. */
final class Calls {
  private static final ClassDesc TABLE_OPS = Names.of(TableOps.class);

  private final MethodCompiler m;

  Calls(MethodCompiler m) {
    this.m = m;
  }

  boolean step(dev.witj.binary.core.Opcode opcode, int i) {
    switch (opcode) {
      case CALL -> call(i);
      case CALL_INDIRECT -> indirect(i);
      case CALL_REF -> reference(i);
      default -> {
        return false;
      }
    }
    return true;
  }

  void call(int i) {
    int function = m.body.index(i);
    Shape shape = m.module.functionShape(function);
    m.line(i);
    pack(shape, i);
    m.variables.loadState();
    if (function < m.module.importedFunctions()) {
      StateClass.getFunction(m.code, function);
      m.variables.loadState();
      m.code.invokeStatic(
          Names.dispatch(shape.type()),
          DispatchClass.FOREIGN,
          shape.method(Names.FUNC, Names.STATE));
    } else {
      m.code.invokeStatic(
          Names.group(m.module.group(function)), m.module.methodName(function), shape.function());
    }
    results(shape, i);
  }

  private void indirect(int i) {
    int type = m.body.index(i);
    Shape shape = m.module.shape(type);
    char index = m.operands.pop();
    m.line(i);
    packBelow(index, shape, i);
    m.variables.loadState();
    m.code.constant(type);
    m.code.invokeStatic(
        Names.dispatch(shape.type()),
        DispatchClass.indirect(m.body.secondIndex(i)),
        shape.method(Kind.desc(index), Names.STATE, ConstantDescs.CD_int));
    results(shape, i);
  }

  private void reference(int i) {
    Shape shape = m.module.shape(m.body.index(i));
    m.operands.pop();
    m.line(i);
    m.code.invokeStatic(
        TABLE_OPS, "function", MethodTypeDesc.of(Names.FUNC, ConstantDescs.CD_Object));
    packBelow(Kind.REF, shape, i);
    m.variables.loadState();
    m.code.invokeStatic(
        Names.dispatch(shape.type()),
        DispatchClass.REFERENCE,
        shape.method(Names.FUNC, Names.STATE));
    results(shape, i);
  }

  /** Puts the arguments of a call into arrays, if there are too many. */
  private void pack(Shape shape, int at) {
    if (shape.isWide()) {
      arrays(shape.params(), at);
    } else {
      m.operands.pop(shape.params().length());
    }
  }

  /** Puts the arguments of a call into arrays, if there are too many, below what lies on them. */
  private void packBelow(char above, Shape shape, int at) {
    int mark = m.variables.mark();
    int slot = m.variables.allocate(above);
    if (shape.isWide()) {
      m.code.store(above, slot);
    }
    pack(shape, at);
    if (shape.isWide()) {
      m.code.load(above, slot);
    }
    m.variables.release(mark);
  }

  /** Puts the arguments of a call into arrays, by position. */
  void arrays(String params, int at) {
    if (m.spilled.arrays(params, at)) {
      return;
    }
    m.operands.pop(params.length());
    int mark = m.variables.mark();
    int longs = m.variables.allocate(Kind.REF);
    int objects = m.variables.allocate(Kind.REF);
    int position = Kind.positions(params);
    m.code.constant(position);
    m.code.newLongs();
    m.code.storeOne(Kind.REF, longs);
    m.code.constant(position);
    m.code.newObjects();
    m.code.storeOne(Kind.REF, objects);
    for (int i = params.length() - 1; i >= 0; i--) {
      char kind = params.charAt(i);
      position -= Kind.positions(kind);
      int inner = m.variables.mark();
      int slot = m.variables.allocate(kind);
      m.code.store(kind, slot);
      if (kind == Kind.REF) {
        m.code.loadOne(Kind.REF, objects);
        m.code.constant(position);
        m.code.loadOne(Kind.REF, slot);
        m.code.op(Opcode.AASTORE);
      } else {
        char half = kind == Kind.VECTOR ? Kind.LONG : kind;
        for (int part = 0; part < Kind.positions(kind); part++) {
          m.code.loadOne(Kind.REF, longs);
          m.code.constant(position + part);
          m.code.loadOne(half, slot + 2 * part);
          m.code.toLong(half);
          m.code.op(Opcode.LASTORE);
        }
      }
      m.variables.release(inner);
    }
    m.code.loadOne(Kind.REF, longs);
    m.code.loadOne(Kind.REF, objects);
    m.variables.release(mark);
  }

  /** Loads an argument out of arrays. */
  void unpack(char kind, int longs, int objects, int position) {
    unpack(m.code, kind, longs, objects, position);
  }

  static void unpack(Code code, char kind, int longs, int objects, int position) {
    if (kind == Kind.REF) {
      code.loadOne(Kind.REF, objects);
      code.constant(position);
      code.op(Opcode.AALOAD);
      return;
    }
    for (int part = 0; part < Kind.positions(kind); part++) {
      code.loadOne(Kind.REF, longs);
      code.constant(position + part);
      code.op(Opcode.LALOAD);
      code.fromLong(kind);
    }
  }

  /** Puts the results of a call on the stack; the first is there. */
  private void results(Shape shape, int at) {
    String results = shape.results();
    if (m.spilled.takeResults(results, at)) {
      return;
    }
    m.operands.push(results);
    int position = 0;
    for (int i = 0; i < results.length(); i++) {
      char kind = results.charAt(i);
      for (int part = 0; part < Kind.positions(kind); part++, position++) {
        if (position > 0) {
          m.variables.loadState();
          fromState(m.code, kind, position);
        }
      }
    }
  }

  /** Loads what is at a position of the results, out of the state on the stack. */
  static void fromState(Code code, char kind, int position) {
    if (kind == Kind.REF) {
      code.getField(Names.BASE_STATE, "objects", Names.OBJECTS);
      code.constant(position);
      code.op(Opcode.AALOAD);
    } else {
      code.getField(Names.BASE_STATE, "numbers", Names.LONGS);
      code.constant(position);
      code.op(Opcode.LALOAD);
      code.fromLong(kind);
    }
  }

  /** Returns from the function with the operands on top. */
  void giveResults() {
    String results = m.body.results;
    if (m.spilled.giveResults(results)) {
      return;
    }
    int position = Kind.positions(results);
    int mark = m.variables.mark();
    for (int i = results.length() - 1; i >= 0; i--) {
      char kind = results.charAt(i);
      char half = kind == Kind.VECTOR ? Kind.LONG : kind;
      for (int part = Kind.positions(kind); part > 0; part--) {
        position--;
        if (position == 0) {
          break;
        }
        int slot = m.variables.allocate(half);
        m.code.storeOne(half, slot);
        m.variables.loadState();
        if (kind == Kind.REF) {
          m.code.getField(Names.BASE_STATE, "objects", Names.OBJECTS);
          m.code.constant(position);
          m.code.loadOne(Kind.REF, slot);
          m.code.op(Opcode.AASTORE);
        } else {
          m.code.getField(Names.BASE_STATE, "numbers", Names.LONGS);
          m.code.constant(position);
          m.code.loadOne(half, slot);
          m.code.toLong(half);
          m.code.op(Opcode.LASTORE);
        }
      }
    }
    m.variables.release(mark);
    m.code.giveBack(results);
  }

  /**
   * Calls a piece of the function.
   *
   * @param entry the variable that says where it is entered; -1 for a plain run
   */
  void piece(Piece part, int entry) {
    for (int variable : part.reads) {
      m.variables.load(variable);
    }
    if (m.frame.hasLongs()) {
      m.code.loadOne(Kind.REF, m.variables.longsSlot());
    }
    if (m.frame.hasObjects()) {
      m.code.loadOne(Kind.REF, m.variables.objectsSlot());
    }
    m.variables.loadState();
    if (entry >= 0) {
      m.code.loadOne(Kind.INT, entry);
    }
    m.code.invokeStatic(
        Objects.requireNonNull(part.owner), part.name, part.type(m.body.locals, m.frame));
    for (int variable : part.writes) {
      m.variables.fromFrame(m.variables.kind(variable), m.frame.position(variable));
      m.variables.store(variable);
    }
    m.exits.after(part);
  }
}
