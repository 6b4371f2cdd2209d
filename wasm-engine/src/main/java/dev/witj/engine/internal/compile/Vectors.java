package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.witj.binary.core.Immediate;
import dev.witj.engine.internal.numeric.Helper;
import dev.witj.engine.internal.run.VectorAccess;
import dev.witj.engine.internal.run.WideAccess;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** What gives two longs: vectors and wide arithmetic; and atomic accesses. */
final class Vectors {
  private static final ClassDesc VECTOR_ACCESS = Names.of(VectorAccess.class);
  private static final ClassDesc WIDE_ACCESS = Names.of(WideAccess.class);

  private final MethodCompiler m;

  Vectors(MethodCompiler m) {
    this.m = m;
  }

  boolean step(dev.witj.binary.core.Opcode opcode, int i) {
    switch (opcode) {
      case V128_CONST -> {
        m.code.constant(m.body.number(i));
        m.code.constant(m.body.high(i));
        m.operands.push(Kind.VECTOR);
      }
      case ATOMIC_FENCE ->
          m.code.invokeStatic(
              Names.of(java.lang.invoke.VarHandle.class), "fullFence", Types.NOTHING);
      case V128_LOAD -> {
        int address = address(i);
        loadLong(i, address, m.body.number(i));
        loadLong(i, address, further(m.body.number(i)));
        m.operands.pop();
        m.operands.push(Kind.VECTOR);
        m.variables.release(address);
      }
      case V128_STORE -> store(i);
      default -> {
        Helper helper = Helper.of(opcode).orElse(null);
        if (opcode.isAtomic() && helper != null) {
          atomic(helper, i);
        } else if (opcode.immediate() == Immediate.MEMARG && helper != null) {
          extendingLoad(helper, i);
        } else if (opcode.prefix() == 0xfd
            && (opcode.immediate() == Immediate.MEMARG
                || opcode.immediate() == Immediate.MEMARG_LANE)) {
          access(opcode, i);
        } else if (helper != null) {
          compute(helper, opcode, i);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /** Eight bytes further on; an offset that is out of bounds stays so. */
  private static long further(long offset) {
    return offset < 0 || offset > Long.MAX_VALUE - 8 ? -1 : offset + 8;
  }

  /** Stores an address in a new slot, which is the mark to release. */
  private int address(int i) {
    int memory = m.body.index(i);
    m.memories.widenAddress(memory, "");
    char kind = m.memories.accessKind(memory);
    int slot = m.variables.allocate(kind);
    m.code.store(kind, slot);
    return slot;
  }

  private void loadLong(int i, int address, long offset) {
    int memory = m.body.index(i);
    char kind = m.memories.accessKind(memory);
    m.code.load(kind, address);
    m.memories.offset(memory, offset);
    m.memories.memory(memory);
    m.line(i);
    ClassDesc type = Kind.desc(kind);
    m.code.invokeStatic(
        m.memories.access(memory),
        "i64_load",
        MethodTypeDesc.of(CD_long, type, type, Names.MEMORY));
  }

  /** Both halves are stored or none. */
  private void store(int i) {
    int memory = m.body.index(i);
    ClassDesc type = Kind.desc(m.memories.accessKind(memory));
    m.memories.widenAddress(memory, String.valueOf(Kind.VECTOR));
    m.memories.offset(memory, m.body.number(i));
    m.memories.memory(memory);
    m.line(i);
    m.code.invokeStatic(
        m.memories.storing(memory, VECTOR_ACCESS),
        "store",
        MethodTypeDesc.of(CD_void, type, CD_long, CD_long, type, Names.MEMORY));
    m.operands.pop(2);
  }

  private void extendingLoad(Helper helper, int i) {
    int memory = m.body.index(i);
    ClassDesc type = Kind.desc(m.memories.accessKind(memory));
    m.memories.widenAddress(memory, "");
    m.memories.offset(memory, m.body.number(i));
    m.memories.memory(memory);
    m.line(i);
    m.code.invokeStatic(
        m.memories.access(memory),
        "i64_load",
        MethodTypeDesc.of(CD_long, type, type, Names.MEMORY));
    m.operands.pop();
    m.operands.push(Kind.LONG);
    call(helper, "J");
    m.operands.pop();
    m.operands.push(Kind.VECTOR);
  }

  /** Splats, loads with zeros and accesses of one lane. */
  private void access(dev.witj.binary.core.Opcode opcode, int i) {
    boolean lane = opcode.immediate() == Immediate.MEMARG_LANE;
    boolean store = opcode.signature().orElseThrow().endsWith(":");
    int memory = m.body.index(i);
    ClassDesc type = Kind.desc(m.memories.accessKind(memory));
    int bits = 8 << opcode.alignment();
    m.memories.widenAddress(memory, lane || store ? String.valueOf(Kind.VECTOR) : "");
    if (lane) {
      m.code.constant(m.body.secondIndex(i));
    }
    m.memories.offset(memory, m.body.number(i));
    m.memories.memory(memory);
    m.line(i);
    if (store) {
      m.code.invokeStatic(
          m.memories.storing(memory, VECTOR_ACCESS),
          "storeLane" + bits,
          MethodTypeDesc.of(CD_void, type, CD_long, CD_long, CD_int, type, Names.MEMORY));
      m.operands.pop(2);
    } else if (lane) {
      m.code.invokeStatic(
          VECTOR_ACCESS,
          "loadLane" + bits,
          MethodTypeDesc.of(
              Names.of(dev.witj.engine.V128.class),
              type,
              CD_long,
              CD_long,
              CD_int,
              type,
              Names.MEMORY));
      m.operands.pop(2);
      m.operands.push(Kind.VECTOR);
      split();
    } else {
      boolean zero = opcode.text().endsWith("zero");
      String load =
          bits == 64 ? "i64_load" : bits == 32 ? "i64_load32_u" : "i64_load" + bits + "_u";
      m.code.invokeStatic(
          m.memories.access(memory), load, MethodTypeDesc.of(CD_long, type, type, Names.MEMORY));
      if (zero) {
        m.code.op(Opcode.LCONST_0);
      } else {
        if (bits < 64) {
          m.code.invokeStatic(VECTOR_ACCESS, "splat" + bits, MethodTypeDesc.of(CD_long, CD_long));
        }
        m.code.op(Opcode.DUP2);
      }
      m.operands.pop();
      m.operands.push(Kind.VECTOR);
    }
  }

  /** A vector object on the stack becomes two longs. */
  private void split() {
    ClassDesc vector = Names.of(dev.witj.engine.V128.class);
    MethodTypeDesc half = MethodTypeDesc.of(CD_long);
    m.code.op(Opcode.DUP);
    m.code.invokeVirtual(vector, "low", half);
    int mark = m.variables.mark();
    int low = m.variables.allocate(Kind.LONG);
    m.code.storeOne(Kind.LONG, low);
    m.code.invokeVirtual(vector, "high", half);
    int high = m.variables.allocate(Kind.LONG);
    m.code.storeOne(Kind.LONG, high);
    m.code.loadOne(Kind.LONG, low);
    m.code.loadOne(Kind.LONG, high);
    m.variables.release(mark);
  }

  private void compute(Helper helper, dev.witj.binary.core.Opcode opcode, int i) {
    String signature = opcode.signature().orElseThrow();
    int colon = signature.indexOf(':');
    StringBuilder kinds = new StringBuilder();
    for (int k = 0; k < colon; k++) {
      kinds.append(Numerics.kind(signature.charAt(k)));
    }
    m.line(i);
    switch (opcode.immediate()) {
      case LANE -> {
        m.code.constant(m.body.secondIndex(i));
        call(helper, kinds + "I");
      }
      case SHUFFLE -> {
        m.code.constant(m.body.number(i));
        m.code.constant(m.body.high(i));
        call(helper, kinds + "JJ");
      }
      default -> call(helper, kinds.toString());
    }
    m.operands.pop(colon);
    for (int k = colon + 1; k < signature.length(); k++) {
      m.operands.push(Numerics.kind(signature.charAt(k)));
    }
  }

  /** Calls the methods of a helper with what is on the stack, which has these kinds. */
  private void call(Helper helper, String kinds) {
    ClassDesc owner = helper.ownerDesc();
    MethodTypeDesc type = helper.descriptor();
    String first = helper.names().getFirst();
    if (helper.form() == Helper.Form.WHOLE) {
      m.code.invokeStatic(owner, first, type);
      return;
    }
    int mark = m.variables.mark();
    int[] slots = new int[kinds.length()];
    for (int k = kinds.length() - 1; k >= 0; k--) {
      slots[k] = m.variables.allocate(kinds.charAt(k));
      m.code.store(kinds.charAt(k), slots[k]);
    }
    for (int half = 0; half < 2; half++) {
      for (int k = 0; k < slots.length; k++) {
        char kind = kinds.charAt(k);
        if (helper.form() == Helper.Form.HALVES && kind == Kind.VECTOR) {
          m.code.loadOne(Kind.LONG, slots[k] + 2 * half);
        } else {
          m.code.load(kind, slots[k]);
        }
      }
      boolean own = helper.form() == Helper.Form.LOW_AND_HIGH;
      m.code.invokeStatic(owner, own ? helper.names().get(half) : first, type);
    }
    m.variables.release(mark);
  }

  private void atomic(Helper helper, int i) {
    String signature = helper.opcode().signature().orElseThrow();
    int colon = signature.indexOf(':');
    int memory = m.body.index(i);
    char address = m.memories.addressKind(memory);
    int mark = m.variables.mark();
    int[] slots = new int[colon];
    for (int k = colon - 1; k > 0; k--) {
      char kind = Numerics.kind(signature.charAt(k));
      slots[k] = m.variables.allocate(kind);
      m.code.store(kind, slots[k]);
    }
    m.toUnsignedLong(address);
    m.code.constant(m.body.number(i));
    m.code.invokeStatic(WIDE_ACCESS, "effective", MethodTypeDesc.of(CD_long, CD_long, CD_long));
    for (int k = 1; k < colon; k++) {
      m.code.load(Numerics.kind(signature.charAt(k)), slots[k]);
    }
    m.variables.release(mark);
    m.memories.memory(memory);
    m.line(i);
    m.code.invokeStatic(helper.ownerDesc(), helper.names().getFirst(), helper.descriptor());
    m.operands.pop(colon);
    if (colon + 1 < signature.length()) {
      m.operands.push(Numerics.kind(signature.charAt(colon + 1)));
    }
  }
}
