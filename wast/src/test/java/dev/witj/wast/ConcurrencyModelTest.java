package dev.witj.wast;

import static dev.witj.wast.AsyncComponents.ENGINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.runtime.Instance;
import dev.witj.runtime.InstancePre;
import dev.witj.runtime.Linker;
import dev.witj.runtime.Store;
import dev.witj.runtime.TrapCode;
import dev.witj.runtime.TrapException;
import dev.witj.wast.ConcurrencyModel.Copying;
import dev.witj.wast.ConcurrencyModel.End;
import dev.witj.wast.ConcurrencyModel.Entry;
import dev.witj.wast.ConcurrencyModel.Kind;
import dev.witj.wast.ConcurrencyModel.Sub;
import dev.witj.wast.ConcurrencyModel.WaitSet;
import dev.witj.wast.ConcurrencyModel.Waitable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random programs of built-ins, run by the runtime and by a model of the specification: equal
 * results, equal events, equal traps.
 */
@Timeout(120)
final class ConcurrencyModelTest {
  private static final int PROGRAMS = 2_000;
  private static final int STEPS = 150;
  private static final InstancePre COMPONENT =
      Linker.create(ENGINE).pre(AsyncComponents.builtIns());

  @Test
  void doesWhatTheModelDoes() {
    long steps = 0;
    Map<TrapCode, Integer> traps = new EnumMap<>(TrapCode.class);
    for (int seed = 0; seed < PROGRAMS; seed++) {
      try (Store store = Store.create(ENGINE)) {
        Program program = new Program(seed, COMPONENT.instantiate(store));
        TrapCode trap = program.run();
        steps += program.steps;
        if (trap != null) {
          traps.merge(trap, 1, Integer::sum);
        }
      }
    }
    System.out.println("concurrency: " + steps + " steps, traps " + traps);
    assertTrue(traps.size() >= 9, "of few kinds: " + traps);
    assertTrue(steps > 20L * PROGRAMS, "few steps: " + steps);
  }

  /** One program on both. */
  private static final class Program {
    private final int seed;
    private final Random random;
    private final Instance instance;
    private final ConcurrencyModel model = new ConcurrencyModel();
    private final StringBuilder log = new StringBuilder();
    private int steps;

    Program(int seed, Instance instance) {
      this.seed = seed;
      this.random = new Random(seed);
      this.instance = instance;
    }

    @Nullable TrapCode run() {
      for (steps = 0; steps < STEPS; steps++) {
        TrapCode trap = step();
        if (trap != null) {
          return trap;
        }
      }
      return null;
    }

    /** One of those for which a step makes sense, mostly; -1 if there is none. */
    private <T extends Entry> long pick(Class<T> kind, Predicate<T> sensible) {
      int chance = random.nextInt(400);
      if (chance == 0) {
        return random.nextInt(20);
      }
      List<Integer> from = model.indices(kind, chance == 1 ? _ -> true : sensible);
      return from.isEmpty() ? -1 : from.get(random.nextInt(from.size()));
    }

    private long call(String function, Object... arguments) {
      Object result = instance.func(function).call(arguments);
      return result == null ? 0 : (Long) result;
    }

    private @Nullable TrapCode step() {
      boolean future = random.nextInt(3) == 0;
      boolean readable = random.nextBoolean();
      String type = future ? "future" : "stream";
      Predicate<End> such = it -> it.shared.future == future && it.readable == readable;
      return switch (random.nextInt(16)) {
        case 0, 1 -> both(type + "-new", () -> model.make(future));
        case 2, 3, 4, 5 -> {
          long end = pick(End.class, such.and(it -> it.copying == Copying.IDLE));
          int length = random.nextInt(5);
          String name = type + (readable ? "-read" : "-write");
          LongSupplier copy = () -> model.copy((int) end, future, readable, length);
          yield future ? both(name, copy, end, 1024L) : both(name, copy, end, 1024L, (long) length);
        }
        case 6 -> {
          long end = pick(End.class, such.and(it -> it.copying == Copying.COPYING));
          yield both(
              type + "-cancel-" + (readable ? "read" : "write"),
              () -> model.cancel((int) end, future, readable),
              end);
        }
        case 7 -> {
          Copying needed = future && !readable ? Copying.DONE : Copying.IDLE;
          long end = pick(End.class, such.and(it -> it.copying == needed));
          if (random.nextInt(3) > 0) {
            yield null;
          }
          yield both(
              type + "-drop-" + (readable ? "readable" : "writable"),
              nothing(() -> model.drop((int) end, future, readable)),
              end);
        }
        case 8 -> both("set-new", model::makeSet);
        case 9 -> {
          long set = pick(WaitSet.class, it -> it.members.isEmpty());
          yield both("set-drop", nothing(() -> model.dropSet((int) set)), set);
        }
        case 10, 11 -> {
          long waitable = pick(Waitable.class, _ -> true);
          long set = random.nextInt(6) == 0 ? 0 : pick(WaitSet.class, _ -> true);
          yield both("join", nothing(() -> model.join((int) waitable, (int) set)), waitable, set);
        }
        case 12 -> poll(pick(WaitSet.class, _ -> true));
        case 13 -> {
          Kind kind = Kind.values()[random.nextInt(3)];
          yield both("start-" + kind.ordinal(), () -> model.start(kind));
        }
        case 14 -> {
          long done = pick(Sub.class, it -> it.delivered);
          long open = pick(Sub.class, it -> !it.delivered && !it.cancelled);
          yield random.nextBoolean()
              ? both("subtask-drop", nothing(() -> model.dropSubtask((int) done)), done)
              : both("subtask-cancel", () -> model.cancelSubtask((int) open), open);
        }
        default -> gate();
      };
    }

    private @Nullable TrapCode gate() {
      int what = random.nextInt(10);
      if (what < 3) {
        return both("gate-inc", nothing(() -> model.changeBackpressure(1)));
      }
      if (what < 7 && (model.backpressure() > 0 || random.nextInt(100) == 0)) {
        return both("gate-dec", nothing(() -> model.changeBackpressure(-1)));
      }
      // Each time, at least one of those that may begin does.
      for (int i = model.entering() + 1; i >= 0; i--) {
        var _ = call("tick");
      }
      model.settle();
      return null;
    }

    private static LongSupplier nothing(Runnable run) {
      return () -> {
        run.run();
        return 0;
      };
    }

    /** Does a step on both. */
    private @Nullable TrapCode both(String function, LongSupplier expected, Object... arguments) {
      List<Object> all = List.of(arguments);
      if (all.contains(-1L)) {
        return null;
      }
      log.append(function).append(all).append('\n');
      TrapCode trap = null;
      long result = 0;
      try {
        result = expected.getAsLong();
      } catch (TrapException e) {
        trap = e.code();
      }
      try {
        long found = call(function, arguments);
        assertNull(trap, this::where);
        assertEquals(result, found, this::where);
        return null;
      } catch (TrapException e) {
        assertEquals(trap, e.code(), this::where);
        return Objects.requireNonNull(trap);
      }
    }

    private @Nullable TrapCode poll(long set) {
      if (set < 0) {
        return null;
      }
      log.append("poll[").append(set).append("]\n");
      TrapCode trap = null;
      long code = 0;
      try {
        code = call("poll", set, 8L);
      } catch (TrapException e) {
        trap = e.code();
      }
      try {
        int about = trap == null ? (int) call("peek", 8L) : 0;
        int payload = trap == null ? (int) call("peek", 12L) : 0;
        String wrong = model.poll((int) set, code, about, payload);
        assertNull(trap, this::where);
        assertNull(wrong, this::where);
        return null;
      } catch (TrapException e) {
        assertEquals(e.code(), trap, this::where);
        return e.code();
      }
    }

    private String where() {
      return "seed " + seed + ", step " + steps + ":\n" + log;
    }
  }
}
