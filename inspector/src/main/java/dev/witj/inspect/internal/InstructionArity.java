package dev.witj.inspect.internal;

import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.Opcode;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * How many values an instruction takes and gives, whether it is valid or not. What cannot be known
 * since an index leads nowhere is empty, and so are the marks that open, split and close blocks.
 *
 * @param operands how many it takes from the stack
 * @param results how many it leaves there
 */
public record InstructionArity(int operands, int results) {
  /**
   * The arity of the instruction that a reader stands at.
   *
   * @param returns how many values the function returns
   * @param labels how many values a branch to a label takes; negative if there is no such label
   */
  static Optional<InstructionArity> of(
      InstructionReader in, ModuleTypes types, int returns, IntUnaryOperator labels) {
    Optional<String> signature = in.opcode().signature();
    if (signature.isPresent()) {
      String letters = signature.get();
      int colon = letters.indexOf(':');
      return known(colon, letters.length() - colon - 1);
    }
    return switch (in.opcode()) {
      case BLOCK, LOOP, IF, TRY, TRY_TABLE, ELSE, CATCH, CATCH_ALL, DELEGATE, END ->
          Optional.empty();
      case UNREACHABLE, RETHROW -> known(0, 0);
      case LOCAL_GET, GLOBAL_GET, TABLE_SIZE, REF_NULL, REF_FUNC, STRUCT_NEW_DEFAULT -> known(0, 1);
      case DROP, LOCAL_SET, GLOBAL_SET, THROW_REF -> known(1, 0);
      case LOCAL_TEE,
          TABLE_GET,
          REF_IS_NULL,
          REF_AS_NON_NULL,
          REF_TEST,
          REF_TEST_NULL,
          REF_CAST,
          REF_CAST_NULL,
          REF_I31,
          I31_GET_S,
          I31_GET_U,
          ANY_CONVERT_EXTERN,
          EXTERN_CONVERT_ANY,
          STRUCT_GET,
          STRUCT_GET_S,
          STRUCT_GET_U,
          ARRAY_NEW_DEFAULT,
          ARRAY_LEN ->
          known(1, 1);
      case TABLE_SET, STRUCT_SET -> known(2, 0);
      case TABLE_GROW,
          REF_EQ,
          ARRAY_NEW,
          ARRAY_NEW_DATA,
          ARRAY_NEW_ELEM,
          ARRAY_GET,
          ARRAY_GET_S,
          ARRAY_GET_U ->
          known(2, 1);
      case TABLE_FILL, TABLE_COPY, TABLE_INIT, MEMORY_COPY, ARRAY_SET -> known(3, 0);
      case SELECT, SELECT_TYPED -> known(3, 1);
      case ARRAY_FILL, ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> known(4, 0);
      case ARRAY_COPY -> known(5, 0);
      case ARRAY_NEW_FIXED -> known(in.secondIndex(), 1);
      case STRUCT_NEW ->
          types.struct(in.index()).flatMap(struct -> known(struct.fields().size(), 1));
      case CALL -> types.ofFunction(in.index()).flatMap(func -> call(func, 0));
      case CALL_INDIRECT, CALL_REF -> types.func(in.index()).flatMap(func -> call(func, 1));
      case RETURN_CALL -> types.ofFunction(in.index()).flatMap(func -> tailCall(func, 0));
      case RETURN_CALL_INDIRECT, RETURN_CALL_REF ->
          types.func(in.index()).flatMap(func -> tailCall(func, 1));
      case THROW -> types.ofTag(in.index()).flatMap(tag -> tailCall(tag, 0));
      case RETURN -> known(returns, 0);
      default -> branch(in.opcode(), labels.applyAsInt(in.index()));
    };
  }

  private static Optional<InstructionArity> branch(Opcode opcode, int label) {
    return label < 0
        ? Optional.empty()
        : switch (opcode) {
          case BR -> known(label, 0);
          case BR_TABLE -> known(label + 1, 0);
          case BR_IF -> known(label + 1, label);
          case BR_ON_NULL -> known(label + 1, label + 1);
          case BR_ON_NON_NULL -> known(label, label - 1);
          case BR_ON_CAST, BR_ON_CAST_FAIL -> known(label, label);
          default -> Optional.empty();
        };
  }

  private static Optional<InstructionArity> call(FuncType type, int more) {
    return known(type.params().size() + more, type.results().size());
  }

  private static Optional<InstructionArity> tailCall(FuncType type, int more) {
    return known(type.params().size() + more, 0);
  }

  private static Optional<InstructionArity> known(int operands, int results) {
    return operands < 0 || results < 0
        ? Optional.empty()
        : Optional.of(new InstructionArity(operands, results));
  }
}
