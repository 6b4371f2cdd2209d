package dev.witj.engine.internal.run;

import dev.witj.binary.core.FuncType;
import dev.witj.engine.Func;
import dev.witj.engine.HostFunction;
import dev.witj.engine.StackReserve;
import dev.witj.engine.internal.gc.RuntimeType;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** A function of an instance or of the host's. */
public final class FuncRef extends Func {
  /** How to reach functions of a module, which is made when it is first wanted. */
  public interface Code {
    /** What calls a function from outside. */
    Entry entry(int function);

    /** What calls a function but leaves the tail calls that it makes in the state. */
    Entry tailEntry(int function);

    /** A function as a handle, whose last parameter is the {@link State} of an instance. */
    MethodHandle handle(int function);
  }

  /** The instance it belongs to; null for the host's. */
  public final @Nullable State state;

  /** Its number among the functions of its type and module that are referred to. */
  public final int ordinal;

  /** Its canonical type. */
  public final RuntimeType type;

  private final @Nullable HostFunction host;
  private final @Nullable Code code;
  private final int index;
  private @Nullable MethodHandle handle;
  private @Nullable Entry entry;
  private @Nullable Entry tailEntry;

  private FuncRef(
      RuntimeType type,
      @Nullable State state,
      int ordinal,
      int index,
      @Nullable Code code,
      @Nullable HostFunction host) {
    super(type);
    this.type = type;
    this.state = state;
    this.ordinal = ordinal;
    this.index = index;
    this.code = code;
    this.host = host;
  }

  /**
   * A function of an instance.
   *
   * @param ordinal its number among the functions of its type and module that are referred to
   * @param index its index in the module
   */
  public static FuncRef of(RuntimeType type, State state, int ordinal, int index, Code code) {
    return new FuncRef(type, state, ordinal, index, code, null);
  }

  /**
   * A function of the host's.
   *
   * @throws IllegalArgumentException if it takes and gives bits, and the type says that there are
   *     references or several results
   */
  public static FuncRef host(RuntimeType type, HostFunction function) {
    if (function instanceof HostFunction.OfBits
        && !(type.isNumeric() && Values.slots(((FuncType) type.composite()).results()) <= 1)) {
      throw new IllegalArgumentException("more than numbers and one result: " + type.composite());
    }
    return new FuncRef(type, null, -1, -1, null, function);
  }

  /** The host's function, which it must be. */
  HostFunction host() {
    return java.util.Objects.requireNonNull(host);
  }

  /**
   * What calls it if it is an instance's: a handle that takes the JVM's types for numbers, two
   * longs for a vector, {@link Object} for every reference, and last the {@link #state}.
   */
  public MethodHandle handle() {
    MethodHandle made = handle;
    if (made == null) {
      StackReserve.check();
      made = java.util.Objects.requireNonNull(code).handle(index);
      handle = made;
    }
    return made;
  }

  /** What calls it but leaves the tail calls that it makes; it must be an instance's. */
  Entry tailEntry() {
    Entry made = tailEntry;
    if (made == null) {
      StackReserve.check();
      made = java.util.Objects.requireNonNull(code).tailEntry(index);
      tailEntry = made;
    }
    return made;
  }

  /** What calls it with bits; it must be an instance's. */
  public Entry entry() {
    Entry made = entry;
    if (made == null) {
      StackReserve.check();
      made = java.util.Objects.requireNonNull(code).entry(index);
      entry = made;
    }
    return made;
  }

  private long enter(long[] numbers, @Nullable Object[] objects, State in) {
    Entry made = entry();
    try {
      return made.call(numbers, objects, ordinal, in);
    } catch (Throwable thrown) {
      throw Traps.translate(thrown);
    }
  }

  @Override
  public long callBits(long[] arguments) {
    return state == null
        ? HostCalls.callBits(this, arguments)
        : enter(arguments, State.NONE, state);
  }

  @Override
  public long callBits() {
    if (state == null) {
      return super.callBits();
    }
    Entry made = entry();
    try {
      return made.call(ordinal, state);
    } catch (Throwable thrown) {
      throw Traps.translate(thrown);
    }
  }

  @Override
  public long callBits(long first) {
    if (state == null) {
      return super.callBits(first);
    }
    Entry made = entry();
    try {
      return made.call(first, ordinal, state);
    } catch (Throwable thrown) {
      throw Traps.translate(thrown);
    }
  }

  @Override
  public long callBits(long first, long second) {
    if (state == null) {
      return super.callBits(first, second);
    }
    Entry made = entry();
    try {
      return made.call(first, second, ordinal, state);
    } catch (Throwable thrown) {
      throw Traps.translate(thrown);
    }
  }

  @Override
  public long callBits(long first, long second, long third) {
    if (state == null) {
      return super.callBits(first, second, third);
    }
    Entry made = entry();
    try {
      return made.call(first, second, third, ordinal, state);
    } catch (Throwable thrown) {
      throw Traps.translate(thrown);
    }
  }

  @Override
  public long callBits(long first, long second, long third, long fourth) {
    if (state == null) {
      return super.callBits(first, second, third, fourth);
    }
    Entry made = entry();
    try {
      return made.call(first, second, third, fourth, ordinal, state);
    } catch (Throwable thrown) {
      throw Traps.translate(thrown);
    }
  }

  @Override
  public @Nullable Object[] call(@Nullable Object... arguments) {
    FuncType signature = signature();
    if (arguments.length != signature.params().size()) {
      throw new IllegalArgumentException(
          signature.params().size() + " arguments are wanted, here are " + arguments.length);
    }
    if (state == null) {
      return HostCalls.call(this, arguments);
    }
    int slots = Values.slots(signature.params());
    long[] numbers = new long[slots];
    @Nullable Object[] objects = new @Nullable Object[slots];
    Values.flatten(signature.params(), arguments, numbers, objects);
    state.numbers[0] = enter(numbers, objects, state);
    return Values.lift(signature.results(), state.numbers, state.objects);
  }
}
