package dev.witj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.witj.diagnostics.Source;
import dev.witj.runtime.value.Tuple2;
import dev.witj.wat.WatAssembler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Guests that pass arbitrary core values as values of arbitrary types, out of memories full of
 * chance, and whose allocators answer anything. What may come of it is a value or a trap.
 *
 * <p>{@code -Dwitj.fuzz.abi.rounds} makes it longer, {@code -Dwitj.fuzz.abi.seed} another one.
 */
final class CanonicalAbiFuzzTest {
  private static final long ROUNDS = Long.getLong("witj.fuzz.abi.rounds", 20_000);
  private static final long SEED = Long.getLong("witj.fuzz.abi.seed", 1);

  /** How many calls are made of one component. */
  private static final int CALLS = 2_000;

  private static final Engine ENGINE = Engine.create();

  /**
   * {@code get} fills memory by a generator of random numbers, every second word of them small so
   * that it may be an address, a length or a case, and answers some address. {@code put} has an
   * allocator that answers the next such word. {@code pass} gives some address and length to a
   * function of the host.
   */
  private static final String GUEST =
      """
      (component
        TYPES
        (import "host" (func $host (param "x" (list $t))))
        (core module $memory
          (memory (export "m") 1)
          (global $x (mut i32) (i32.const 1))
          (func $next (export "next") (result i32)
            (global.set $x (i32.xor (global.get $x) (i32.shl (global.get $x) (i32.const 13))))
            (global.set $x (i32.xor (global.get $x) (i32.shr_u (global.get $x) (i32.const 17))))
            (global.set $x (i32.xor (global.get $x) (i32.shl (global.get $x) (i32.const 5))))
            (global.get $x))
          (func (export "fill") (param $seed i32) (local $at i32)
            (global.set $x (i32.or (local.get $seed) (i32.const 1)))
            (loop $l
              (i32.store (local.get $at) (call $next))
              (i32.store offset=4 (local.get $at) (i32.and (call $next) (i32.const 0x3f8)))
              (i32.store offset=8 (local.get $at) (i32.and (call $next) (i32.const 0x7)))
              (i32.store offset=12 (local.get $at) (i32.and (call $next) (i32.const 0xff)))
              (local.set $at (i32.add (local.get $at) (i32.const 16)))
              (br_if $l (i32.lt_u (local.get $at) (i32.const 1024)))))
          (func (export "realloc") (param i32 i32 i32 i32) (result i32)
            (i32.and (call $next)
              (select (i32.const 0xfff8) (i32.const -1)
                (i32.and (call $next) (i32.const 3))))))
        (core instance $mem (instantiate $memory))
        (core func $host'
          (canon lower (func $host) (memory $mem "m") (realloc (func $mem "realloc"))))
        (core module $m
          (import "mem" "fill" (func $fill (param i32)))
          (import "mem" "next" (func $next (result i32)))
          (import "" "host" (func $host (param i32 i32)))
          (func (export "get") (param $seed i32) (result i32)
            (call $fill (local.get $seed))
            (i32.and (call $next) (i32.const 0xff8)))
          (func (export "pass") (param $seed i32)
            (call $fill (local.get $seed))
            (call $host
              (i32.and (call $next) (i32.const 0x3f8)) (i32.and (call $next) (i32.const 0x1f))))
          (func (export "put") (param i32 i32)))
        (core instance $i (instantiate $m
          (with "mem" (instance $mem)) (with "" (instance (export "host" (func $host'))))))
        (func (export "get") (param "seed" u32) (result (tuple u64 $t))
          (canon lift (core func $i "get") (memory $mem "m")))
        (func (export "pass") (param "seed" u32) (canon lift (core func $i "pass")))
        (func (export "put") (param "x" (list $t))
          (canon lift (core func $i "put") (memory $mem "m") (realloc (func $mem "realloc")))))
      """;

  @Test
  void nothingButValuesAndTrapsComeOfArbitraryCoreValues() {
    SplittableRandom random = new SplittableRandom(SEED);
    long values = 0;
    long traps = 0;
    for (long round = 0; round < ROUNDS; round += CALLS) {
      Types types = new Types(random.split());
      String text = GUEST.replace("TYPES", types.text());
      Component component =
          Component.load(ENGINE, "guest", WatAssembler.assemble(Source.text("guest.wat", text)));
      Linker linker = Linker.create(ENGINE);
      linker.root().func("host", (_, _) -> null);
      InstancePre ready = linker.pre(component);
      Store store = Store.create(ENGINE);
      Instance instance = ready.instantiate(store);
      @Nullable Object value = null;
      for (int call = 0; call < CALLS; call++) {
        long seed = random.nextInt() & 0xffff_ffffL;
        try {
          switch (call % 3) {
            case 0 -> {
              Object got = Objects.requireNonNull(instance.func("get").call(seed));
              value = ((Tuple2<?, ?>) got).v1();
            }
            case 1 -> instance.func("pass").call(seed);
            default -> {
              if (value != null) {
                instance.func("put").call(types.list(value));
              }
            }
          }
          values++;
        } catch (TrapException e) {
          traps++;
          assertEquals(false, e.code() == TrapCode.HOST_FAILURE, () -> e + "\n" + types.text());
          assertEquals(false, e.code() == TrapCode.CORE_ENGINE_FAILURE, () -> e + types.text());
          store.close();
          store = Store.create(ENGINE);
          instance = ready.instantiate(store);
        } catch (RuntimeException | Error e) {
          fail("seed " + seed + " of\n" + types.text(), e);
        }
      }
      store.close();
    }
    System.out.println("canonical ABI: " + values + " values, " + traps + " traps");
  }

  /** A type of chance, and the types it is made of. */
  private static final class Types {
    private static final List<String> SCALARS =
        List.of(
            "bool", "s8", "u8", "s16", "u16", "s32", "u32", "s64", "u64", "f32", "f64", "char",
            "string");

    private final SplittableRandom random;
    private final StringBuilder text = new StringBuilder();
    private final String top;
    private int count;

    Types(SplittableRandom random) {
      this.random = random;
      this.top = type(3);
      text.append("(type $t' (tuple ").append(top).append("))");
      text.append("(import \"t\" (type $t (eq $t')))\n");
    }

    String text() {
      return text.toString();
    }

    Object list(Object element) {
      return List.of(element, element);
    }

    private String type(int depth) {
      if (depth == 0 || random.nextInt(4) == 0) {
        return SCALARS.get(random.nextInt(SCALARS.size()));
      }
      String made =
          switch (random.nextInt(7)) {
            case 0 -> "(record" + parts("field", depth) + ")";
            case 1 -> "(variant" + parts("case", depth) + " (case \"none\"))";
            case 2 -> "(list " + type(depth - 1) + ")";
            case 3 -> "(tuple " + type(depth - 1) + " " + type(depth - 1) + ")";
            case 4 -> "(option " + type(depth - 1) + ")";
            case 5 -> "(result " + type(depth - 1) + " (error " + type(depth - 1) + "))";
            default -> random.nextBoolean() ? "(flags" + labels() + ")" : "(enum" + labels() + ")";
          };
      String name = "$t" + count++;
      text.append("(type ").append(name).append("' ").append(made).append(")\n");
      // Records and the like have a name only where they are imported or exported.
      text.append("(import \"t" + (count - 1) + "\" (type " + name + " (eq " + name + "')))\n");
      return name;
    }

    private String parts(String keyword, int depth) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(4); i++) {
        parts.add(" (" + keyword + " \"p" + i + "\" " + type(depth - 1) + ")");
      }
      return String.join("", parts);
    }

    private String labels() {
      StringBuilder labels = new StringBuilder();
      for (int i = 0; i <= random.nextInt(20); i++) {
        labels.append(" \"l").append(i).append('"');
      }
      return labels.toString();
    }
  }
}
