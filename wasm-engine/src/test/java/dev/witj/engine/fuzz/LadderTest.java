package dev.witj.engine.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.ByteSlice;
import dev.witj.diagnostics.Source;
import dev.witj.engine.EngineOptions;
import dev.witj.engine.Func;
import dev.witj.engine.Meter;
import dev.witj.engine.script.Subject;
import dev.witj.wat.WatAssembler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dispatch loops, whose arms are put into methods of their own, do what the interpreter does. */
class LadderTest {
  private static final int[] LIMITS = {7000, 2000, 500, 250, 120, 20};

  @ParameterizedTest
  @ValueSource(ints = {3, 8, 40, 300, 3000})
  void armsAreEnteredAndLeft(int arms) {
    byte[] binary = WatAssembler.assemble(Source.text("ladder.wat", text(arms, new Random(arms))));
    List<Long> expected = run(Subject.interpreter(), binary, arms);
    for (int limit : LIMITS) {
      Subject compiler = Subject.compiler(EngineOptions.defaults().withMethodLimit(limit));
      assertEquals(expected, run(compiler, binary, arms), "limit " + limit);
    }
  }

  private static List<Long> run(Subject subject, byte[] binary, int arms) {
    var instance = subject.compile(ByteSlice.of(binary)).instantiate(List.of(), Meter.UNLIMITED);
    Func run = (Func) instance.export("run").orElseThrow();
    List<Long> results = new ArrayList<>();
    for (int first = 0; first <= arms + 1; first += 1 + arms / 100) {
      results.add((Long) run.call(first, 60)[0]);
    }
    return results;
  }

  /** An arm adds its number to a sum, and then goes on to the next, to another, round, or out. */
  private static String text(int arms, Random random) {
    StringBuilder text = new StringBuilder();
    text.append("(module (memory 1) (func (export \"run\") (param $op i32) (param $steps i32)");
    text.append(" (result i64) (local $sum i64) (local $other i32)\n(block $out (loop $on\n");
    text.append("(br_if $out (i32.eqz (local.tee $steps");
    text.append(" (i32.sub (local.get $steps) (i32.const 1)))))\n");
    for (int arm = arms - 1; arm >= 0; arm--) {
      text.append("(block $a").append(arm).append('\n');
    }
    text.append("(local.set $other (i32.mul (local.get $op) (i32.const 7)))\n(local.get $op)");
    text.append("(br_table");
    for (int arm = 0; arm < arms; arm++) {
      text.append(" $a").append(random.nextInt(9) == 0 ? random.nextInt(arms) : arm);
    }
    text.append(" $out)\n");
    for (int arm = 0; arm < arms; arm++) {
      text.append(")(local.set $sum (i64.add (i64.mul (local.get $sum) (i64.const 31))");
      text.append(" (i64.const ").append(arm).append(")))\n");
      text.append("(i32.store offset=8 (local.get $steps) (local.get $other))\n");
      text.append("(local.set $op (i32.rem_u (i32.add (local.get $other) (i32.load (i32.const ");
      text.append(random.nextInt(60)).append("))) (i32.const ").append(arms + 1).append(")))\n");
      switch (arm + 1 < arms ? random.nextInt(6) : 0) {
        case 0 -> {}
        case 1 ->
            text.append("(br_if $a")
                .append(arm + 1 + random.nextInt(arms - arm - 1))
                .append(" (i32.and (local.get $op) (i32.const 1)))\n");
        case 2 -> text.append("(if (i64.eqz (local.get $sum)) (then (br $out)))");
        default -> text.append("(br $on)\n");
      }
    }
    return text.append(")) (i64.add (local.get $sum) (i64.extend_i32_u (local.get $op)))))")
        .toString();
  }
}
