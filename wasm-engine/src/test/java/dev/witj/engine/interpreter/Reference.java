package dev.witj.engine.interpreter;

import dev.witj.binary.core.Immediate;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.Opcode;
import dev.witj.engine.V128;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What single instructions make of operands, for tests of what compiled code calls. */
public final class Reference {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

  private Reference() {}

  /**
   * What an instruction on numbers or vectors makes of operands. Of a load that widens lanes the
   * operand is the number that is loaded.
   *
   * @return a number, a vector, or the two numbers that wide arithmetic gives
   */
  public static Object apply(Instruction instruction, @Nullable Object[] operands) {
    Opcode opcode = instruction.opcode();
    if (opcode.immediate() == Immediate.MEMARG) {
      return widen(opcode, Scalars.l(operands[0]));
    }
    Object scalar = Scalars.apply(opcode, operands);
    if (scalar != null) {
      return scalar;
    }
    List<Long> wide = wide(opcode, operands);
    return wide != null ? wide : Vectors.apply(instruction, operands);
  }

  /** {@code v128.load8x8_s} and its like, of what is loaded. */
  static V128 widen(Opcode opcode, long loaded) {
    String name = opcode.text().substring("v128.load".length());
    int width = Integer.parseInt(name.substring(0, name.indexOf('x')));
    V128 narrow = new V128(loaded, 0);
    long[] lanes =
        name.endsWith("_s") ? Vectors.signed(narrow, width) : Vectors.unsigned(narrow, width);
    return Vectors.vector(java.util.Arrays.copyOf(lanes, 64 / width), 2 * width);
  }

  /** Wide arithmetic; null if it is something else. */
  static @Nullable List<Long> wide(Opcode opcode, @Nullable Object[] operands) {
    BigInteger result =
        switch (opcode) {
          case I64_ADD128 -> pair(operands, 0).add(pair(operands, 2));
          case I64_SUB128 -> pair(operands, 0).subtract(pair(operands, 2));
          case I64_MUL_WIDE_S ->
              BigInteger.valueOf(Scalars.l(operands[0]))
                  .multiply(BigInteger.valueOf(Scalars.l(operands[1])));
          case I64_MUL_WIDE_U ->
              unsigned(Scalars.l(operands[0])).multiply(unsigned(Scalars.l(operands[1])));
          default -> null;
        };
    if (result == null) {
      return null;
    }
    BigInteger wrapped = result.mod(MODULUS);
    return List.of(wrapped.longValue(), wrapped.shiftRight(64).longValue());
  }

  private static BigInteger pair(@Nullable Object[] operands, int at) {
    return unsigned(Scalars.l(operands[at + 1]))
        .shiftLeft(64)
        .add(unsigned(Scalars.l(operands[at])));
  }

  private static BigInteger unsigned(long x) {
    return new BigInteger(Long.toUnsignedString(x));
  }
}
