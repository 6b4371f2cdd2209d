package dev.witj.encode.internal.module;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.ElementSegment;
import dev.witj.binary.core.ExternKind;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The core module that is instantiated behind all others. It fills the real functions in for those
 * of the {@link ShimModule}; calls what the main module wants to be called once; and wraps
 * functions in calls of the main module's task hook, if it has one.
 *
 * @param shims what stands in for what
 * @param realloc for each shim the wrapped function that goes in its place, by its name and module;
 *     the real one where there is none
 * @param destructors whether the shim of each number is a destructor, which is wrapped
 * @param initialize the function to call once, of the main module
 * @param hook the task hook, of the main module
 * @param wrapped the functions to wrap
 * @param addition what else it does
 */
public record FixupModule(
    ShimModule shims,
    Map<Integer, Wrapped> realloc,
    List<Integer> destructors,
    Optional<String> initialize,
    Optional<String> hook,
    List<Wrapped> wrapped,
    Optional<Addition> addition) {
  /** What else the module does before anything is called. */
  public interface Addition {
    /**
     * Adds imports and segments, behind the imports of real functions.
     *
     * @return what it does then
     */
    Code add(CoreModuleWriter out);

    /**
     * What is done at first.
     *
     * @param prepare what no function of the program needs to know of
     * @param initialize calls of functions that initialize the program
     */
    record Code(List<Instruction> prepare, List<Instruction> initialize) {}
  }

  /** The module name of the real functions. */
  public static final String ACTUAL = "actual";

  /** The module name of the stand-ins. */
  public static final String SHIM = "shim";

  /** The module name of the main module. */
  public static final String MAIN = "main";

  private static final FuncType NOTHING = new FuncType(List.of(), List.of());
  private static final FuncType HOOK = new FuncType(List.of(NumType.I32), List.of());

  /** When the hook is called, as a number that it is given. */
  public enum Occasion {
    /** A function that does not block. */
    SYNC(0, 1),
    /** A function that blocks as it likes. */
    STACKFUL(2, 5),
    /** A function that returns whether it is done. */
    ASYNC(2, 5),
    /** What is called on events; it returns whether the function is done. */
    CALLBACK(3, 5),
    /** The one call before all others. */
    INITIALIZE(6, 7),
    /** A resource is dropped. */
    DESTRUCTOR(8, 9),
    /** The results have been read. */
    POST_RETURN(10, 11),
    /** Memory is allocated. */
    REALLOC(12, 13);

    /** What the hook is given behind a function that returned that it is not done. */
    private static final int BLOCKED = 4;

    private final int before;
    private final int after;

    Occasion(int before, int after) {
      this.before = before;
      this.after = after;
    }

    private boolean returnsState() {
      return this == ASYNC || this == CALLBACK;
    }
  }

  /**
   * A function to wrap.
   *
   * @param module the module name it is imported from
   * @param name its name there
   * @param type its type
   * @param occasion when it is called
   */
  public record Wrapped(String module, String name, FuncType type, Occasion occasion) {}

  public FixupModule {
    realloc = Map.copyOf(realloc);
    destructors = List.copyOf(destructors);
    wrapped = List.copyOf(wrapped);
  }

  /** Whether there is anything to do. */
  public boolean isNeeded() {
    return !shims.functions().isEmpty()
        || initialize.isPresent()
        || !wrapped.isEmpty()
        || addition.isPresent();
  }

  /** The export that is a wrapped function. */
  public static String export(int number) {
    return "hook" + number;
  }

  /** The binary. */
  public ByteSlice build() {
    return new Builder().build();
  }

  /** Functions that the module imports get their indices before those that it defines. */
  private final class Builder {
    private final CoreModuleWriter out =
        new CoreModuleWriter(Optional.of("puts functions in the places of their shims"));
    private final List<Integer> actual = new ArrayList<>();
    private final List<Integer> variables = new ArrayList<>();
    private final Map<Wrapped, Integer> wrappers = new HashMap<>();
    private Addition.Code added = new Addition.Code(List.of(), List.of());
    private OptionalInt initializer = OptionalInt.empty();
    private int shimTable;
    private int hookFunction;

    ByteSlice build() {
      List<ShimModule.Function> functions = shims.functions();
      for (int i = 0; i < functions.size(); i++) {
        FuncType type = functions.get(i).type();
        actual.add(out.importFunction(ACTUAL, Integer.toString(i), type));
        if (shims.byReference()) {
          variables.add(
              out.importGlobal(
                  SHIM, ShimModule.variable(i), ShimModule.variableType(out.type(type))));
        }
      }
      if (addition.isPresent()) {
        added = addition.get().add(out);
      }
      if (initialize.isPresent()) {
        initializer = OptionalInt.of(out.importFunction(MAIN, initialize.get(), NOTHING));
      }
      wrap();
      if (!shims.byReference() && !functions.isEmpty()) {
        shimTable = out.importTable(SHIM, ShimModule.TABLE, ShimModule.table(functions.size()));
      }
      fillIn(functions.size());
      return out.build();
    }

    private void wrap() {
      if (hook.isEmpty()) {
        return;
      }
      hookFunction = out.importFunction(MAIN, hook.get(), HOOK);
      List<Integer> imported = new ArrayList<>();
      for (Wrapped of : wrapped) {
        imported.add(out.importFunction(of.module(), of.name(), of.type()));
      }
      for (int i = 0; i < wrapped.size(); i++) {
        Wrapped of = wrapped.get(i);
        int wrapper = wrapper(of.name(), of.type(), of.occasion(), imported.get(i));
        out.export(export(i), ExternKind.FUNC, wrapper);
        wrappers.put(of, wrapper);
      }
    }

    private int wrapper(String name, FuncType type, Occasion occasion, int function) {
      List<Instruction> code = new ArrayList<>(called(occasion.before));
      code.addAll(ShimModule.arguments(type));
      code.add(new Instruction.Index(Opcode.CALL, function));
      if (!occasion.returnsState()) {
        code.addAll(called(occasion.after));
        return out.function("hook-" + name, type, code);
      }
      int state = type.params().size();
      code.add(new Instruction.Index(Opcode.LOCAL_SET, state));
      code.add(new Instruction.I32Const(Occasion.BLOCKED));
      code.add(new Instruction.I32Const(occasion.after));
      code.add(new Instruction.Index(Opcode.LOCAL_GET, state));
      code.add(new Instruction.Plain(Opcode.SELECT));
      code.add(new Instruction.Index(Opcode.CALL, hookFunction));
      code.add(new Instruction.Index(Opcode.LOCAL_GET, state));
      return out.function(
          "hook-" + name, type, List.of(new FunctionBody.Locals(1, NumType.I32)), code);
    }

    private List<Instruction> called(int number) {
      return List.of(
          new Instruction.I32Const(number), new Instruction.Index(Opcode.CALL, hookFunction));
    }

    private void fillIn(int count) {
      List<Integer> real = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Wrapped instead = realloc.get(i);
        int function = actual.get(i);
        if (instead != null && hook.isPresent()) {
          function = wrappers.getOrDefault(instead, function);
        } else if (destructors.contains(i) && hook.isPresent()) {
          FuncType type = shims.functions().get(i).type();
          function = wrapper("resource-dtor", type, Occasion.DESTRUCTOR, function);
        }
        real.add(function);
      }
      List<Instruction> start = new ArrayList<>();
      if (count > 0) {
        out.element(segment(real));
      }
      for (int i = 0; i < variables.size(); i++) {
        start.add(new Instruction.Index(Opcode.REF_FUNC, real.get(i)));
        start.add(new Instruction.Index(Opcode.GLOBAL_SET, variables.get(i)));
      }
      start(start);
    }

    private ElementSegment segment(List<Integer> real) {
      ElementSegment.Mode mode =
          shims.byReference()
              ? ElementSegment.Mode.Unplaced.DECLARED
              : new ElementSegment.Mode.Active(
                  shimTable == 0 ? OptionalInt.empty() : OptionalInt.of(shimTable),
                  ConstExpr.of(List.of(new Instruction.I32Const(0))));
      return new ElementSegment(mode, new ElementSegment.Items.Functions(real));
    }

    /** What is called first; the one function itself if it is alone. */
    private void start(List<Instruction> code) {
      code.addAll(added.prepare());
      List<Instruction> calls = new ArrayList<>(added.initialize());
      if (initializer.isPresent()) {
        if (code.isEmpty() && calls.isEmpty() && hook.isEmpty()) {
          out.start(initializer.getAsInt());
          return;
        }
        calls.add(new Instruction.Index(Opcode.CALL, initializer.getAsInt()));
      }
      if (!calls.isEmpty()) {
        if (hook.isPresent()) {
          code.addAll(called(Occasion.INITIALIZE.before));
        }
        code.addAll(calls);
        if (hook.isPresent()) {
          code.addAll(called(Occasion.INITIALIZE.after));
        }
      }
      if (!code.isEmpty()) {
        out.start(out.function("start", NOTHING, code));
      }
    }
  }
}
