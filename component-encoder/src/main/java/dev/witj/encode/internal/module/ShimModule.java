package dev.witj.encode.internal.module;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.GlobalType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.SizeLimits;
import dev.witj.binary.core.TableType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The core module that is instantiated before all others and stands in for functions that cannot be
 * there yet: each of its functions calls the real one by way of a table, or of a variable, which
 * {@link FixupModule} fills in when everybody else is there.
 *
 * @param functions what stands in for what, in the order of the table
 * @param byReference whether a variable for each function is used instead of a table
 * @param memory a memory that the main module imports and nobody else defines
 * @param tlsBase the type of the variable for the base of thread-local storage, if one is needed
 */
public record ShimModule(
    List<Function> functions,
    boolean byReference,
    Optional<MemoryType> memory,
    Optional<NumType> tlsBase) {
  /** The export that is the table. */
  static final String TABLE = "$imports";

  /** The export that is the memory. */
  public static final String MEMORY = "$memory";

  /** The export that reads the base of thread-local storage. */
  public static final String GET_TLS_BASE = "$get-tls-base";

  /** The export that writes it. */
  public static final String SET_TLS_BASE = "$set-tls-base";

  /** One that stands in for another; it is exported under its number. */
  public record Function(String debugName, FuncType type) {}

  public ShimModule {
    functions = List.copyOf(functions);
  }

  /** The table of so many functions. */
  static TableType table(int size) {
    return TableType.of(RefType.FUNCREF, SizeLimits.between(size, size));
  }

  /** The export that is the variable for a function. */
  static String variable(int number) {
    return "g" + number;
  }

  /** The type of that. */
  static GlobalType variableType(int type) {
    return new GlobalType(RefType.nonNull(new HeapType.Concrete(type)), true);
  }

  /** The binary. */
  public ByteSlice build() {
    CoreModuleWriter out =
        new CoreModuleWriter(Optional.of("shims for calls into what is not there yet"));
    if (!functions.isEmpty() && !byReference) {
      out.table(table(functions.size()));
    }
    memory.ifPresent(out::memory);
    Map<FuncType, Integer> traps = new HashMap<>();
    for (int i = 0; i < functions.size(); i++) {
      Function of = functions.get(i);
      if (byReference) {
        byReference(out, i, of, traps);
      } else {
        byTable(out, i, of);
      }
    }
    if (!functions.isEmpty() && !byReference) {
      out.export(TABLE, ExternKind.TABLE, 0);
    }
    if (memory.isPresent()) {
      out.export(MEMORY, ExternKind.MEMORY, 0);
    }
    tlsBase.ifPresent(type -> addTlsBase(out, type));
    return out.build();
  }

  private static void byTable(CoreModuleWriter out, int number, Function of) {
    List<Instruction> code = arguments(of.type());
    code.add(new Instruction.I32Const(number));
    code.add(new Instruction.Indices(Opcode.CALL_INDIRECT, out.type(of.type()), 0));
    int function = out.function(of.debugName(), of.type(), code);
    out.export(Integer.toString(number), ExternKind.FUNC, function);
  }

  private static void byReference(
      CoreModuleWriter out, int number, Function of, Map<FuncType, Integer> traps) {
    int type = out.type(of.type());
    Integer trap = traps.get(of.type());
    if (trap == null) {
      trap =
          out.function(
              "trap until the real function is there",
              of.type(),
              List.of(new Instruction.Plain(Opcode.UNREACHABLE)));
      traps.put(of.type(), trap);
    }
    int variable =
        out.global(
            new Global(
                variableType(type),
                ConstExpr.of(List.of(new Instruction.Index(Opcode.REF_FUNC, trap)))));
    out.export(variable(number), ExternKind.GLOBAL, variable);
    List<Instruction> code = arguments(of.type());
    code.add(new Instruction.Index(Opcode.GLOBAL_GET, variable));
    code.add(new Instruction.Index(Opcode.RETURN_CALL_REF, type));
    int function = out.function(of.debugName(), of.type(), code);
    out.export(Integer.toString(number), ExternKind.FUNC, function);
  }

  private static void addTlsBase(CoreModuleWriter out, NumType type) {
    Instruction zero =
        type == NumType.I64 ? new Instruction.I64Const(0) : new Instruction.I32Const(0);
    int variable = out.global(new Global(new GlobalType(type, true), ConstExpr.of(List.of(zero))));
    int get =
        out.function(
            GET_TLS_BASE,
            new FuncType(List.of(), List.of(type)),
            List.of(new Instruction.Index(Opcode.GLOBAL_GET, variable)));
    int set =
        out.function(
            SET_TLS_BASE,
            new FuncType(List.of(type), List.of()),
            List.of(
                new Instruction.Index(Opcode.LOCAL_GET, 0),
                new Instruction.Index(Opcode.GLOBAL_SET, variable)));
    out.export(GET_TLS_BASE, ExternKind.FUNC, get);
    out.export(SET_TLS_BASE, ExternKind.FUNC, set);
  }

  /** Pushes all parameters. */
  static List<Instruction> arguments(FuncType type) {
    List<Instruction> code = new ArrayList<>();
    for (int i = 0; i < type.params().size(); i++) {
      code.add(new Instruction.Index(Opcode.LOCAL_GET, i));
    }
    return code;
  }
}
