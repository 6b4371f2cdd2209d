package dev.witj.engine.internal.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.core.Immediate;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.Opcode;
import dev.witj.engine.Trap;
import dev.witj.engine.V128;
import dev.witj.engine.interpreter.Reference;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Does what compiled code does with vectors and numbers, on random values and those at the edges,
 * and compares with the interpreter. {@code -Dwitj.rounds} says how often.
 */
class HelperTest {
  private static final int ROUNDS = Integer.getInteger("witj.rounds", 250);

  /** Bytes that make edges of lanes of every width, and floats that are none. */
  private static final int[] EDGES = {0, 1, 0x7f, 0x80, 0x81, 0xff, 0xfe, 0xc0, 0x3f, 0x40, 0x0f};

  /** Infinities, NaNs of both kinds and zeros of both signs. */
  private static final long[] SPECIAL = {
    0x7f80_0000_ff80_0000L,
    0x7fc0_0000_7fa0_0000L,
    0xffc0_1234_ff81_0000L,
    0x7ff0_0000_0000_0000L,
    0xfff8_0000_0000_0000L,
    0x7ff0_0000_0000_0001L,
    0x8000_0000_0000_0000L,
    0x8000_0000_8000_0000L,
    0,
    -1
  };

  private static final Set<String> EXACT =
      Set.of("abs", "neg", "pmin", "pmax", "splat", "copysign", "extract_lane", "replace_lane");

  static Stream<Opcode> opcodes() {
    return Arrays.stream(Opcode.values())
        .filter(opcode -> !opcode.isAtomic() && Helper.of(opcode).isPresent());
  }

  @Test
  void everyVectorAndAtomicInstructionHasMethodsAndEveryMethodAnInstruction() throws Exception {
    Set<Method> used = new HashSet<>();
    Set<Class<?>> owners = new HashSet<>();
    for (Opcode opcode : Opcode.values()) {
      Optional<Helper> helper = Helper.of(opcode);
      boolean vector =
          opcode.prefix() == 0xfd
              && opcode.immediate() != Immediate.MEMARG
              && opcode.immediate() != Immediate.MEMARG_LANE
              && opcode != Opcode.V128_CONST;
      assertTrue(helper.isPresent() || !vector, opcode.text());
      assertTrue(
          helper.isPresent() || !opcode.isAtomic() || opcode == Opcode.ATOMIC_FENCE, opcode.text());
      if (helper.isPresent()) {
        owners.add(helper.get().owner());
        MethodType type = type(helper.get());
        for (String name : helper.get().names()) {
          Method method = helper.get().owner().getMethod(name, type.parameterArray());
          assertEquals(type.returnType(), method.getReturnType(), name);
          used.add(method);
        }
      }
    }
    for (Class<?> owner : owners) {
      for (Method method : owner.getDeclaredMethods()) {
        assertTrue(
            !Modifier.isPublic(method.getModifiers()) || used.contains(method), method.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("opcodes")
  void doesWhatTheInterpreterDoes(Opcode opcode) throws Throwable {
    Random random = new Random(opcode.code());
    Helper helper = Helper.of(opcode).orElseThrow();
    String signature = opcode.signature().orElseThrow();
    String parameters = signature.substring(0, signature.indexOf(':'));
    if (opcode.immediate() == Immediate.MEMARG) {
      // What is loaded stands in for where it is loaded from.
      parameters = "l";
    }
    for (int round = 0; round < ROUNDS; round++) {
      Object[] operands = new Object[parameters.length()];
      for (int i = 0; i < operands.length; i++) {
        operands[i] = value(parameters.charAt(i), random);
      }
      Instruction instruction = instruction(opcode, random);
      Object expected = outcome(() -> Reference.apply(instruction, operands));
      Object found = outcome(() -> compiled(helper, instruction, operands));
      boolean exact = EXACT.stream().anyMatch(name -> opcode.text().contains(name));
      assertEquals(
          comparable(expected, opcode, exact),
          comparable(found, opcode, exact),
          () -> instruction + " of " + Arrays.toString(operands));
    }
  }

  private interface Action {
    Object run() throws Throwable;
  }

  private static Object outcome(Action action) throws Throwable {
    try {
      return action.run();
    } catch (Trap trap) {
      return trap.kind();
    }
  }

  /** Makes all quiet NaNs the same, since the specification says no more of them. */
  private static Object comparable(Object value, Opcode opcode, boolean exact) {
    if (value instanceof V128 vector) {
      if (!exact && opcode.text().startsWith("f32x4")) {
        return List.of(
            single((int) vector.low()),
            single((int) (vector.low() >>> 32)),
            single((int) vector.high()),
            single((int) (vector.high() >>> 32)));
      }
      return !exact && opcode.text().startsWith("f64x2")
          ? List.of(twice(vector.low()), twice(vector.high()))
          : vector;
    }
    if (value instanceof Float number) {
      int bits = Float.floatToRawIntBits(number);
      return exact ? (Object) bits : single(bits);
    }
    if (value instanceof Double number) {
      long bits = Double.doubleToRawLongBits(number);
      return exact ? (Object) bits : twice(bits);
    }
    return value;
  }

  private static int single(int bits) {
    return Float.isNaN(Float.intBitsToFloat(bits)) && (bits & 1 << 22) != 0 ? 0x7fc00000 : bits;
  }

  private static long twice(long bits) {
    return Double.isNaN(Double.longBitsToDouble(bits)) && (bits & 1L << 51) != 0
        ? 0x7ff8000000000000L
        : bits;
  }

  private static Object compiled(Helper helper, Instruction instruction, Object[] operands)
      throws Throwable {
    List<Long> halves = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      String name = helper.names().get(helper.names().size() == 2 ? half : 0);
      List<Object> arguments = new ArrayList<>();
      for (Object operand : operands) {
        if (operand instanceof V128(long low, long high)) {
          if (helper.form() != Helper.Form.HALVES) {
            arguments.add(low);
            arguments.add(high);
          } else {
            arguments.add(half == 0 ? low : high);
          }
        } else {
          arguments.add(operand);
        }
      }
      if (instruction instanceof Instruction.Lane lane) {
        arguments.add(lane.lane());
      } else if (instruction instanceof Instruction.Shuffle shuffle) {
        arguments.add(shuffle.low());
        arguments.add(shuffle.high());
      }
      MethodHandle method = MethodHandles.lookup().findStatic(helper.owner(), name, type(helper));
      Object result = method.invokeWithArguments(arguments);
      if (helper.form() == Helper.Form.WHOLE) {
        return result;
      }
      halves.add((Long) result);
    }
    return instruction.opcode().signature().orElseThrow().endsWith("v")
        ? new V128(halves.get(0), halves.get(1))
        : halves;
  }

  private static MethodType type(Helper helper) throws ReflectiveOperationException {
    return helper.descriptor().resolveConstantDesc(MethodHandles.lookup());
  }

  private static Instruction instruction(Opcode opcode, Random random) {
    return switch (opcode.immediate()) {
      case LANE -> new Instruction.Lane(opcode, random.nextInt(opcode.lanes()));
      case SHUFFLE ->
          new Instruction.Shuffle(
              opcode,
              random.nextLong() & 0x1f1f_1f1f_1f1f_1f1fL,
              random.nextLong() & 0x1f1f_1f1f_1f1f_1f1fL);
      default -> new Instruction.Plain(opcode);
    };
  }

  private static Object value(char type, Random random) {
    long bits = bits(random);
    return switch (type) {
      case 'i' -> (int) bits;
      case 'l' -> bits;
      case 'f' -> Float.intBitsToFloat((int) bits);
      case 'd' -> Double.longBitsToDouble(bits);
      default -> new V128(bits, bits(random));
    };
  }

  private static long bits(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextLong();
      case 1 -> nearInteger(random);
      case 2 -> SPECIAL[random.nextInt(SPECIAL.length)];
      default -> {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
          bits = bits << 8 | EDGES[random.nextInt(EDGES.length)];
        }
        yield bits;
      }
    };
  }

  /** Floats that are near to integers of either width, and their halves. */
  private static long nearInteger(Random random) {
    double magnitude = (random.nextInt(5) - 2) * 0.5 + Math.scalb(1.0, random.nextInt(66));
    double number = random.nextBoolean() ? magnitude : -magnitude;
    return random.nextBoolean()
        ? Double.doubleToRawLongBits(number)
        : Float.floatToRawIntBits((float) number)
            | (long) Float.floatToRawIntBits((float) -number) << 32;
  }
}
