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
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the globals of an instance are at first. Those that are literal numbers, which most are, are
 * worked out once for all instances of a module.
 */
final class InitialGlobals {
  private final ModuleOutline outline;
  private final @Nullable Object[] values;

  // Of those that are the instance's own, by index; the second half of vectors apart.
  private final long[] bits;
  private final long[] high;
  private final @Nullable Object[] references;

  /** Those that each instance works out for itself, imported ones not among them. */
  private final int[] open;

  /** Those of all instances of a module, as far as they are literals. */
  InitialGlobals(ModuleOutline outline, State none) {
    this.outline = outline;
    int globals = outline.globals().size();
    this.values = new @Nullable Object[globals];
    this.bits = new long[globals];
    this.high = new long[globals];
    this.references = new @Nullable Object[globals];
    Constants constants = new Constants(none, this::value);
    IntStream.Builder rest = IntStream.builder();
    for (int i = outline.importedGlobals(); i < globals; i++) {
      if (own(i).type().type() instanceof NumType && isLiteral(own(i).initializer())) {
        evaluate(i, constants);
      } else {
        rest.add(i);
      }
    }
    this.open = rest.build().toArray();
  }

  private InitialGlobals(InitialGlobals all) {
    this.outline = all.outline;
    this.values = all.values.clone();
    this.bits = all.bits.clone();
    this.high = all.high.clone();
    this.references = all.references.clone();
    this.open = all.open;
  }

  private Global own(int index) {
    return outline.ownGlobals().get(index - outline.importedGlobals());
  }

  /** Those of a new instance; nobody changes them. */
  InitialGlobals of(State state) {
    int imported = outline.importedGlobals();
    if (imported == 0 && open.length == 0) {
      return this;
    }
    InitialGlobals made = new InitialGlobals(this);
    for (int i = 0; i < imported; i++) {
      made.values[i] = Objects.requireNonNull(state.globals[i]).get();
    }
    Constants constants = new Constants(state, made::value);
    for (int each : open) {
      made.evaluate(each, constants);
    }
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

  /** Works out one, which may depend on those before it. */
  private void evaluate(int index, Constants constants) {
    values[index] = constants.evaluate(own(index).initializer());
    if (!outline.isShared(index)) {
      separate(outline.globals().get(index).type(), index);
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
