package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.witj.engine.Func;
import dev.witj.engine.internal.run.TableOps;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** References, tables and globals. */
final class References {
  private static final ClassDesc OPS = Names.of(TableOps.class);

  private final MethodCompiler m;

  References(MethodCompiler m) {
    this.m = m;
  }

  boolean step(dev.witj.binary.core.Opcode opcode, int i) {
    switch (opcode) {
      case GLOBAL_GET -> getGlobal(m.body.index(i));
      case GLOBAL_SET -> setGlobal(m.body.index(i));
      case REF_NULL -> {
        m.code.op(Opcode.ACONST_NULL);
        m.operands.push(Kind.REF);
      }
      case REF_IS_NULL -> isNull(i);
      case REF_FUNC -> {
        m.variables.loadState();
        m.code.constant(m.body.index(i));
        m.code.invokeVirtual(
            Names.BASE_STATE, "function", MethodTypeDesc.of(Names.of(Func.class), CD_int));
        m.operands.push(Kind.REF);
      }
      case REF_AS_NON_NULL -> {
        m.line(i);
        m.code.invokeStatic(OPS, "nonNull", MethodTypeDesc.of(CD_Object, CD_Object));
      }
      case BR_ON_NULL -> onNull(i);
      case BR_ON_NON_NULL -> onNonNull(i);
      case TABLE_GET,
          TABLE_SET,
          TABLE_SIZE,
          TABLE_GROW,
          TABLE_FILL,
          TABLE_COPY,
          TABLE_INIT,
          ELEM_DROP -> {
        m.line(i);
        table(opcode, i);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void isNull(int i) {
    m.operands.pop();
    m.pushCondition(Opcode.IFNULL, i);
  }

  /** Branches without the reference if it is null, and goes on with it otherwise. */
  private void onNull(int i) {
    Code.Target stay = new Code.Target();
    m.code.op(Opcode.DUP);
    m.code.jump(Opcode.IFNONNULL, stay);
    Operands.Snapshot before = m.operands.snapshot();
    m.code.op(Opcode.POP);
    m.operands.pop();
    m.branches.branch(m.body.index(i));
    m.operands.restore(before);
    m.dead = false;
    m.code.bind(stay);
  }

  /** Branches with the reference if it is not null, and goes on without it otherwise. */
  private void onNonNull(int i) {
    Code.Target stay = new Code.Target();
    m.code.op(Opcode.DUP);
    m.code.jump(Opcode.IFNULL, stay);
    Operands.Snapshot before = m.operands.snapshot();
    m.branches.branch(m.body.index(i));
    m.operands.restore(before);
    m.dead = false;
    m.code.bind(stay);
    m.code.op(Opcode.POP);
    m.operands.pop();
  }

  private void getGlobal(int global) {
    char kind = m.module.globalKind(global);
    m.operands.push(kind);
    if (!m.module.isShared(global)) {
      for (int part = 0; part < Kind.positions(kind); part++) {
        m.variables.loadState();
        StateClass.getGlobal(m.code, global, part, kind);
      }
      return;
    }
    for (int part = 0; part < Kind.positions(kind); part++) {
      m.variables.loadState();
      StateClass.getSharedGlobal(m.code, global);
      if (kind == Kind.REF) {
        m.code.invokeVirtual(Names.GLOBAL, "reference", MethodTypeDesc.of(CD_Object));
      } else {
        m.code.invokeVirtual(Names.GLOBAL, part == 0 ? "bits" : "high", MethodTypeDesc.of(CD_long));
        m.code.fromLong(kind);
      }
    }
  }

  private void setGlobal(int global) {
    char kind = m.operands.pop();
    char half = kind == Kind.VECTOR ? Kind.LONG : kind;
    int mark = m.variables.mark();
    int slot = m.variables.allocate(kind);
    m.code.store(kind, slot);
    for (int part = 0; part < Kind.positions(kind); part++) {
      m.variables.loadState();
      if (!m.module.isShared(global)) {
        StateClass.setGlobal(m.code, global, part, kind, slot + 2 * part);
        continue;
      }
      StateClass.getSharedGlobal(m.code, global);
      m.code.loadOne(half, slot + 2 * part);
      if (kind == Kind.REF) {
        m.code.invokeVirtual(Names.GLOBAL, "setReference", MethodTypeDesc.of(CD_void, CD_Object));
      } else {
        m.code.toLong(half);
        m.code.invokeVirtual(
            Names.GLOBAL, part == 0 ? "setBits" : "setHigh", MethodTypeDesc.of(CD_void, CD_long));
      }
    }
    m.variables.release(mark);
  }

  private char indexKind(int table) {
    return m.module.tables().get(table).index64() ? Kind.LONG : Kind.INT;
  }

  private void loadTable(int table) {
    m.variables.loadState();
    StateClass.getTable(m.code, table);
  }

  private void table(dev.witj.binary.core.Opcode opcode, int i) {
    int table = m.body.index(i);
    switch (opcode) {
      case TABLE_GET -> {
        char index = m.operands.pop();
        loadTable(table);
        m.code.invokeStatic(
            OPS, "get", MethodTypeDesc.of(CD_Object, Kind.desc(index), Names.TABLE));
        m.operands.push(Kind.REF);
      }
      case TABLE_SET -> {
        m.operands.pop();
        char index = m.operands.pop();
        loadTable(table);
        m.code.invokeStatic(
            OPS, "set", MethodTypeDesc.of(CD_void, Kind.desc(index), CD_Object, Names.TABLE));
      }
      case TABLE_SIZE -> {
        loadTable(table);
        m.code.invokeStatic(OPS, "size", MethodTypeDesc.of(CD_long, Names.TABLE));
        fromLong(table);
        m.operands.push(indexKind(table));
      }
      case TABLE_GROW -> {
        m.toUnsignedLong(indexKind(table));
        loadTable(table);
        m.code.invokeStatic(
            OPS, "grow", MethodTypeDesc.of(CD_long, CD_Object, CD_long, Names.TABLE));
        fromLong(table);
        m.operands.pop(2);
        m.operands.push(indexKind(table));
      }
      case TABLE_FILL -> {
        m.widen(m.operands.from(m.operands.size() - 3), 0, 2);
        loadTable(table);
        m.code.invokeStatic(
            OPS, "fill", MethodTypeDesc.of(CD_void, CD_long, CD_Object, CD_long, Names.TABLE));
        m.operands.pop(3);
      }
      case TABLE_COPY -> {
        m.widen(m.operands.from(m.operands.size() - 3), 0, 1, 2);
        loadTable(table);
        loadTable(m.body.secondIndex(i));
        m.code.invokeStatic(
            OPS,
            "copy",
            MethodTypeDesc.of(CD_void, CD_long, CD_long, CD_long, Names.TABLE, Names.TABLE));
        m.operands.pop(3);
      }
      case TABLE_INIT -> {
        m.widen(m.operands.from(m.operands.size() - 3), 0, 1, 2);
        m.variables.loadState();
        m.code.constant(m.body.index(i));
        m.code.constant(m.body.secondIndex(i));
        m.code.invokeStatic(
            OPS,
            "init",
            MethodTypeDesc.of(
                CD_void, CD_long, CD_long, CD_long, Names.BASE_STATE, CD_int, CD_int));
        m.operands.pop(3);
      }
      default -> {
        m.variables.loadState();
        m.code.constant(m.body.index(i));
        m.code.invokeStatic(OPS, "drop", MethodTypeDesc.of(CD_void, Names.BASE_STATE, CD_int));
      }
    }
  }

  private void fromLong(int table) {
    if (indexKind(table) == Kind.INT) {
      m.code.op(Opcode.L2I);
    }
  }
}
