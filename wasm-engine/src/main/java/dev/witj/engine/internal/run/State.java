package dev.witj.engine.internal.run;

import dev.witj.engine.Fuel;
import dev.witj.engine.Func;
import dev.witj.engine.Global;
import dev.witj.engine.Interruption;
import dev.witj.engine.Memory;
import dev.witj.engine.ObjectHeap;
import dev.witj.engine.Table;
import dev.witj.engine.Tag;
import dev.witj.engine.internal.gc.Elements;
import dev.witj.engine.internal.gc.RuntimeType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The state of an instance, which every compiled function takes as its last parameter. Each module
 * has a generated subclass with a field for each global, table and imported function, so that
 * compiled code finds them without an array; the arrays here serve whatever is rare.
 */
public abstract class State {
  private static final @Nullable Object[] NO_OBJECTS = {};
  private static final long[] NO_NUMBERS = {};

  /** Until it is known what counts. */
  private static final ObjectHeap NO_HEAP = ObjectHeap.unlimited();

  /** No references. */
  static final @Nullable Object[] NONE = NO_OBJECTS;

  private static final VarHandle FUNCTION = MethodHandles.arrayElementVarHandle(FuncRef[].class);

  /** The first memory, if there is one. */
  public @Nullable Memory memory;

  /** All memories. */
  public Memory[] memories = {};

  /** All tables. */
  public Table[] tables = {};

  /** Globals that are shared with others; null for those that are fields. */
  public @Nullable Global[] globals = {};

  /**
   * Globals that are not shared, by index: numbers, or the first halves of vectors. What the
   * subclass has a field for is here only until it is linked.
   */
  public long[] globalBits = NO_NUMBERS;

  /** Globals that are not shared: the other halves of vectors. */
  public long[] globalHigh = NO_NUMBERS;

  /** Globals that are not shared: references. */
  public @Nullable Object[] globalObjects = NO_OBJECTS;

  /** All tags. */
  public Tag[] tags = {};

  /** Data segments; empty once they are dropped. */
  public byte[][] data = {};

  /** Element segments; empty once they are dropped. */
  public Elements[] elements = {};

  /** The types of the module, by index. */
  public RuntimeType[] types = {};

  /** What counts the objects that it makes. */
  public ObjectHeap heap = NO_HEAP;

  /** Functions as references, by index, made when they are asked for. */
  public @Nullable FuncRef[] functions = {};

  /** Makes a function's reference. */
  public IntFunction<FuncRef> references = _ -> null;

  /** Results of the last call but the first: numbers, by position. */
  public long[] numbers = {};

  /** Results of the last call but the first: references, by position. */
  public @Nullable Object[] objects = NO_OBJECTS;

  /** What the guest may use up; null if its code does not take any. */
  public @Nullable Fuel fuel;

  /** What is asked whether the guest may go on. */
  public Interruption interruption = Interruption.BY_THREAD;

  /** How many instructions are left before that is asked. */
  public int left;

  /**
   * Which function of the instance a tail call goes to; -1 if none is under way, and any other
   * number if it is known as a reference.
   */
  public int tail = -1;

  /** Among which functions the one that a tail call goes to is counted. */
  int tailShape;

  /** The function that a tail call goes to if it is known as a reference. */
  @Nullable FuncRef tailFunction;

  /** The arguments of a tail call that are numbers, by position. */
  long[] tailNumbers = NO_NUMBERS;

  /** The arguments of a tail call that are references, by position. */
  @Nullable Object[] tailObjects = NONE;

  /** What makes tail calls of a shape. */
  public IntFunction<Entry> tails =
      shape -> {
        throw new IllegalStateException("no tail calls of shape " + shape);
      };

  /** Takes the globals that are numbers or references over into the fields of the subclass. */
  public abstract void linkGlobals();

  /** Lets go of the globals that are now fields, which must be all of them. */
  public final void dropGlobals() {
    globalBits = NO_NUMBERS;
    globalHigh = NO_NUMBERS;
    globalObjects = NO_OBJECTS;
  }

  /** Makes what calls left here what it was before the first of them. */
  public final void forgetCalls() {
    Arrays.fill(numbers, 0);
    Arrays.fill(objects, null);
    left = 0;
    tail = -1;
    tailShape = 0;
    tailFunction = null;
    tailNumbers = NO_NUMBERS;
    tailObjects = NONE;
  }

  /** Takes the tables over into the fields of the subclass. */
  public abstract void linkTables();

  /** Takes the imported functions over into the fields of the subclass. */
  public abstract void linkFunctions();

  /** A function as a reference: the same one each time, whichever threads ask. */
  public final Func function(int index) {
    FuncRef known = functions[index];
    return known == null ? make(index) : known;
  }

  private FuncRef make(int index) {
    FuncRef made = references.apply(index);
    FuncRef first = (FuncRef) FUNCTION.compareAndExchange(functions, index, null, made);
    return first == null ? made : first;
  }
}
