package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.Features;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.CoreModuleBuilder;
import dev.witj.binary.core.CoreValidator;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.ValType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Modules that are valid and as large as can be in one respect, where the JVM has limits, run. */
class HostileModuleTest {
  private static final FuncType NONE_TO_I32 = new FuncType(List.of(), List.of(NumType.I32));
  private static final FuncType I32_TO_I32 =
      new FuncType(List.of(NumType.I32), List.of(NumType.I32));

  private static Instruction i32(int value) {
    return new Instruction.I32Const(value);
  }

  private static Instruction i64(long value) {
    return new Instruction.I64Const(value);
  }

  private static Instruction plain(Opcode opcode) {
    return new Instruction.Plain(opcode);
  }

  private static Instruction of(Opcode opcode, int index) {
    return new Instruction.Index(opcode, index);
  }

  private static Object[] call(CoreModuleBuilder builder, int function, Object... arguments) {
    builder.export("run", ExternKind.FUNC, function);
    byte[] binary = builder.toByteArray();
    var _ = CoreValidator.validate(CoreModule.read(ByteSlice.of(binary)), Features.ALL);
    Instance instance =
        WasmEngine.create()
            .compile(ByteSlice.of(binary), "hostile")
            .instantiate(List.of(), Meter.UNLIMITED);
    return ((Func) instance.export("run").orElseThrow()).call(arguments);
  }

  private static Object[] call(
      FuncType type,
      List<FunctionBody.Locals> locals,
      List<Instruction> code,
      Object... arguments) {
    CoreModuleBuilder builder = new CoreModuleBuilder();
    FunctionBody body = FunctionBody.of(locals, ConstExpr.of(code).code());
    return call(builder, builder.addFunction(builder.addType(type), body), arguments);
  }

  @Test
  void manyLocals() {
    for (NumType type : NumType.values()) {
      List<FunctionBody.Locals> locals =
          List.of(new FunctionBody.Locals(10_000, type), new FunctionBody.Locals(1, NumType.I32));
      List<Instruction> code =
          List.of(
              of(Opcode.LOCAL_GET, 9_999),
              of(Opcode.LOCAL_SET, 5_000),
              i32(7),
              of(Opcode.LOCAL_SET, 10_000),
              of(Opcode.LOCAL_GET, 10_000));
      assertArrayEquals(new Object[] {7}, call(NONE_TO_I32, locals, code), type.toString());
    }
  }

  @Test
  void asManyLocalsAsThereMayBe() {
    List<FunctionBody.Locals> locals = List.of(new FunctionBody.Locals(49_999, NumType.V128));
    List<Instruction> code =
        List.of(
            of(Opcode.LOCAL_GET, 0),
            new Instruction.Plain(Opcode.I32X4_SPLAT),
            of(Opcode.LOCAL_SET, 49_999),
            of(Opcode.LOCAL_GET, 49_999),
            new Instruction.Lane(Opcode.I32X4_EXTRACT_LANE, 3));
    assertArrayEquals(new Object[] {9}, call(I32_TO_I32, locals, code, 9));
  }

  @Test
  void manyLocalsOfAFunctionThatCallsItself() {
    int last = 3_000;
    List<Instruction> code =
        List.of(
            of(Opcode.LOCAL_GET, last),
            new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY),
            i32(99),
            plain(Opcode.RETURN),
            plain(Opcode.END),
            i32(7),
            of(Opcode.LOCAL_SET, last),
            of(Opcode.LOCAL_GET, 0),
            plain(Opcode.I32_EQZ),
            new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY),
            i32(3),
            plain(Opcode.RETURN),
            plain(Opcode.END),
            of(Opcode.LOCAL_GET, 0),
            i32(1),
            plain(Opcode.I32_SUB),
            of(Opcode.RETURN_CALL, 0));
    List<FunctionBody.Locals> locals = List.of(new FunctionBody.Locals(last, NumType.I32));
    assertArrayEquals(new Object[] {3}, call(I32_TO_I32, locals, code, 5));
  }

  @Test
  void deepNesting() {
    int depth = 20_000;
    List<Instruction> code = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      code.add(new Instruction.Block(Opcode.BLOCK, BlockType.Empty.EMPTY));
    }
    code.add(of(Opcode.BR, depth - 1));
    code.addAll(Collections.nCopies(depth, plain(Opcode.END)));
    code.add(i32(3));
    assertArrayEquals(new Object[] {3}, call(NONE_TO_I32, List.of(), code));
  }

  @Test
  void deepNestingOfLoopsWithBranches() {
    int depth = 3_000;
    List<Instruction> code = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      code.add(new Instruction.Block(Opcode.LOOP, BlockType.Empty.EMPTY));
    }
    for (int i = 0; i < depth; i++) {
      code.add(i32(0));
      code.add(of(Opcode.BR_IF, 0));
      code.add(plain(Opcode.END));
    }
    code.add(i32(3));
    assertArrayEquals(new Object[] {3}, call(NONE_TO_I32, List.of(), code));
  }

  @Test
  void deepNestingOfMuchCode() {
    int depth = 5_000;
    List<Instruction> code = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      code.add(of(Opcode.LOCAL_GET, 0));
      code.add(new Instruction.Block(Opcode.IF, BlockType.Empty.EMPTY));
    }
    for (int i = 0; i < depth; i++) {
      for (int k = 0; k < 5; k++) {
        code.add(of(Opcode.LOCAL_GET, 0));
        code.add(i32(1));
        code.add(plain(Opcode.I32_ADD));
        code.add(of(Opcode.LOCAL_SET, 0));
      }
      code.add(plain(Opcode.END));
    }
    code.add(of(Opcode.LOCAL_GET, 0));
    assertArrayEquals(new Object[] {25_001}, call(I32_TO_I32, List.of(), code, 1));
  }

  @Test
  void deepNestingOfHandlers() {
    int depth = 500;
    List<Instruction> code = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      code.add(new Instruction.TryTable(Opcode.TRY_TABLE, BlockType.Empty.EMPTY, List.of()));
    }
    code.addAll(Collections.nCopies(depth, plain(Opcode.END)));
    code.add(i32(3));
    assertArrayEquals(new Object[] {3}, call(NONE_TO_I32, List.of(), code));
  }

  @Test
  void branchTableOfAsManyTargetsAsThereMayBe() {
    List<Instruction> code = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      code.add(new Instruction.Block(Opcode.BLOCK, BlockType.Empty.EMPTY));
    }
    List<Integer> labels = IntStream.range(0, 1_000_000).mapToObj(i -> i % 2).toList();
    code.add(of(Opcode.LOCAL_GET, 0));
    code.add(new Instruction.Branches(Opcode.BR_TABLE, labels, 2));
    for (int i = 0; i < 3; i++) {
      code.add(plain(Opcode.END));
      code.add(i32(i));
      code.add(plain(Opcode.RETURN));
    }
    assertArrayEquals(new Object[] {0}, call(I32_TO_I32, List.of(), code, 999_998));
    assertArrayEquals(new Object[] {1}, call(I32_TO_I32, List.of(), code, 999_999));
    assertArrayEquals(new Object[] {2}, call(I32_TO_I32, List.of(), code, 1_000_000));
    assertArrayEquals(new Object[] {2}, call(I32_TO_I32, List.of(), code, -1));
  }

  @Test
  void moreConstantsThanAClassHasRoomFor() {
    List<Instruction> code = new ArrayList<>();
    code.add(i64(0));
    long sum = 0;
    for (int i = 1; i <= 70_000; i++) {
      sum += i * 0x1234_5678_9abcL;
      code.add(i64(i * 0x1234_5678_9abcL));
      code.add(plain(Opcode.I64_ADD));
    }
    FuncType type = new FuncType(List.of(), List.of(NumType.I64));
    assertArrayEquals(new Object[] {sum}, call(type, List.of(), code));
  }

  @Test
  void manyParametersAndResults() {
    for (NumType type : List.of(NumType.I32, NumType.V128)) {
      List<ValType> many = Collections.nCopies(1000, type);
      List<Instruction> code =
          IntStream.range(0, 1000).mapToObj(i -> of(Opcode.LOCAL_GET, 999 - i)).toList();
      Object[] arguments =
          IntStream.range(0, 1000)
              .mapToObj(i -> type == NumType.I32 ? (Object) i : new V128(i, -i))
              .toArray();
      Object[] reversed = new ArrayList<>(List.of(arguments)).reversed().toArray();
      assertArrayEquals(reversed, call(new FuncType(many, many), List.of(), code, arguments));
    }
  }

  @Test
  void longFunctionWithoutBlocks() {
    List<Instruction> code = new ArrayList<>();
    code.add(of(Opcode.LOCAL_GET, 0));
    for (int i = 0; i < 300_000; i++) {
      code.add(of(Opcode.LOCAL_GET, 0));
      code.add(plain(Opcode.I32_ADD));
    }
    assertArrayEquals(new Object[] {300_001}, call(I32_TO_I32, List.of(), code, 1));
  }

  @Test
  void longFunctionOfManyVariables() {
    List<Instruction> code = new ArrayList<>();
    for (int i = 1; i <= 100_000; i++) {
      code.add(of(Opcode.LOCAL_GET, (i - 1) % 50_000));
      code.add(i32(1));
      code.add(plain(Opcode.I32_ADD));
      code.add(of(Opcode.LOCAL_SET, i % 50_000));
    }
    code.add(of(Opcode.LOCAL_GET, 0));
    List<FunctionBody.Locals> locals = List.of(new FunctionBody.Locals(49_999, NumType.I32));
    assertArrayEquals(new Object[] {100_005}, call(I32_TO_I32, locals, code, 5));
  }

  @Test
  void chainOfSelections() {
    List<Instruction> code = new ArrayList<>();
    code.add(of(Opcode.LOCAL_GET, 0));
    for (int i = 0; i < 50_000; i++) {
      code.add(i32(3 * i));
      code.add(of(Opcode.LOCAL_GET, 0));
      code.add(i32(i));
      code.add(plain(Opcode.I32_NE));
      code.add(plain(Opcode.SELECT));
    }
    code.add(of(Opcode.LOCAL_GET, 0));
    code.add(plain(Opcode.I32_ADD));
    assertArrayEquals(new Object[] {120_000}, call(I32_TO_I32, List.of(), code, 30_000));
  }
}
