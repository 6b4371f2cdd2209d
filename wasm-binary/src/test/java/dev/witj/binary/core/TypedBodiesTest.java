package dev.witj.binary.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.Features;
import dev.witj.diagnostics.DiagnosticException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TypedBodiesTest {
  private static final SubType NULLARY = SubType.of(new FuncType(List.of(), List.of()));
  private static final SubType EMPTY = SubType.of(new StructType(List.of()));

  private static TypedBodies bodies(Instruction... instructions) {
    FunctionBody body = FunctionBody.of(List.of(), ConstExpr.of(List.of(instructions)).code());
    CoreModule module =
        CoreModule.of(
            List.of(
                new ModuleSection.Types(
                    List.of(RecGroup.of(EMPTY), RecGroup.of(NULLARY), RecGroup.of(EMPTY))),
                new ModuleSection.Functions(List.of(1)),
                new ModuleSection.Code(List.of(body))));
    TypedBodies bodies = CoreValidator.bodies(module, Features.ALL);
    bodies.begin(0);
    return bodies;
  }

  private static Instruction plain(Opcode opcode) {
    return new Instruction.Plain(opcode);
  }

  private static List<Optional<ValType>> next(TypedBodies bodies) {
    assertTrue(bodies.next());
    List<Optional<ValType>> operands = new ArrayList<>();
    for (int i = 0; i < bodies.operandCount(); i++) {
      operands.add(bodies.operand(i));
    }
    return operands;
  }

  @Test
  void showsOperandsOfOuterBlocksToo() {
    TypedBodies bodies =
        bodies(
            new Instruction.I64Const(1),
            new Instruction.Block(Opcode.BLOCK, new BlockType.Value(NumType.F32)),
            new Instruction.F32Const(0),
            plain(Opcode.END),
            plain(Opcode.DROP),
            plain(Opcode.DROP));
    Optional<ValType> i64 = Optional.of(NumType.I64);
    Optional<ValType> f32 = Optional.of(NumType.F32);
    assertEquals(List.of(i64), next(bodies));
    assertEquals(List.of(i64), next(bodies));
    assertEquals(List.of(i64, f32), next(bodies));
    assertEquals(List.of(i64, f32), next(bodies));
    assertEquals(List.of(i64), next(bodies));
    assertEquals(List.of(), next(bodies));
    assertEquals(List.of(), next(bodies));
    assertFalse(bodies.next());
  }

  @Test
  void namesEqualTypesByTheFirstOfThem() {
    TypedBodies bodies =
        bodies(new Instruction.Index(Opcode.STRUCT_NEW_DEFAULT, 2), plain(Opcode.DROP));
    assertEquals(List.of(Optional.of(RefType.nonNull(new HeapType.Concrete(0)))), next(bodies));
  }

  @Test
  void knowsNoTypesInCodeThatCannotBeReached() {
    TypedBodies bodies =
        bodies(plain(Opcode.UNREACHABLE), plain(Opcode.SELECT), plain(Opcode.REF_AS_NON_NULL));
    assertEquals(List.of(), next(bodies));
    assertEquals(List.of(Optional.empty()), next(bodies));
    assertEquals(List.of(Optional.empty()), next(bodies));
  }

  @Test
  void stopsAtWhatIsNotValidAndBeginsAgain() {
    TypedBodies bodies = bodies(new Instruction.I32Const(0), plain(Opcode.F32_ABS));
    assertEquals(1, next(bodies).size());
    assertThrows(DiagnosticException.class, bodies::next);
    bodies.begin(0);
    assertEquals(List.of(Optional.of(NumType.I32)), next(bodies));
  }

  @Test
  void refusesABodyThatIsNotThere() {
    TypedBodies bodies = bodies();
    assertThrows(IndexOutOfBoundsException.class, () -> bodies.begin(1));
  }
}
