package dev.witj.engine.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.core.Export;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.ValType;
import dev.witj.engine.Extern;
import dev.witj.engine.Fuel;
import dev.witj.engine.Func;
import dev.witj.engine.Global;
import dev.witj.engine.GuestException;
import dev.witj.engine.Instance;
import dev.witj.engine.LinkException;
import dev.witj.engine.Memory;
import dev.witj.engine.MemoryContents;
import dev.witj.engine.Meter;
import dev.witj.engine.Renewal;
import dev.witj.engine.Table;
import dev.witj.engine.Tag;
import dev.witj.engine.Trap;
import dev.witj.engine.TrapKind;
import dev.witj.engine.V128;
import dev.witj.engine.WasmModule;
import dev.witj.engine.script.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a module does, in words that are the same for everything that runs it rightly. */
final class Run {
  /** What each call from outside may use up. */
  static final int FUEL = 150;

  /** How the name ends under which a module exports what it may use up. */
  static final String FUEL_NAME = "g0";

  private final Subject subject;
  private final OptionalLong units;
  private final boolean noting;
  private final Optional<Fuel> fuel;
  private final List<String> story = new ArrayList<>();

  /** What the instances export, by the instance's number and the name. */
  private final Map<String, Extern> items = new LinkedHashMap<>();

  private final List<Instance> instances = new ArrayList<>();

  private Run(Subject subject, OptionalLong units, boolean noting) {
    this.subject = subject;
    this.units = units;
    this.noting = noting;
    this.fuel = units.stream().mapToObj(Fuel::new).findFirst();
  }

  /**
   * Calls every function of modules, twice, with values by chance. The first module imports
   * nothing, further ones what those before them export.
   *
   * @param units of fuel that instantiating and each call may use up; nothing for any number
   * @return a line for each call: what it gave and what is in memories, tables and globals then
   */
  static List<String> of(Subject subject, List<byte[]> binaries, long seed, OptionalLong units) {
    Run run = new Run(subject, units, false);
    try {
      run.instantiate(compile(subject, binaries));
    } catch (Trap | GuestException | LinkException e) {
      return List.of("no instance: " + e.getMessage());
    }
    run.call(seed);
    return run.story;
  }

  /**
   * The same for instances that were called already, in another way, and were then restored.
   *
   * @return nothing if they cannot be restored
   */
  static Optional<List<String>> again(
      Subject subject, List<byte[]> binaries, long seed, OptionalLong units) {
    List<WasmModule> modules = compile(subject, binaries);
    try {
      // What further instances begin with is worked out when the first one is there.
      new Run(subject, units, true).instantiate(modules);
      Run before = new Run(subject, units, true);
      before.instantiate(modules);
      List<Renewal> renewals = new ArrayList<>();
      for (Instance each : before.instances) {
        Optional<Renewal> renewal = each.renewal();
        if (renewal.isEmpty()) {
          return Optional.empty();
        }
        renewals.add(renewal.get());
      }
      before.call(seed + 1);
      if (!renewals.stream().allMatch(Renewal::restore)) {
        return Optional.empty();
      }
      Run run = new Run(subject, units, true);
      run.items.putAll(before.items);
      Meter meter = run.meter();
      renewals.forEach(each -> each.begin(meter));
      Run fresh = new Run(subject, units, true);
      fresh.instantiate(modules);
      fresh.instances.forEach(Instance::renewal);
      for (int i = 0; i < before.instances.size(); i++) {
        assertEquals(Portrait.of(fresh.instances.get(i)), Portrait.of(before.instances.get(i)));
      }
      run.call(seed);
      return Optional.of(run.story);
    } catch (Trap | GuestException | LinkException e) {
      return Optional.empty();
    }
  }

  private static List<WasmModule> compile(Subject subject, List<byte[]> binaries) {
    return binaries.stream().map(binary -> subject.compile(ByteSlice.of(binary))).toList();
  }

  private void call(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 2; round++) {
      items.forEach(
          (name, item) -> {
            if (item instanceof Func function) {
              fuel.ifPresent(tank -> tank.add(units.getAsLong()));
              call(name, function, random);
            }
          });
    }
  }

  /**
   * Whether a line says that there was no room for an array. How long arrays may be differs, and
   * what comes after it cannot be compared.
   */
  static boolean isTooLarge(String line) {
    return line.contains(TrapKind.ALLOCATION_TOO_LARGE.name())
        || line.contains(TrapKind.ALLOCATION_TOO_LARGE.text());
  }

  private void instantiate(List<WasmModule> modules) {
    Meter meter = meter();
    for (int i = 0; i < modules.size(); i++) {
      instantiate(i, modules.get(i), meter);
    }
  }

  private Meter meter() {
    return new Small(fuel, noting);
  }

  private void instantiate(int number, WasmModule module, Meter meter) {
    List<Extern> imports =
        module.imports().stream()
            .map(each -> Objects.requireNonNull(items.get(each.module() + each.name())))
            .toList();
    Instance instance = module.instantiate(imports, meter);
    instances.add(instance);
    for (Export export : module.exports()) {
      items.put(number + export.name(), instance.export(export.name()).orElseThrow());
    }
  }

  /** Keeps what mutants may want small. */
  private static final class Small implements Meter {
    private final Optional<Fuel> fuel;
    private final boolean noting;
    private long left = 16L << 20;

    Small(Optional<Fuel> fuel, boolean noting) {
      this.fuel = fuel;
      this.noting = noting;
    }

    @Override
    public boolean isNoting() {
      return noting;
    }

    @Override
    public Optional<Fuel> fuel() {
      return fuel;
    }

    @Override
    public boolean takeMemory(long bytes) {
      boolean enough = bytes <= left;
      left -= enough ? bytes : 0;
      return enough;
    }

    @Override
    public int maxTableElements() {
      return 10_000;
    }

    @Override
    public boolean takeInstance() {
      return true;
    }
  }

  private void call(String name, Func function, Random random) {
    items.forEach(
        (global, item) -> {
          if (item instanceof Global fuel && global.endsWith(FUEL_NAME)) {
            fuel.set(FUEL);
          }
        });
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
                  ? items.get("0f0")
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

  private String elements(Table table) {
    return describe(IntStream.range(0, table.size()).mapToObj(table::get).toArray());
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
    return items.entrySet().stream()
        .filter(each -> each.getValue() == item)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("another");
  }

  private String state() {
    StringBuilder text = new StringBuilder();
    fuel.ifPresent(tank -> text.append(" fuel:").append(tank.left()));
    for (Extern item : items.values()) {
      switch (item) {
        case Memory memory ->
            text.append(" m:")
                .append(memory.pages())
                .append('#')
                .append(Arrays.hashCode(MemoryContents.of(memory)));
        case Table table -> text.append(" t:").append(elements(table));
        case Global global -> text.append(' ').append(describe(global.get()));
        case Func _, Tag _ -> {}
      }
    }
    return text.toString();
  }
}
