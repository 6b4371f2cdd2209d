package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_VarHandle;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.witj.engine.internal.numeric.Helper;
import dev.witj.engine.internal.run.MemoryAccess;
import dev.witj.engine.internal.run.MemoryBytes;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * What is called in small functions, written out in large ones: HotSpot puts no further methods
 * into one whose code, with what is put into it already, comes to 8,000 bytes, unless the JDK says
 * that they must be. Calls remain for what is rare.
 */
final class WrittenOut {
  /** Functions of so many bytes are large. */
  static final int LARGE = 500;

  private static final ClassDesc ACCESS = Names.of(MemoryAccess.class);
  private static final ClassDesc MEMORY = Names.of(MemoryBytes.class);
  private static final ClassDesc BYTES = java.lang.constant.ConstantDescs.CD_byte.arrayType();

  private static final MethodTypeDesc GET_SHORT = get(CD_short);
  private static final MethodTypeDesc GET_INT = get(CD_int);
  private static final MethodTypeDesc GET_LONG = get(CD_long);
  private static final MethodTypeDesc GET_FLOAT = get(CD_float);
  private static final MethodTypeDesc GET_DOUBLE = get(CD_double);
  private static final MethodTypeDesc SET_SHORT = set(CD_short);
  private static final MethodTypeDesc SET_INT = set(CD_int);
  private static final MethodTypeDesc SET_LONG = set(CD_long);
  private static final MethodTypeDesc SET_FLOAT = set(CD_float);
  private static final MethodTypeDesc SET_DOUBLE = set(CD_double);

  private static MethodTypeDesc get(ClassDesc type) {
    return MethodTypeDesc.of(type, BYTES, CD_int);
  }

  private static MethodTypeDesc set(ClassDesc type) {
    return MethodTypeDesc.of(CD_void, BYTES, CD_int, type);
  }

  private final MethodCompiler m;

  WrittenOut(MethodCompiler m) {
    this.m = m;
  }

  /** Loads from the address on the stack in a memory of 32 bits. */
  void load(dev.witj.binary.core.Opcode opcode, int memory, long offset, char result) {
    int mark = m.variables.mark();
    int address = m.variables.allocate(Kind.INT);
    m.code.storeOne(Kind.INT, address);
    switch (opcode) {
      case I32_LOAD -> get("INT", Kind.INT, memory, address, offset);
      case I64_LOAD -> get("LONG", Kind.LONG, memory, address, offset);
      case F32_LOAD -> get("FLOAT", Kind.FLOAT, memory, address, offset);
      case F64_LOAD -> get("DOUBLE", Kind.DOUBLE, memory, address, offset);
      case I32_LOAD16_S, I64_LOAD16_S -> getShort(memory, address, offset);
      case I32_LOAD16_U, I64_LOAD16_U -> {
        getShort(memory, address, offset);
        mask(0xffff);
      }
      case I32_LOAD8_S, I64_LOAD8_S -> getByte(memory, address, offset);
      case I32_LOAD8_U, I64_LOAD8_U -> {
        getByte(memory, address, offset);
        mask(0xff);
      }
      case I64_LOAD32_S, I64_LOAD32_U -> get("INT", Kind.INT, memory, address, offset);
      default -> throw new IllegalArgumentException(opcode.text());
    }
    if (opcode == dev.witj.binary.core.Opcode.I64_LOAD32_U) {
      unsignedLong(m.code);
    } else if (result == Kind.LONG && opcode != dev.witj.binary.core.Opcode.I64_LOAD) {
      m.code.op(Opcode.I2L);
    }
    m.variables.release(mark);
  }

  /** Stores what is on the stack to the address below it in a memory of 32 bits. */
  void store(dev.witj.binary.core.Opcode opcode, int memory, long offset, char kind) {
    int mark = m.variables.mark();
    char stored = kind;
    if (kind == Kind.LONG && opcode != dev.witj.binary.core.Opcode.I64_STORE) {
      m.code.op(Opcode.L2I);
      stored = Kind.INT;
    }
    int value = m.variables.allocate(stored);
    m.code.storeOne(stored, value);
    int address = m.variables.allocate(Kind.INT);
    m.code.storeOne(Kind.INT, address);
    switch (opcode) {
      case I32_STORE, I64_STORE32 -> set("INT", Kind.INT, memory, address, offset, value);
      case I64_STORE -> set("LONG", Kind.LONG, memory, address, offset, value);
      case F32_STORE -> set("FLOAT", Kind.FLOAT, memory, address, offset, value);
      case F64_STORE -> set("DOUBLE", Kind.DOUBLE, memory, address, offset, value);
      case I32_STORE16, I64_STORE16 -> {
        place("SHORT", memory, address, offset);
        m.code.loadOne(Kind.INT, value);
        m.code.op(Opcode.I2S);
        m.code.invokeVirtual(CD_VarHandle, "set", SET_SHORT);
      }
      case I32_STORE8, I64_STORE8 -> {
        bytes(memory);
        index(address, offset);
        m.code.loadOne(Kind.INT, value);
        m.code.op(Opcode.BASTORE);
      }
      default -> throw new IllegalArgumentException(opcode.text());
    }
    m.variables.release(mark);
  }

  private void get(String view, char kind, int memory, int address, long offset) {
    place(view, memory, address, offset);
    m.code.invokeVirtual(
        CD_VarHandle,
        "get",
        switch (kind) {
          case Kind.INT -> GET_INT;
          case Kind.LONG -> GET_LONG;
          case Kind.FLOAT -> GET_FLOAT;
          default -> GET_DOUBLE;
        });
  }

  private void getShort(int memory, int address, long offset) {
    place("SHORT", memory, address, offset);
    m.code.invokeVirtual(CD_VarHandle, "get", GET_SHORT);
  }

  private void getByte(int memory, int address, long offset) {
    bytes(memory);
    index(address, offset);
    m.code.op(Opcode.BALOAD);
  }

  private void set(String view, char kind, int memory, int address, long offset, int value) {
    place(view, memory, address, offset);
    m.code.loadOne(kind, value);
    m.code.invokeVirtual(
        CD_VarHandle,
        "set",
        switch (kind) {
          case Kind.INT -> SET_INT;
          case Kind.LONG -> SET_LONG;
          case Kind.FLOAT -> SET_FLOAT;
          default -> SET_DOUBLE;
        });
  }

  private void place(String view, int memory, int address, long offset) {
    m.code.getStatic(ACCESS, view, CD_VarHandle);
    bytes(memory);
    index(address, offset);
  }

  private void bytes(int memory) {
    m.memories.memory(memory);
    m.code.getField(MEMORY, "bytes", BYTES);
  }

  private void mask(int bits) {
    m.code.constant(bits);
    m.code.op(Opcode.IAND);
  }

  /**
   * The sum of two unsigned numbers, negative if it or the address is beyond an array's index.
   * There is no call for what is out of bounds: the first compiler of HotSpot would put it in line
   * at each access.
   */
  private void index(int address, long offset) {
    if (offset < 0 || offset > Integer.MAX_VALUE) {
      m.code.constant(-1);
      return;
    }
    m.code.loadOne(Kind.INT, address);
    if (offset > 0) {
      Code.Target fine = new Code.Target();
      m.code.constant((int) offset);
      m.code.op(Opcode.IADD);
      m.code.loadOne(Kind.INT, address);
      m.code.jump(Opcode.IFGE, fine);
      m.code.op(Opcode.POP);
      m.code.constant(-1);
      m.code.bind(fine);
    }
  }

  /** Makes the number on the stack a long, as an unsigned one. */
  static void unsignedLong(Code code) {
    code.op(Opcode.I2L);
    code.constant(0xffff_ffffL);
    code.op(Opcode.LAND);
  }

  /** Divides; false, doing nothing, for what is no division. */
  boolean divide(dev.witj.binary.core.Opcode opcode, Helper helper) {
    switch (opcode) {
      case I32_DIV_S -> divide(helper, Kind.INT, Opcode.IFGT, () -> m.code.op(Opcode.IDIV));
      case I32_REM_S -> divide(helper, Kind.INT, Opcode.IFGT, () -> m.code.op(Opcode.IREM));
      case I64_DIV_S -> divide(helper, Kind.LONG, Opcode.IFGT, () -> m.code.op(Opcode.LDIV));
      case I64_REM_S -> divide(helper, Kind.LONG, Opcode.IFGT, () -> m.code.op(Opcode.LREM));
      case I32_DIV_U -> divideUnsigned(helper, Kind.INT, "divideUnsigned");
      case I32_REM_U -> divideUnsigned(helper, Kind.INT, "remainderUnsigned");
      case I64_DIV_U -> divideUnsigned(helper, Kind.LONG, "divideUnsigned");
      case I64_REM_U -> divideUnsigned(helper, Kind.LONG, "remainderUnsigned");
      default -> {
        return false;
      }
    }
    return true;
  }

  private void divideUnsigned(Helper helper, char kind, String name) {
    ClassDesc type = Kind.desc(kind);
    divide(
        helper,
        kind,
        Opcode.IFNE,
        () ->
            m.code.invokeStatic(
                kind == Kind.INT ? Types.INTEGER : Types.LONG,
                name,
                MethodTypeDesc.of(type, type, type)));
  }

  private void divide(Helper helper, char kind, Opcode usual, Runnable emit) {
    Code.Target fast = new Code.Target();
    Code.Target done = new Code.Target();
    if (kind == Kind.INT) {
      m.code.op(Opcode.DUP);
    } else {
      m.code.op(Opcode.DUP2);
      m.code.op(Opcode.LCONST_0);
      m.code.op(Opcode.LCMP);
    }
    m.code.jump(usual, fast);
    m.code.invokeStatic(helper.ownerDesc(), helper.names().getFirst(), helper.descriptor());
    m.code.jump(Opcode.GOTO, done);
    m.code.bind(fast);
    emit.run();
    m.code.bind(done);
  }

  /** Rotates the number below the top of the stack, by the int that is there. */
  void rotate(boolean left, boolean isLong) {
    int mark = m.variables.mark();
    char kind = isLong ? Kind.LONG : Kind.INT;
    int by = m.variables.allocate(Kind.INT);
    int number = m.variables.allocate(kind);
    m.code.storeOne(Kind.INT, by);
    m.code.storeOne(kind, number);
    m.code.loadOne(kind, number);
    m.code.loadOne(Kind.INT, by);
    m.code.op(shift(left, isLong));
    m.code.loadOne(kind, number);
    m.code.loadOne(Kind.INT, by);
    m.code.op(Opcode.INEG);
    m.code.op(shift(!left, isLong));
    m.code.op(isLong ? Opcode.LOR : Opcode.IOR);
    m.variables.release(mark);
  }

  private static Opcode shift(boolean left, boolean isLong) {
    if (left) {
      return isLong ? Opcode.LSHL : Opcode.ISHL;
    }
    return isLong ? Opcode.LUSHR : Opcode.IUSHR;
  }
}
