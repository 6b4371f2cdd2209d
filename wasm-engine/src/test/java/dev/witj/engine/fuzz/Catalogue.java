package dev.witj.engine.fuzz;

import dev.witj.binary.core.Immediate;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instructions whose operands and results are fixed, by what they give. */
final class Catalogue {
  private static final Map<NumType, List<Opcode>> PURE = new EnumMap<>(NumType.class);

  private static final Map<NumType, List<Opcode>> LOADS = new EnumMap<>(NumType.class);

  /** Those that only change a memory. */
  static final List<Opcode> STORES = new ArrayList<>();

  static {
    for (NumType type : NumType.values()) {
      PURE.put(type, new ArrayList<>());
      LOADS.put(type, new ArrayList<>());
    }
    for (Opcode opcode : Opcode.values()) {
      Optional<String> signature = opcode.signature();
      if (signature.isEmpty() || waits(opcode) || isConstant(opcode)) {
        continue;
      }
      String results = signature.get().substring(signature.get().indexOf(':') + 1);
      boolean memory =
          opcode.immediate() == Immediate.MEMARG || opcode.immediate() == Immediate.MEMARG_LANE;
      if (memory && results.isEmpty()) {
        STORES.add(opcode);
      } else if (results.length() == 1 && !results.equals("a")) {
        NumType type = type(results.charAt(0));
        if (memory) {
          loads(type).add(opcode);
        } else if (!signature.get().contains("a") && !signature.get().startsWith(":")) {
          pure(type).add(opcode);
        }
      }
    }
  }

  private Catalogue() {}

  /** Those on numbers and vectors alone that give one number or vector of a type. */
  static List<Opcode> pure(NumType type) {
    return PURE.getOrDefault(type, List.of());
  }

  /** Those that read a memory and give one number or vector of a type. */
  static List<Opcode> loads(NumType type) {
    return LOADS.getOrDefault(type, List.of());
  }

  /** Whether it may wait for another thread. */
  static boolean waits(Opcode opcode) {
    return opcode == Opcode.MEMORY_ATOMIC_WAIT32 || opcode == Opcode.MEMORY_ATOMIC_WAIT64;
  }

  private static boolean isConstant(Opcode opcode) {
    return switch (opcode.immediate()) {
      case I32, I64, F32, F64, V128 -> true;
      default -> false;
    };
  }

  /** The type that a letter of a signature stands for. */
  static NumType type(char letter) {
    return switch (letter) {
      case 'i' -> NumType.I32;
      case 'l' -> NumType.I64;
      case 'f' -> NumType.F32;
      case 'd' -> NumType.F64;
      case 'v' -> NumType.V128;
      default -> throw new IllegalArgumentException(String.valueOf(letter));
    };
  }

  /** Whether the bits of a result that is not a number are not determined. */
  static boolean isVague(Opcode opcode) {
    String text = opcode.text();
    if (text.startsWith("i") || text.startsWith("v")) {
      return false;
    }
    String name = text.substring(text.indexOf('.') + 1).replace("relaxed_", "");
    return switch (name) {
      case "add", "sub", "mul", "div", "sqrt", "min", "max", "madd", "nmadd" -> true;
      case "ceil", "floor", "trunc", "nearest", "demote_f64", "promote_f32" -> true;
      case "demote_f64x2_zero", "promote_low_f32x4" -> true;
      default -> false;
    };
  }
}
