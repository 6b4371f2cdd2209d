package dev.witj.engine.interpreter;

import dev.witj.binary.core.FunctionBody;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.ValType;
import dev.witj.engine.Func;
import dev.witj.engine.HostFunction;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.engine.V128;
import dev.witj.engine.internal.gc.RuntimeType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of both kinds. */
final class Functions {
  private Functions() {}

  /** What a function is to go on with in place of returning. */
  @SuppressWarnings("ArrayRecordComponent")
  record TailCall(Func function, @Nullable Object[] arguments) {}

  /** A function of a module. */
  static final class Interpreted extends Func {
    private final InterpretedInstance instance;
    private final List<ValType> locals = new ArrayList<>();
    private final Code code;

    Interpreted(RuntimeType type, InterpretedInstance instance, FunctionBody body) {
      super(type);
      this.instance = instance;
      for (FunctionBody.Locals group : body.locals()) {
        for (int i = 0; i < group.count(); i++) {
          locals.add(group.type());
        }
      }
      this.code = Code.of(body.code());
    }

    @Override
    public long callBits(long[] arguments) {
      throw new UnsupportedOperationException("the interpreter takes objects");
    }

    @Override
    public @Nullable Object[] call(@Nullable Object... arguments) {
      try {
        Object outcome = step(arguments);
        while (outcome instanceof TailCall(Func function, @Nullable Object[] operands)) {
          outcome =
              function instanceof Interpreted interpreted
                  ? interpreted.step(operands)
                  : function.call(operands);
        }
        return (@Nullable Object[]) outcome;
      } catch (StackOverflowError e) {
        throw new Trap(TrapKind.CALL_STACK_EXHAUSTED);
      }
    }

    /** Runs it until it returns, with its results, or calls another in its place. */
    private Object step(@Nullable Object[] arguments) {
      @Nullable Object[] variables = new Object[arguments.length + locals.size()];
      System.arraycopy(arguments, 0, variables, 0, arguments.length);
      for (int i = 0; i < locals.size(); i++) {
        variables[arguments.length + i] = zero(locals.get(i));
      }
      return new Machine(instance, code, variables, signature().results().size(), instance.fuel)
          .run();
    }
  }

  /** A function of the host's. */
  static final class Host extends Func {
    private final HostFunction.OfValues function;

    Host(RuntimeType type, HostFunction.OfValues function) {
      super(type);
      this.function = function;
    }

    @Override
    public long callBits(long[] arguments) {
      throw new UnsupportedOperationException("the interpreter takes objects");
    }

    @Override
    public @Nullable Object[] call(@Nullable Object... arguments) {
      return function.call(arguments);
    }
  }

  /** What a variable or a field is at first. */
  static @Nullable Object zero(StorageType type) {
    return switch (type) {
      case RefType _ -> null;
      case StorageType.Packed _ -> 0;
      case NumType number ->
          switch (number) {
            case I32 -> 0;
            case I64 -> 0L;
            case F32 -> 0f;
            case F64 -> 0.0;
            case V128 -> V128.ZERO;
          };
    };
  }
}
