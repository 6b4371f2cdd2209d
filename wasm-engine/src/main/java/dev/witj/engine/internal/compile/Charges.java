package dev.witj.engine.internal.compile;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.witj.binary.core.Opcode;
import dev.witj.engine.internal.run.Burning;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * The fuel that a function takes, and where; see {@link dev.witj.engine.Fuel}. It depends on the
 * instructions alone, and not on which methods they are put into: where a run of instructions
 * begins that are executed one after the other, the units of all of them are taken.
 */
final class Charges {
  /** Of code that takes none. */
  static final Charges NONE = new Charges(new int[0]);

  /** About how many bytes of JVM code are added for a byte of WebAssembly. */
  static final int GROWTH = 9;

  private static final int BYTES_LOG2 = 6;
  private static final int ELEMENTS_LOG2 = 3;

  private static final ClassDesc BURNING = Names.of(Burning.class);
  private static final MethodTypeDesc TAKE = MethodTypeDesc.of(CD_void, Names.BASE_STATE, CD_int);
  private static final MethodTypeDesc BULK =
      MethodTypeDesc.of(CD_void, CD_long, CD_int, Names.BASE_STATE);

  /** What is taken before each instruction. */
  private final int[] units;

  private Charges(int[] units) {
    this.units = units;
  }

  /** Those of a function. */
  static Charges of(Body body) {
    int[] units = new int[body.size()];
    int first = 0;
    for (int i = 0; i < units.length; i++) {
      Opcode opcode = body.opcode(i);
      if (!marks(opcode) && !body.isAdded(i)) {
        units[first]++;
      }
      if (endsRun(opcode)) {
        first = i + 1;
      }
    }
    return new Charges(units);
  }

  private static boolean marks(Opcode opcode) {
    return switch (opcode) {
      case BLOCK, LOOP, TRY, TRY_TABLE, ELSE, CATCH, CATCH_ALL, DELEGATE, END -> true;
      default -> false;
    };
  }

  private static boolean endsRun(Opcode opcode) {
    return switch (opcode) {
      case LOOP,
          IF,
          ELSE,
          CATCH,
          CATCH_ALL,
          DELEGATE,
          END,
          BR,
          BR_IF,
          BR_TABLE,
          BR_ON_NULL,
          BR_ON_NON_NULL,
          BR_ON_CAST,
          BR_ON_CAST_FAIL,
          RETURN,
          RETURN_CALL,
          RETURN_CALL_INDIRECT,
          RETURN_CALL_REF,
          THROW,
          THROW_REF,
          RETHROW,
          UNREACHABLE ->
          true;
      default -> false;
    };
  }

  /** Takes what is to be taken before an instruction, which is compiled next. */
  void take(MethodCompiler m, int i) {
    if (units.length == 0) {
      return;
    }
    if (units[i] > 0) {
      m.line(i);
      m.variables.loadState();
      m.code.constant(units[i]);
      m.code.invokeStatic(BURNING, "take", TAKE);
    }
    switch (Bulk.of(m.body.opcode(i))) {
      case NONE -> {}
      case BYTES -> takeBulk(m, i, BYTES_LOG2);
      case ELEMENTS -> takeBulk(m, i, ELEMENTS_LOG2);
    }
  }

  /** The operand on top says how much there is to do. */
  private static void takeBulk(MethodCompiler m, int i, int log2) {
    boolean wide = m.operands.kind(m.operands.size() - 1) == Kind.LONG;
    m.code.op(wide ? java.lang.classfile.Opcode.DUP2 : java.lang.classfile.Opcode.DUP);
    if (!wide) {
      WrittenOut.unsignedLong(m.code);
    }
    m.code.constant(log2);
    m.variables.loadState();
    m.line(i);
    m.code.invokeStatic(BURNING, "takeBulk", BULK);
  }
}
