package dev.witj.engine.internal.load;

import dev.witj.binary.core.ConstExpr;
import dev.witj.binary.core.Global;
import dev.witj.binary.core.InstructionReader;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.ValType;
import dev.witj.engine.internal.compile.ModuleOutline;
import dev.witj.engine.internal.run.State;
import dev.witj.engine.internal.run.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the globals of an instance are at first. Immutable once all are known. */
final class InitialGlobals {
  private final ModuleOutline outline;
  private final @Nullable Object[] values;

  // Of those that are the instance's own, by index; the second half of vectors apart.
  private final long[] bits;
  private final long[] high;
  private final @Nullable Object[] references;

  /** Unknown as yet. */
  InitialGlobals(ModuleOutline outline) {
    this.outline = outline;
    int globals = outline.globals().size();
    this.values = new @Nullable Object[globals];
    this.bits = new long[globals];
    this.high = new long[globals];
    this.references = new @Nullable Object[globals];
  }

  /** Those of all instances of a module; null if they are not mere numbers, the same for all. */
  static @Nullable InitialGlobals ofAll(ModuleOutline outline, State none) {
    for (Global each : outline.ownGlobals()) {
      if (!(each.type().type() instanceof NumType) || !isLiteral(each.initializer())) {
        return null;
      }
    }
    if (outline.importedGlobals() > 0) {
      return null;
    }
    InitialGlobals made = new InitialGlobals(outline);
    made.evaluate(new Constants(none, made::value));
    return made;
  }

  private static boolean isLiteral(ConstExpr expression) {
    InstructionReader in = new InstructionReader(expression.code());
    while (in.next()) {
      switch (in.opcode()) {
        case I32_CONST, I64_CONST, F32_CONST, F64_CONST, V128_CONST, END -> {}
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  /** What a global is, as {@link dev.witj.engine.Func#call} takes it. */
  @Nullable Object value(int global) {
    return values[global];
  }

  /** What an imported one is. */
  void set(int global, @Nullable Object value) {
    values[global] = value;
  }

  /** Works out what the others are, each of which may depend on those before it. */
  void evaluate(Constants constants) {
    int first = outline.importedGlobals();
    for (int i = first; i < values.length; i++) {
      values[i] = constants.evaluate(outline.ownGlobals().get(i - first).initializer());
      if (!outline.isShared(i)) {
        separate(outline.globals().get(i).type(), i);
      }
    }
  }

  private void separate(ValType type, int index) {
    long[] numbers = new long[2];
    @Nullable Object[] objects = new @Nullable Object[2];
    Values.flatten(List.of(type), new @Nullable Object[] {values[index]}, numbers, objects);
    bits[index] = numbers[0];
    high[index] = numbers[1];
    references[index] = objects[0];
  }

  /** Gives an instance those that are its own: arrays of its own if it keeps them there. */
  void giveTo(State state) {
    boolean own = outline.keepsGlobals();
    state.globalBits = own ? bits.clone() : bits;
    state.globalHigh = own ? high.clone() : high;
    state.globalObjects = own ? references.clone() : references;
  }
}
