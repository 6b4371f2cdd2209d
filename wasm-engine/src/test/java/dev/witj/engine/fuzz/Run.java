package dev.witj.engine.fuzz;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.ValType;
import dev.witj.engine.Extern;
import dev.witj.engine.Func;
import dev.witj.engine.Global;
import dev.witj.engine.GuestException;
import dev.witj.engine.Instance;
import dev.witj.engine.LinkException;
import dev.witj.engine.Memory;
import dev.witj.engine.Meter;
import dev.witj.engine.Table;
import dev.witj.engine.Tag;
import dev.witj.engine.Trap;
import dev.witj.engine.V128;
import dev.witj.engine.WasmModule;
import dev.witj.engine.script.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a module does, in words that are the same for everything that runs it rightly. */
final class Run {
  private static final int FUEL = 150;

  private final Subject subject;
  private final List<String> story = new ArrayList<>();
  private final List<Export> exports;
  private final Instance instance;

  private Run(Subject subject, WasmModule module) {
    this.subject = subject;
    this.exports = module.exports();
    this.instance = module.instantiate(List.of(), Meter.UNLIMITED);
  }

  /**
   * Calls every function of a module that imports nothing, twice, with values by chance.
   *
   * @return a line for each call: what it gave and what is in memories, tables and globals then
   */
  static List<String> of(Subject subject, byte[] binary, long seed) {
    Run run;
    try {
      run = new Run(subject, subject.compile(ByteSlice.of(binary)));
    } catch (Trap | GuestException | LinkException e) {
      return List.of("no instance: " + e.getMessage());
    }
    Random random = new Random(seed);
    for (int round = 0; round < 2; round++) {
      for (Export export : run.exports) {
        if (run.extern(export) instanceof Func function) {
          run.call(export.name(), function, random);
        }
      }
    }
    return run.story;
  }

  private Extern extern(Export export) {
    return instance.export(export.name()).orElseThrow();
  }

  private void call(String name, Func function, Random random) {
    instance.export("g0").ifPresent(fuel -> ((Global) fuel).set(FUEL));
    Object[] arguments =
        function.signature().params().stream().map(type -> argument(type, random)).toArray();
    String outcome;
    try {
      outcome = describe(function.call(arguments));
    } catch (Trap trap) {
      outcome = "trap: " + trap.kind();
    } catch (GuestException exception) {
      outcome = "threw " + describe(exception);
    }
    story.add(name + describe(arguments) + " -> " + outcome + state());
  }

  private @Nullable Object argument(ValType type, Random random) {
    long bits = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(64) - 4;
    return switch (type) {
      case RefType reference ->
          random.nextBoolean()
              ? null
              : reference.heap() == HeapType.Abstract.FUNC
                  ? instance.export("f0").orElse(null)
                  : reference.heap() == HeapType.Abstract.EXTERN ? "host" : null;
      case NumType number ->
          switch (number) {
            case I32 -> (int) bits;
            case I64 -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            case V128 -> new V128(bits, random.nextLong());
          };
    };
  }

  private String describe(@Nullable Object[] values) {
    return Arrays.stream(values).map(this::describe).toList().toString();
  }

  private String describe(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Float number -> "f32:" + Integer.toHexString(Float.floatToRawIntBits(number));
      case Double number -> "f64:" + Long.toHexString(Double.doubleToRawLongBits(number));
      case Integer number -> number.toString();
      case Long number -> number + "L";
      case V128(long low, long high) ->
          "v128:" + Long.toHexString(high) + "_" + Long.toHexString(low);
      case Func function -> name(function);
      case Tag tag -> name(tag);
      case GuestException exception ->
          describe(exception.tag()) + describe(exception.payload().toArray());
      default -> subject.kind(value);
    };
  }

  @SuppressWarnings("ReferenceEquality")
  private String name(Extern item) {
    return exports.stream()
        .filter(export -> extern(export) == item)
        .map(Export::name)
        .findFirst()
        .orElse("another");
  }

  private String state() {
    StringBuilder text = new StringBuilder();
    for (Export export : exports) {
      switch (extern(export)) {
        case Memory memory ->
            text.append(" m:")
                .append(memory.pages())
                .append('#')
                .append(Arrays.hashCode(memory.bytes()));
        case Table table -> text.append(" t:").append(describe(table.elements().clone()));
        case Global global -> text.append(' ').append(describe(global.get()));
        case Func _, Tag _ -> {}
      }
    }
    return text.toString();
  }
}
