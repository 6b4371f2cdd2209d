package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.witj.engine.internal.numeric.Helper;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Constants, arithmetic, comparisons and conversions of scalars. */
final class Numerics {
  /** Instructions that are one of the JVM's. */
  private static final Map<dev.witj.binary.core.Opcode, Opcode> DIRECT = direct();

  private final MethodCompiler m;

  Numerics(MethodCompiler m) {
    this.m = m;
  }

  private static Map<dev.witj.binary.core.Opcode, Opcode> direct() {
    Map<dev.witj.binary.core.Opcode, Opcode> map = new EnumMap<>(dev.witj.binary.core.Opcode.class);
    map.put(dev.witj.binary.core.Opcode.I32_ADD, Opcode.IADD);
    map.put(dev.witj.binary.core.Opcode.I64_ADD, Opcode.LADD);
    map.put(dev.witj.binary.core.Opcode.F32_ADD, Opcode.FADD);
    map.put(dev.witj.binary.core.Opcode.F64_ADD, Opcode.DADD);
    map.put(dev.witj.binary.core.Opcode.I32_SUB, Opcode.ISUB);
    map.put(dev.witj.binary.core.Opcode.I64_SUB, Opcode.LSUB);
    map.put(dev.witj.binary.core.Opcode.F32_SUB, Opcode.FSUB);
    map.put(dev.witj.binary.core.Opcode.F64_SUB, Opcode.DSUB);
    map.put(dev.witj.binary.core.Opcode.I32_MUL, Opcode.IMUL);
    map.put(dev.witj.binary.core.Opcode.I64_MUL, Opcode.LMUL);
    map.put(dev.witj.binary.core.Opcode.F32_MUL, Opcode.FMUL);
    map.put(dev.witj.binary.core.Opcode.F64_MUL, Opcode.DMUL);
    map.put(dev.witj.binary.core.Opcode.F32_DIV, Opcode.FDIV);
    map.put(dev.witj.binary.core.Opcode.F64_DIV, Opcode.DDIV);
    map.put(dev.witj.binary.core.Opcode.I32_AND, Opcode.IAND);
    map.put(dev.witj.binary.core.Opcode.I64_AND, Opcode.LAND);
    map.put(dev.witj.binary.core.Opcode.I32_OR, Opcode.IOR);
    map.put(dev.witj.binary.core.Opcode.I64_OR, Opcode.LOR);
    map.put(dev.witj.binary.core.Opcode.I32_XOR, Opcode.IXOR);
    map.put(dev.witj.binary.core.Opcode.I64_XOR, Opcode.LXOR);
    map.put(dev.witj.binary.core.Opcode.I32_SHL, Opcode.ISHL);
    map.put(dev.witj.binary.core.Opcode.I32_SHR_S, Opcode.ISHR);
    map.put(dev.witj.binary.core.Opcode.I32_SHR_U, Opcode.IUSHR);
    map.put(dev.witj.binary.core.Opcode.I32_WRAP_I64, Opcode.L2I);
    map.put(dev.witj.binary.core.Opcode.I64_EXTEND_I32_S, Opcode.I2L);
    map.put(dev.witj.binary.core.Opcode.F32_CONVERT_I32_S, Opcode.I2F);
    map.put(dev.witj.binary.core.Opcode.F64_CONVERT_I32_S, Opcode.I2D);
    map.put(dev.witj.binary.core.Opcode.F32_CONVERT_I64_S, Opcode.L2F);
    map.put(dev.witj.binary.core.Opcode.F64_CONVERT_I64_S, Opcode.L2D);
    map.put(dev.witj.binary.core.Opcode.F32_DEMOTE_F64, Opcode.D2F);
    map.put(dev.witj.binary.core.Opcode.F64_PROMOTE_F32, Opcode.F2D);
    map.put(dev.witj.binary.core.Opcode.I32_EXTEND8_S, Opcode.I2B);
    map.put(dev.witj.binary.core.Opcode.I32_EXTEND16_S, Opcode.I2S);
    return map;
  }

  boolean step(dev.witj.binary.core.Opcode opcode, int i) {
    switch (opcode) {
      case I32_CONST -> {
        m.code.constant((int) m.body.number(i));
        m.operands.push(Kind.INT);
      }
      case I64_CONST -> {
        m.code.constant(m.body.number(i));
        m.operands.push(Kind.LONG);
      }
      case F32_CONST -> {
        m.code.floatBits((int) m.body.number(i));
        m.operands.push(Kind.FLOAT);
      }
      case F64_CONST -> {
        m.code.doubleBits(m.body.number(i));
        m.operands.push(Kind.DOUBLE);
      }
      default -> {
        if ((opcode.isPrefixed() && opcode.prefix() != 0xfc)
            || opcode.immediate() != dev.witj.binary.core.Immediate.NONE
            || opcode.signature().isEmpty()) {
          return false;
        }
        if (opcode.compareTo(dev.witj.binary.core.Opcode.I32_EQZ) >= 0
            && opcode.compareTo(dev.witj.binary.core.Opcode.F64_GE) <= 0) {
          compare(opcode, i);
        } else {
          return compute(opcode, i);
        }
      }
    }
    return true;
  }

  /** The kind that a letter of an instruction's signature means. */
  static char kind(char letter) {
    return switch (letter) {
      case 'i' -> Kind.INT;
      case 'l' -> Kind.LONG;
      case 'f' -> Kind.FLOAT;
      case 'd' -> Kind.DOUBLE;
      case 'v' -> Kind.VECTOR;
      default -> throw new IllegalArgumentException(String.valueOf(letter));
    };
  }

  private boolean compute(dev.witj.binary.core.Opcode opcode, int i) {
    String signature = opcode.signature().orElseThrow();
    int colon = signature.indexOf(':');
    if (signature.length() != colon + 2) {
      return false;
    }
    Opcode direct = DIRECT.get(opcode);
    if (direct != null) {
      m.code.op(direct);
    } else if (!sequence(opcode)) {
      Helper helper = Helper.of(opcode).orElse(null);
      if (helper == null) {
        return false;
      }
      m.line(i);
      if (!m.large || !m.written.divide(opcode, helper)) {
        m.code.invokeStatic(helper.ownerDesc(), helper.names().getFirst(), helper.descriptor());
      }
    }
    m.operands.pop(colon);
    m.operands.push(kind(signature.charAt(colon + 1)));
    return true;
  }

  /** Instructions that are a few of the JVM's. */
  private boolean sequence(dev.witj.binary.core.Opcode opcode) {
    switch (opcode) {
      case I64_SHL -> ops(Opcode.L2I, Opcode.LSHL);
      case I64_SHR_S -> ops(Opcode.L2I, Opcode.LSHR);
      case I64_SHR_U -> ops(Opcode.L2I, Opcode.LUSHR);
      case I64_EXTEND_I32_U -> WrittenOut.unsignedLong(m.code);
      case I64_EXTEND8_S -> ops(Opcode.L2I, Opcode.I2B, Opcode.I2L);
      case I64_EXTEND16_S -> ops(Opcode.L2I, Opcode.I2S, Opcode.I2L);
      case I64_EXTEND32_S -> ops(Opcode.L2I, Opcode.I2L);
      case I32_REINTERPRET_F32 ->
          m.code.invokeStatic(Types.FLOAT, "floatToRawIntBits", Types.FLOAT_TO_INT);
      case F32_REINTERPRET_I32 ->
          m.code.invokeStatic(Types.FLOAT, "intBitsToFloat", Types.INT_TO_FLOAT);
      case I64_REINTERPRET_F64 ->
          m.code.invokeStatic(Types.DOUBLE, "doubleToRawLongBits", Types.DOUBLE_TO_LONG);
      case F64_REINTERPRET_I64 ->
          m.code.invokeStatic(Types.DOUBLE, "longBitsToDouble", Types.LONG_TO_DOUBLE);
      case I32_ROTL -> rotate(Types.INTEGER, "rotateLeft", CD_int);
      case I32_ROTR -> rotate(Types.INTEGER, "rotateRight", CD_int);
      case I64_ROTL -> rotate(Types.LONG, "rotateLeft", CD_long);
      case I64_ROTR -> rotate(Types.LONG, "rotateRight", CD_long);
      case I32_CLZ -> count(Types.INTEGER, "numberOfLeadingZeros", CD_int);
      case I32_CTZ -> count(Types.INTEGER, "numberOfTrailingZeros", CD_int);
      case I32_POPCNT -> count(Types.INTEGER, "bitCount", CD_int);
      case I64_CLZ -> count(Types.LONG, "numberOfLeadingZeros", CD_long);
      case I64_CTZ -> count(Types.LONG, "numberOfTrailingZeros", CD_long);
      case I64_POPCNT -> count(Types.LONG, "bitCount", CD_long);
      case F64_SQRT -> squareRoot();
      case F32_SQRT -> {
        m.code.op(Opcode.F2D);
        squareRoot();
        m.code.op(Opcode.D2F);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void squareRoot() {
    m.code.invokeStatic(Names.of(Math.class), "sqrt", MethodTypeDesc.of(CD_double, CD_double));
  }

  private void rotate(ClassDesc owner, String name, ClassDesc type) {
    if (type.equals(CD_long)) {
      m.code.op(Opcode.L2I);
    }
    if (m.large) {
      m.written.rotate(name.equals("rotateLeft"), type.equals(CD_long));
      return;
    }
    m.code.invokeStatic(owner, name, MethodTypeDesc.of(type, type, CD_int));
  }

  private void count(ClassDesc owner, String name, ClassDesc type) {
    m.code.invokeStatic(owner, name, MethodTypeDesc.of(CD_int, type));
    if (type.equals(CD_long)) {
      m.code.op(Opcode.I2L);
    }
  }

  private void ops(Opcode... several) {
    for (Opcode each : several) {
      m.code.op(each);
    }
  }

  private void compare(dev.witj.binary.core.Opcode opcode, int i) {
    Opcode before = m.pending;
    if (opcode == dev.witj.binary.core.Opcode.I32_EQZ && before != null) {
      m.pending = Code.inverse(before);
      return;
    }
    m.pushCondition(jump(opcode), i);
  }

  /** Takes the operands off the stack: the jump that is made if the comparison holds. */
  private Opcode jump(dev.witj.binary.core.Opcode opcode) {
    String text = opcode.text();
    char type = kind(opcode.signature().orElseThrow().charAt(0));
    String what = text.substring(4);
    if (what.equals("eqz")) {
      m.operands.pop();
      if (type == Kind.LONG) {
        m.code.op(Opcode.LCONST_0);
        m.code.op(Opcode.LCMP);
      }
      return Opcode.IFEQ;
    }
    m.operands.pop(2);
    boolean unsigned = what.endsWith("_u");
    String relation = what.substring(0, 2);
    Opcode withZero = withZero(relation);
    switch (type) {
      case Kind.INT -> {
        if (!unsigned) {
          return java.util.Objects.requireNonNull(withEachOther(relation));
        }
        m.code.invokeStatic(Types.INTEGER, "compareUnsigned", Types.INTS_TO_INT);
      }
      case Kind.LONG -> {
        if (unsigned) {
          m.code.invokeStatic(Types.LONG, "compareUnsigned", Types.LONGS_TO_INT);
        } else {
          m.code.op(Opcode.LCMP);
        }
      }
      default -> {
        // With a NaN no relation holds but "not equal".
        boolean less = relation.charAt(0) == 'l';
        m.code.op(
            type == Kind.FLOAT
                ? less ? Opcode.FCMPG : Opcode.FCMPL
                : less ? Opcode.DCMPG : Opcode.DCMPL);
      }
    }
    return withZero;
  }

  private static Opcode withZero(String relation) {
    return switch (relation) {
      case "eq" -> Opcode.IFEQ;
      case "ne" -> Opcode.IFNE;
      case "lt" -> Opcode.IFLT;
      case "gt" -> Opcode.IFGT;
      case "le" -> Opcode.IFLE;
      case "ge" -> Opcode.IFGE;
      default -> throw new IllegalArgumentException(relation);
    };
  }

  private static @Nullable Opcode withEachOther(String relation) {
    return switch (relation) {
      case "eq" -> Opcode.IF_ICMPEQ;
      case "ne" -> Opcode.IF_ICMPNE;
      case "lt" -> Opcode.IF_ICMPLT;
      case "gt" -> Opcode.IF_ICMPGT;
      case "le" -> Opcode.IF_ICMPLE;
      case "ge" -> Opcode.IF_ICMPGE;
      default -> null;
    };
  }
}
