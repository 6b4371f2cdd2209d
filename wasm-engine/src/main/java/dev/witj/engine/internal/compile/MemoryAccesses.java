package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.witj.engine.internal.run.MemoryAccess;
import dev.witj.engine.internal.run.MemoryOps;
import dev.witj.engine.internal.run.NotingAccess;
import dev.witj.engine.internal.run.WideAccess;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Loads, stores and bulk operations of memories. */
final class MemoryAccesses {
  private static final ClassDesc ACCESS = Names.of(MemoryAccess.class);
  private static final ClassDesc WIDE_ACCESS = Names.of(WideAccess.class);
  private static final ClassDesc NOTING_ACCESS = Names.of(NotingAccess.class);
  private static final ClassDesc OPS = Names.of(MemoryOps.class);

  private static final Map<dev.witj.binary.core.Opcode, Access> KNOWN = new ConcurrentHashMap<>();

  /**
   * A load or store.
   *
   * @param name the method that does it
   * @param narrow what that takes and gives in a memory that is an array
   * @param wide what it takes and gives in any
   */
  private record Access(
      boolean store, char value, String name, MethodTypeDesc narrow, MethodTypeDesc wide) {
    static Access of(dev.witj.binary.core.Opcode opcode) {
      String signature = opcode.signature().orElseThrow();
      boolean store = signature.endsWith(":");
      char value = Numerics.kind(signature.charAt(store ? 1 : 2));
      return new Access(
          store,
          value,
          opcode.text().replace('.', '_'),
          method(store, value, CD_int),
          method(store, value, CD_long));
    }

    private static MethodTypeDesc method(boolean store, char value, ClassDesc address) {
      return store
          ? MethodTypeDesc.of(CD_void, address, Kind.desc(value), address, Names.MEMORY)
          : MethodTypeDesc.of(Kind.desc(value), address, address, Names.MEMORY);
    }
  }

  private final MethodCompiler m;

  MemoryAccesses(MethodCompiler m) {
    this.m = m;
  }

  boolean step(dev.witj.binary.core.Opcode opcode, int i) {
    switch (opcode) {
      case MEMORY_SIZE -> {
        int memory = m.body.index(i);
        memory(memory);
        m.code.invokeStatic(OPS, "size", MethodTypeDesc.of(CD_long, Names.MEMORY));
        fromLong(memory);
        m.operands.push(addressKind(memory));
      }
      case MEMORY_GROW -> {
        int memory = m.body.index(i);
        m.toUnsignedLong(addressKind(memory));
        memory(memory);
        m.line(i);
        m.code.invokeStatic(OPS, "grow", MethodTypeDesc.of(CD_long, CD_long, Names.MEMORY));
        fromLong(memory);
      }
      case MEMORY_FILL -> {
        int memory = m.body.index(i);
        m.widen(addressKind(memory) + "I" + addressKind(memory), 0, 2);
        memory(memory);
        m.variables.loadState();
        m.line(i);
        m.code.invokeStatic(
            OPS,
            "fill",
            MethodTypeDesc.of(CD_void, CD_long, CD_int, CD_long, Names.MEMORY, Names.BASE_STATE));
        m.operands.pop(3);
      }
      case MEMORY_COPY -> {
        int to = m.body.index(i);
        int from = m.body.secondIndex(i);
        m.widen(m.operands.from(m.operands.size() - 3), 0, 1, 2);
        memory(to);
        memory(from);
        m.variables.loadState();
        m.line(i);
        m.code.invokeStatic(
            OPS,
            "copy",
            MethodTypeDesc.of(
                CD_void, CD_long, CD_long, CD_long, Names.MEMORY, Names.MEMORY, Names.BASE_STATE));
        m.operands.pop(3);
      }
      case MEMORY_INIT -> {
        m.widen(m.operands.from(m.operands.size() - 3), 0, 1, 2);
        m.variables.loadState();
        m.code.constant(m.body.index(i));
        m.code.constant(m.body.secondIndex(i));
        m.line(i);
        m.code.invokeStatic(
            OPS,
            "init",
            MethodTypeDesc.of(
                CD_void, CD_long, CD_long, CD_long, Names.BASE_STATE, CD_int, CD_int));
        m.operands.pop(3);
      }
      case DATA_DROP -> {
        m.variables.loadState();
        m.code.constant(m.body.index(i));
        m.code.invokeStatic(OPS, "drop", MethodTypeDesc.of(CD_void, Names.BASE_STATE, CD_int));
      }
      default -> {
        if (opcode.isPrefixed() || opcode.immediate() != dev.witj.binary.core.Immediate.MEMARG) {
          return false;
        }
        access(opcode, i);
      }
    }
    return true;
  }

  private void access(dev.witj.binary.core.Opcode opcode, int i) {
    Access access = KNOWN.computeIfAbsent(opcode, Access::of);
    int memory = m.body.index(i);
    widenAddress(memory, access.store ? String.valueOf(access.value) : "");
    m.operands.pop(access.store ? 2 : 1);
    if (!access.store) {
      m.operands.push(access.value);
    }
    m.line(i);
    boolean wide = m.module.isWide(memory);
    boolean noting = access.store && m.module.isNoting(memory);
    if (m.large && !wide && !noting) {
      if (access.store) {
        m.written.store(opcode, memory, m.body.number(i), access.value);
      } else {
        m.written.load(opcode, memory, m.body.number(i), access.value);
      }
      return;
    }
    offset(memory, m.body.number(i));
    memory(memory);
    m.code.invokeStatic(
        access.store ? storing(memory, access(memory)) : access(memory),
        access.name,
        wide ? access.wide : access.narrow);
  }

  /** The class whose methods store: as a class does, or such that note that besides. */
  ClassDesc storing(int memory, ClassDesc usual) {
    return m.module.isNoting(memory) ? NOTING_ACCESS : usual;
  }

  /** The class whose methods load, and store where that is not noted. */
  ClassDesc access(int memory) {
    return m.module.isWide(memory) ? WIDE_ACCESS : ACCESS;
  }

  /** What those methods take for an address and an offset. */
  char accessKind(int memory) {
    return m.module.isWide(memory) ? Kind.LONG : Kind.INT;
  }

  /** Makes the address below operands of some kinds what those methods take. */
  void widenAddress(int memory, String above) {
    if (m.module.isWide(memory)) {
      m.widen(addressKind(memory) + above, 0);
    }
  }

  char addressKind(int memory) {
    return m.module.memories().get(memory).index64() ? Kind.LONG : Kind.INT;
  }

  /** An offset beyond what an array has becomes the smallest number, which is out of bounds. */
  void offset(int memory, long offset) {
    if (m.module.isWide(memory)) {
      m.code.constant(offset);
    } else {
      m.code.constant(offset > Integer.MAX_VALUE || offset < 0 ? Integer.MIN_VALUE : (int) offset);
    }
  }

  /** Loads a memory. */
  void memory(int memory) {
    m.variables.loadState();
    if (memory == 0) {
      m.code.getField(Names.BASE_STATE, "memory", Names.MEMORY);
    } else {
      m.code.getField(Names.BASE_STATE, "memories", Names.MEMORIES);
      m.code.constant(memory);
      m.code.op(Opcode.AALOAD);
    }
  }

  private void fromLong(int memory) {
    if (addressKind(memory) == Kind.INT) {
      m.code.op(Opcode.L2I);
    }
  }
}
