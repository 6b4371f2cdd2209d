package dev.witj.launcher;

import java.util.Locale;

/**
 * A component as large as what compilers make of whole languages: thousands of functions, a table
 * of them, megabytes of data. Only with one of these does training see what takes the time of such
 * a start: hashing, reading the outline, compiling, defining classes.
 */
final class LargeGuest {
  private static final int FUNCTIONS = 2_000;
  private static final int DATA_LINES = 60_000;

  private LargeGuest() {}

  /** Its text. It exports {@code work: func(rounds: u32) -> u32}, which calls every function. */
  static String text() {
    StringBuilder text = new StringBuilder(8 << 20);
    text.append("(component (core module $m (memory (export \"memory\") 80)\n");
    text.append("(type $f (func (param i32 i32) (result i32)))\n");
    text.append("(global $g (mut i32) (i32.const 0))\n");
    text.append("(table ").append(FUNCTIONS).append(" funcref)\n(elem (i32.const 0) func");
    for (int i = 0; i < FUNCTIONS; i++) {
      text.append(" $f").append(i);
    }
    text.append(")\n");
    for (int i = 0; i < FUNCTIONS; i++) {
      function(text, i);
    }
    work(text);
    text.append("(data (i32.const 0)");
    for (int i = 0; i < DATA_LINES; i++) {
      text.append(" \"").append(String.format(Locale.ROOT, "%064d", i)).append("\"\n");
    }
    text.append("))\n(core instance $i (instantiate $m))\n");
    text.append("(func (export \"work\") (param \"rounds\" u32) (result u32)\n");
    return text.append("  (canon lift (core func $i \"work\"))))\n").toString();
  }

  /**
   * One of each kind of code that compilers make: memory, loops, branches, other numbers, calls.
   */
  private static void function(StringBuilder text, int i) {
    text.append("(func $f").append(i);
    text.append(" (param $a i32) (param $b i32) (result i32) (local $n i32) (local $d f64)\n");
    text.append(
        switch (i % 4) {
          case 0 ->
              """
              (i32.store offset=64 (i32.and (local.get $a) (i32.const 0xffff)) (local.get $b))
              (i32.add (i32.load8_u (i32.and (local.get $b) (i32.const 0xffff)))
                (i32.load offset=64 (i32.and (local.get $a) (i32.const 0xffff))))
              """;
          case 1 ->
              """
              (block $out (loop $on
                (br_if $out (i32.ge_u (local.get $n) (i32.and (local.get $b) (i32.const 7))))
                (local.set $a (i32.rotl (i32.xor (local.get $a) (local.get $n)) (i32.const 5)))
                (local.set $n (i32.add (local.get $n) (i32.const 1)))
                (br $on)))
              (local.get $a)
              """;
          case 2 ->
              """
              (block $two (block $one (block $zero
                (br_table $zero $one $two (i32.and (local.get $b) (i32.const 3))))
                (return (i32.wrap_i64 (i64.mul (i64.extend_i32_u (local.get $a)) (i64.const 31)))))
                (local.set $d (f64.mul (f64.convert_i32_s (local.get $a)) (f64.const 0.5)))
                (return (i32.trunc_sat_f64_s (local.get $d))))
              (global.set $g (i32.add (global.get $g) (i32.const 1)))
              (select (global.get $g) (local.get $a) (i32.lt_s (local.get $a) (local.get $b)))
              """;
          default ->
              "(call $f"
                  + (i - 1)
                  + " (local.get $b) (call $f"
                  + (i - 2)
                  + " (local.get $a) (local.get $b)))\n";
        });
    text.append(")\n");
  }

  private static void work(StringBuilder text) {
    text.append(
        """
        (func (export "work") (param $rounds i32) (result i32) (local $i i32) (local $sum i32)
          (loop $round
            (local.set $i (i32.const 0))
            (loop $each
              (local.set $sum
                (call_indirect (type $f) (local.get $sum) (local.get $i) (local.get $i)))
              (local.set $i (i32.add (local.get $i) (i32.const 1)))
              (br_if $each (i32.lt_u (local.get $i) (i32.const %s))))
            (local.set $rounds (i32.sub (local.get $rounds) (i32.const 1)))
            (br_if $round (i32.gt_s (local.get $rounds) (i32.const 0))))
          (local.get $sum))
        """
            .formatted(FUNCTIONS));
  }
}
