package dev.witj.engine.internal.numeric;

import dev.witj.binary.Feature;
import dev.witj.binary.core.Immediate;
import dev.witj.binary.core.Opcode;
import dev.witj.engine.Memory;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which methods of this package do what an instruction does, and how they are called. What the
 * names and operands are is told by the package's documentation.
 *
 * @param opcode the instruction
 * @param owner the class of the methods
 * @param ownerDesc the same, for class files
 * @param form how many methods there are, and what of the operands each takes
 * @param names the names of the methods: one, or that for the lower half and that for the upper
 * @param descriptor what each of the methods takes and gives
 */
public record Helper(
    Opcode opcode,
    Class<?> owner,
    ClassDesc ownerDesc,
    Form form,
    List<String> names,
    MethodTypeDesc descriptor) {
  /** How many methods there are, and what of the operands each takes. */
  public enum Form {
    /** One, which takes all operands and gives the result, which is a number or nothing. */
    WHOLE,
    /** One, called for each half of the vectors: with those halves, and all other operands. */
    HALVES,
    /** Two, {@code ..._lo} and {@code ..._hi}, which each take all operands and give a half. */
    LOW_AND_HIGH
  }

  private static final Map<Opcode, Optional<Helper>> KNOWN = new ConcurrentHashMap<>();
  private static final ClassDesc MEMORY = Memory.class.describeConstable().orElseThrow();

  /** Vector instructions in which a half of the result depends on both halves of an operand. */
  private static final Set<Opcode> CROSSING =
      EnumSet.of(
          Opcode.V128_LOAD8X8_S,
          Opcode.V128_LOAD8X8_U,
          Opcode.V128_LOAD16X4_S,
          Opcode.V128_LOAD16X4_U,
          Opcode.V128_LOAD32X2_S,
          Opcode.V128_LOAD32X2_U,
          Opcode.I8X16_SHUFFLE,
          Opcode.I8X16_SWIZZLE,
          Opcode.I8X16_RELAXED_SWIZZLE,
          Opcode.I8X16_REPLACE_LANE,
          Opcode.I16X8_REPLACE_LANE,
          Opcode.I32X4_REPLACE_LANE,
          Opcode.I64X2_REPLACE_LANE,
          Opcode.F32X4_REPLACE_LANE,
          Opcode.F64X2_REPLACE_LANE,
          Opcode.I8X16_NARROW_I16X8_S,
          Opcode.I8X16_NARROW_I16X8_U,
          Opcode.I16X8_NARROW_I32X4_S,
          Opcode.I16X8_NARROW_I32X4_U,
          Opcode.I16X8_EXTEND_LOW_I8X16_S,
          Opcode.I16X8_EXTEND_HIGH_I8X16_S,
          Opcode.I16X8_EXTEND_LOW_I8X16_U,
          Opcode.I16X8_EXTEND_HIGH_I8X16_U,
          Opcode.I32X4_EXTEND_LOW_I16X8_S,
          Opcode.I32X4_EXTEND_HIGH_I16X8_S,
          Opcode.I32X4_EXTEND_LOW_I16X8_U,
          Opcode.I32X4_EXTEND_HIGH_I16X8_U,
          Opcode.I64X2_EXTEND_LOW_I32X4_S,
          Opcode.I64X2_EXTEND_HIGH_I32X4_S,
          Opcode.I64X2_EXTEND_LOW_I32X4_U,
          Opcode.I64X2_EXTEND_HIGH_I32X4_U,
          Opcode.I16X8_EXTMUL_LOW_I8X16_S,
          Opcode.I16X8_EXTMUL_HIGH_I8X16_S,
          Opcode.I16X8_EXTMUL_LOW_I8X16_U,
          Opcode.I16X8_EXTMUL_HIGH_I8X16_U,
          Opcode.I32X4_EXTMUL_LOW_I16X8_S,
          Opcode.I32X4_EXTMUL_HIGH_I16X8_S,
          Opcode.I32X4_EXTMUL_LOW_I16X8_U,
          Opcode.I32X4_EXTMUL_HIGH_I16X8_U,
          Opcode.I64X2_EXTMUL_LOW_I32X4_S,
          Opcode.I64X2_EXTMUL_HIGH_I32X4_S,
          Opcode.I64X2_EXTMUL_LOW_I32X4_U,
          Opcode.I64X2_EXTMUL_HIGH_I32X4_U,
          Opcode.F32X4_DEMOTE_F64X2_ZERO,
          Opcode.F64X2_PROMOTE_LOW_F32X4,
          Opcode.F64X2_CONVERT_LOW_I32X4_S,
          Opcode.F64X2_CONVERT_LOW_I32X4_U,
          Opcode.I32X4_TRUNC_SAT_F64X2_S_ZERO,
          Opcode.I32X4_TRUNC_SAT_F64X2_U_ZERO,
          Opcode.I32X4_RELAXED_TRUNC_F64X2_S_ZERO,
          Opcode.I32X4_RELAXED_TRUNC_F64X2_U_ZERO);

  /** Scalar instructions that the JVM has not, or has with other rules. */
  private static final Set<Opcode> SCALAR =
      EnumSet.of(
          Opcode.I32_DIV_S,
          Opcode.I32_DIV_U,
          Opcode.I32_REM_S,
          Opcode.I32_REM_U,
          Opcode.I64_DIV_S,
          Opcode.I64_DIV_U,
          Opcode.I64_REM_S,
          Opcode.I64_REM_U,
          Opcode.F32_ABS,
          Opcode.F32_NEG,
          Opcode.F32_CEIL,
          Opcode.F32_FLOOR,
          Opcode.F32_TRUNC,
          Opcode.F32_NEAREST,
          Opcode.F32_MIN,
          Opcode.F32_MAX,
          Opcode.F32_COPYSIGN,
          Opcode.F64_ABS,
          Opcode.F64_NEG,
          Opcode.F64_CEIL,
          Opcode.F64_FLOOR,
          Opcode.F64_TRUNC,
          Opcode.F64_NEAREST,
          Opcode.F64_MIN,
          Opcode.F64_MAX,
          Opcode.F64_COPYSIGN,
          Opcode.I32_TRUNC_F32_S,
          Opcode.I32_TRUNC_F32_U,
          Opcode.I32_TRUNC_F64_S,
          Opcode.I32_TRUNC_F64_U,
          Opcode.I64_TRUNC_F32_S,
          Opcode.I64_TRUNC_F32_U,
          Opcode.I64_TRUNC_F64_S,
          Opcode.I64_TRUNC_F64_U,
          Opcode.F32_CONVERT_I32_U,
          Opcode.F32_CONVERT_I64_U,
          Opcode.F64_CONVERT_I32_U,
          Opcode.F64_CONVERT_I64_U,
          Opcode.I32_TRUNC_SAT_F32_S,
          Opcode.I32_TRUNC_SAT_F32_U,
          Opcode.I32_TRUNC_SAT_F64_S,
          Opcode.I32_TRUNC_SAT_F64_U,
          Opcode.I64_TRUNC_SAT_F32_S,
          Opcode.I64_TRUNC_SAT_F32_U,
          Opcode.I64_TRUNC_SAT_F64_S,
          Opcode.I64_TRUNC_SAT_F64_U,
          Opcode.I64_ADD128,
          Opcode.I64_SUB128,
          Opcode.I64_MUL_WIDE_S,
          Opcode.I64_MUL_WIDE_U);

  /**
   * What does an instruction; nothing where the compiler does it with the JVM's instructions, as
   * loads and stores of vectors whose bytes are those in the memory.
   */
  public static Optional<Helper> of(Opcode opcode) {
    return KNOWN.computeIfAbsent(opcode, Helper::find);
  }

  private static Optional<Helper> find(Opcode opcode) {
    boolean crossing = CROSSING.contains(opcode);
    boolean atomic = opcode.isAtomic() && opcode != Opcode.ATOMIC_FENCE;
    boolean vector =
        opcode.prefix() == 0xfd
            && opcode.immediate() != Immediate.MEMARG
            && opcode.immediate() != Immediate.MEMARG_LANE
            && opcode.immediate() != Immediate.V128;
    if (!crossing && !atomic && !vector && !SCALAR.contains(opcode)) {
      return Optional.empty();
    }
    String results = signature(opcode).substring(signature(opcode).indexOf(':') + 1);
    Form form =
        crossing || results.length() == 2
            ? Form.LOW_AND_HIGH
            : results.equals("v") ? Form.HALVES : Form.WHOLE;
    Class<?> owner = atomic ? Atomics.class : owner(opcode);
    return Optional.of(
        new Helper(
            opcode,
            owner,
            owner.describeConstable().orElseThrow(),
            form,
            names(opcode, form),
            descriptor(opcode, form)));
  }

  private static String signature(Opcode opcode) {
    return opcode.signature().orElseThrow();
  }

  private static Class<?> owner(Opcode opcode) {
    String text = opcode.text();
    return switch (text.substring(0, text.indexOf('.'))) {
      case "i32" -> I32.class;
      case "i64" -> I64.class;
      case "f32" -> F32.class;
      case "f64" -> F64.class;
      case "i8x16" -> I8x16.class;
      case "i16x8" -> I16x8.class;
      case "i32x4" -> I32x4.class;
      case "i64x2" -> I64x2.class;
      case "f32x4" -> F32x4.class;
      case "f64x2" -> F64x2.class;
      default -> V128s.class;
    };
  }

  private static List<String> names(Opcode opcode, Form form) {
    String name = opcode.text().replace('.', '_');
    return form == Form.LOW_AND_HIGH ? List.of(name + "_lo", name + "_hi") : List.of(name);
  }

  private static MethodTypeDesc descriptor(Opcode opcode, Form form) {
    String signature = signature(opcode);
    int colon = signature.indexOf(':');
    List<ClassDesc> parameters = new ArrayList<>();
    if (opcode.feature().equals(Optional.of(Feature.SIMD))
        && opcode.immediate() == Immediate.MEMARG) {
      // What is loaded, in place of where it was loaded from.
      parameters.add(ConstantDescs.CD_long);
    } else {
      for (int i = 0; i < colon; i++) {
        char type = signature.charAt(i);
        parameters.add(of(type));
        if (type == 'v' && form != Form.HALVES) {
          parameters.add(ConstantDescs.CD_long);
        }
      }
    }
    if (opcode.immediate() == Immediate.LANE) {
      parameters.add(ConstantDescs.CD_int);
    } else if (opcode.immediate() == Immediate.SHUFFLE) {
      parameters.add(ConstantDescs.CD_long);
      parameters.add(ConstantDescs.CD_long);
    } else if (opcode.isAtomic()) {
      parameters.add(MEMORY);
    }
    return MethodTypeDesc.of(
        colon + 1 == signature.length() ? ConstantDescs.CD_void : of(signature.charAt(colon + 1)),
        parameters);
  }

  private static ClassDesc of(char type) {
    return switch (type) {
      case 'i' -> ConstantDescs.CD_int;
      case 'f' -> ConstantDescs.CD_float;
      case 'd' -> ConstantDescs.CD_double;
      default -> ConstantDescs.CD_long;
    };
  }
}
