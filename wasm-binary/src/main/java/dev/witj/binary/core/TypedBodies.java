package dev.witj.binary.core;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.internal.core.InstructionValidator;
import dev.witj.binary.internal.core.ModuleContext;
import dev.witj.binary.internal.core.TypeCode;
import dev.witj.diagnostics.DiagnosticException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The function bodies of a module, for those who want to know what is on the operand stack at each
 * instruction: the validator's own stack, shown while it validates.
 *
 * <pre>{@code
 * TypedBodies bodies = CoreValidator.bodies(module, Features.ALL);
 * bodies.begin(0);
 * while (bodies.next()) {
 *   for (int i = 0; i < bodies.operandCount(); i++) { ... bodies.operand(i) ... }
 * }
 * }</pre>
 */
public final class TypedBodies {
  private final ModuleContext context;
  private final List<ByteSlice> bodies;
  private final InstructionValidator validator;
  private final Map<Integer, Integer> indices = new HashMap<>();
  private InstructionReader in = new InstructionReader(ByteSlice.of(new byte[0]));

  TypedBodies(ModuleContext context, List<ByteSlice> bodies) {
    this.context = context;
    this.bodies = bodies;
    this.validator = new InstructionValidator(context);
    for (int i = 0; i < context.typeSpace.size(); i++) {
      indices.putIfAbsent(context.typeSpace.id(i), i);
    }
  }

  /**
   * Goes to the beginning of a body.
   *
   * @param body which one, the first in the code section being 0
   * @throws IndexOutOfBoundsException if there is no such body
   * @throws DiagnosticException if its locals are not valid
   */
  public void begin(int body) {
    int imported = context.functions.size() - bodies.size();
    in = validator.begin(bodies.get(body), context.functions.get(imported + body));
  }

  /**
   * Validates the next instruction.
   *
   * @return false if there is none
   * @throws DiagnosticException if it is not valid; the rest of its body then cannot be validated
   */
  public boolean next() {
    if (!in.next()) {
      return false;
    }
    validator.step(in);
    return true;
  }

  /** How many operands the instruction leaves, those of the outer blocks included. */
  public int operandCount() {
    return validator.operands().size();
  }

  /**
   * The type of an operand, the first being at the bottom of the stack. Type indices are those of
   * the module; where it has a type more than once, the first. In code that cannot be reached there
   * are operands of no type, or references to nothing that is known.
   */
  public Optional<ValType> operand(int index) {
    int code = validator.operands().operand(index);
    if (code == TypeCode.BOTTOM) {
      return Optional.empty();
    }
    if (!TypeCode.isRef(code) || TypeCode.heap(code) < TypeCode.BOTTOM_HEAP) {
      return Optional.of(TypeCode.valType(code));
    }
    Integer known = indices.get(TypeCode.index(TypeCode.heap(code)));
    return Optional.ofNullable(known)
        .map(type -> new RefType(TypeCode.isNullable(code), new HeapType.Concrete(type)));
  }
}
