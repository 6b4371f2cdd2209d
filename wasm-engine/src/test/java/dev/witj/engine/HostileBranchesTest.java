package dev.witj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import dev.witj.engine.script.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Functions of very many blocks within one another, with branches far out of them: compiled code
 * does what the interpreter does.
 */
class HostileBranchesTest {
  /** The variable that says where to go, and the one that notes where it went. */
  private static final int N = 0;

  private static final int SUM = 1;

  private final List<Instruction> code = new ArrayList<>();

  private void add(Opcode opcode) {
    code.add(new Instruction.Plain(opcode));
  }

  private void add(Opcode opcode, int index) {
    code.add(new Instruction.Index(opcode, index));
  }

  private void number(int value) {
    code.add(new Instruction.I32Const(value));
  }

  private void open(Opcode opcode) {
    code.add(new Instruction.Block(opcode, BlockType.Empty.EMPTY));
  }

  /** Notes that control came here. */
  private void note(int place) {
    add(Opcode.LOCAL_GET, SUM);
    number(31);
    add(Opcode.I32_MUL);
    number(place);
    add(Opcode.I32_ADD);
    add(Opcode.LOCAL_SET, SUM);
  }

  /** Branches if the function is called with a number. */
  private void branch(int number, int label) {
    add(Opcode.LOCAL_GET, N);
    number(number);
    add(Opcode.I32_EQ);
    add(Opcode.BR_IF, label);
  }

  private void compare(int... arguments) {
    add(Opcode.LOCAL_GET, SUM);
    CoreModuleBuilder builder = new CoreModuleBuilder();
    FuncType type = new FuncType(List.of(NumType.I32), List.of(NumType.I32));
    FunctionBody body =
        FunctionBody.of(
            List.of(new FunctionBody.Locals(2, NumType.I32)), ConstExpr.of(code).code());
    builder.export("run", ExternKind.FUNC, builder.addFunction(builder.addType(type), body));
    byte[] binary = builder.toByteArray();
    var _ = CoreValidator.validate(CoreModule.read(ByteSlice.of(binary)), Features.ALL);
    assertEquals(
        run(Subject.interpreter(), binary, arguments),
        run(Subject.compiler(EngineOptions.defaults()), binary, arguments));
  }

  private static List<Object> run(Subject subject, byte[] binary, int[] arguments) {
    Instance instance =
        subject.compile(ByteSlice.of(binary)).instantiate(List.of(), Meter.UNLIMITED);
    Func run = (Func) instance.export("run").orElseThrow();
    return IntStream.of(arguments).mapToObj(each -> run.call(each)[0]).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 20_000})
  void fromTheInnermostToAll(int depth) {
    for (int i = 0; i < depth; i++) {
      open(Opcode.BLOCK);
    }
    for (int i = 0; i < depth; i++) {
      branch(i, i);
    }
    for (int i = 0; i < depth; i++) {
      add(Opcode.END);
      note(i);
    }
    compare(0, 1, depth / 2, depth - 1, depth);
  }

  @ParameterizedTest
  @CsvSource({"1000, 3", "20000, 1"})
  void fromEachToOthers(int depth, int branches) {
    Random random = new Random(depth);
    for (int i = 0; i < depth; i++) {
      open(random.nextInt(4) == 0 ? Opcode.LOOP : Opcode.BLOCK);
      note(i);
      for (int k = 0; k < branches; k++) {
        open(Opcode.BLOCK);
        add(Opcode.LOCAL_GET, N);
        number(i);
        add(Opcode.I32_NE);
        add(Opcode.BR_IF, 0);
        // Never twice.
        number(-1);
        add(Opcode.LOCAL_SET, N);
        add(Opcode.BR, 1 + random.nextInt(i + 1));
        add(Opcode.END);
      }
    }
    for (int i = 0; i < depth; i++) {
      note(i);
      add(Opcode.END);
      note(i);
    }
    compare(0, 1, depth / 2, depth - 1, depth);
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 20_000})
  void byATableToAll(int depth) {
    for (int i = 0; i < depth; i++) {
      open(Opcode.BLOCK);
    }
    List<Integer> labels = IntStream.range(0, depth).boxed().toList();
    add(Opcode.LOCAL_GET, N);
    code.add(new Instruction.Branches(Opcode.BR_TABLE, labels, depth / 3));
    for (int i = 0; i < depth; i++) {
      add(Opcode.END);
      note(i);
    }
    compare(0, 1, depth / 2, depth - 1, depth, -1);
  }
}
