package dev.witj.wast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.witj.binary.Features;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Source;
import dev.witj.wast.WastExecutor.Outcome;
import dev.witj.wat.WastDirective;
import dev.witj.wat.WastScript;
import dev.witj.wat.WastValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WastRunnerTest {
  private static WastScript script(String text) {
    return WastScript.parse(Source.text("test.wast", text));
  }

  private static WastReport check(String text) {
    return WastRunner.check(script(text), Features.DEFAULT);
  }

  private static String summary(String text) {
    return check(text).summary();
  }

  /** Answers calls by the name of the function. */
  private static final class Fake implements WastExecutor {
    final List<String> log = new ArrayList<>();

    @Override
    public Outcome instantiate(Optional<String> name, boolean component, byte[] binary) {
      log.add("instantiate " + name.orElse("-"));
      return name.equals(Optional.of("unlinkable"))
          ? new Outcome.Unlinkable("unknown import")
          : new Outcome.Returned(List.of());
    }

    @Override
    public Outcome define(Optional<String> name, boolean component, byte[] binary) {
      log.add("define " + name.orElse("-"));
      return new Outcome.Returned(List.of());
    }

    @Override
    public Outcome instantiate(WastDirective.Instance directive) {
      log.add("instance " + directive.definition().orElse("-"));
      return new Outcome.Returned(List.of());
    }

    @Override
    public Outcome register(WastDirective.Register directive) {
      log.add("register " + directive.name());
      return new Outcome.Returned(List.of());
    }

    @Override
    public Outcome perform(WastDirective.Action action) {
      return switch (action) {
        case WastDirective.Get get ->
            new Outcome.Returned(List.of(new WastValue.Str(get.global())));
        case WastDirective.Invoke invoke ->
            switch (invoke.function()) {
              case "trap" -> new Outcome.Trapped("unreachable");
              case "exhaust" -> new Outcome.Exhausted("call stack exhausted");
              case "throw" -> new Outcome.Threw("tag");
              case "suspend" -> new Outcome.Suspended("unhandled");
              case "unsupported" -> new Outcome.Unsupported("not today");
              default -> new Outcome.Returned(invoke.arguments());
            };
      };
    }

    @Override
    public Outcome startThread(
        WastDirective.StartThread thread, java.util.function.Consumer<WastExecutor> directives) {
      directives.accept(this);
      return new Outcome.Returned(List.of());
    }

    @Override
    public void close() {}
  }

  private static WastReport run(String text) {
    return WastRunner.run(script(text), Features.DEFAULT, Optional.of(new Fake()));
  }

  @Test
  void decidesModulesWithoutExecuting() {
    assertEquals("1 passed, 0 failed, 0 skipped", summary("(module (func))"));
    assertEquals("1 passed, 0 failed, 0 skipped", summary("(func)"));
    assertEquals("1 passed, 0 failed, 0 skipped", summary("(module definition $d (func))"));
    assertEquals("0 passed, 1 failed, 0 skipped", summary("(module (func i32.add))"));
    assertEquals("0 passed, 1 failed, 0 skipped", summary("(module (func call $f))"));
    assertEquals("0 passed, 1 failed, 0 skipped", summary("(module binary \"\\00asm\")"));
    assertEquals("1 passed, 0 failed, 0 skipped", summary("(module quote \"(func)\" \"(func)\")"));
  }

  @Test
  void decidesWhatMustBeRefused() {
    assertTrue(check("(assert_invalid (module (func i32.add)) \"type mismatch\")").isSuccess());
    assertFalse(check("(assert_invalid (module (func)) \"type mismatch\")").isSuccess());
    assertTrue(check("(assert_malformed (module quote \"(fnc)\") \"\")").isSuccess());
    assertFalse(check("(assert_malformed (module quote \"(func)\") \"\")").isSuccess());
    assertTrue(check("(assert_malformed (module binary \"\") \"unexpected end\")").isSuccess());
  }

  @Test
  void notesThatAModuleWasRefusedAtAnotherStage() {
    WastReport early = check("(assert_invalid (module (func br $l)) \"unknown label\")");
    assertTrue(early.isSuccess());
    assertEquals(
        Optional.of("refused as malformed: unknown label: failed to find name `$l`"),
        early.results().getFirst().note());
    WastReport late = check("(assert_malformed (module quote \"(func i32.add)\") \"\")");
    assertTrue(late.results().getFirst().note().orElse("").startsWith("refused as invalid"));
  }

  @Test
  void skipsWhatWouldHaveToBeExecuted() {
    assertEquals(
        "1 passed, 0 failed, 7 skipped",
        summary(
            """
            (module $m (func (export "f")))
            (register "m" $m)
            (invoke "f")
            (assert_return (get $m "g") (i32.const 1))
            (assert_trap (invoke "f") "unreachable")
            (assert_exhaustion (invoke "f") "call stack exhausted")
            (assert_unlinkable (module (import "a" "b" (func))) "unknown import")
            (wait $t)
            """));
  }

  @Test
  void refusesInvalidModulesThatWouldHaveToBeExecuted() {
    assertEquals(
        "0 passed, 1 failed, 0 skipped",
        summary("(assert_unlinkable (module (func i32.add)) \"unknown import\")"));
    assertEquals(
        "0 passed, 1 failed, 0 skipped", summary("(assert_trap (module (func drop)) \"\")"));
  }

  @Test
  void pointsIntoTheModule() {
    Diagnostic failure = check("\n(module\n  (func call $f))").failures().getFirst();
    assertEquals(WastCode.REFUSED, failure.code());
    assertEquals("unknown func: failed to find name `$f`", failure.message());
    assertEquals(1, failure.primary().orElseThrow().span().start());
    assertEquals(22, failure.others().getFirst().span().start());
  }

  @Test
  void pointsAtTheInstructionThatDoesNotValidate() {
    for (String text :
        List.of(
            "(module (memory 1) (func nop) (func (drop (i32.add (i32.const 1) (f32.const 2)))))",
            "(module (func nop) (func i32.const 1 f32.const 2 i32.add drop))",
            "(module (func (block (if (i32.const 1) (then i32.add drop)))))")) {
      Diagnostic failure = check(text).failures().getFirst();
      int start = failure.others().getFirst().span().start();
      int end = failure.others().getFirst().span().end();
      assertEquals("i32.add", text.substring(start, end));
    }
  }

  @Test
  void judgesWhatAnExecutorSays() {
    assertEquals(
        "9 passed, 0 failed, 1 skipped",
        run("""
        (module definition $d (func))
        (module instance $i $d)
        (register "i" $i)
        (assert_return (invoke "same" (i32.const 1) (f64.const nan)) (i32.const 1) (f64.const nan))
        (assert_trap (invoke "trap") "unreachable")
        (assert_trap (invoke "exhaust") "exhausted")
        (assert_exhaustion (invoke "exhaust") "call stack exhausted")
        (assert_exception (invoke "throw"))
        (assert_unlinkable (module $unlinkable) "unknown import")
        (assert_return (invoke "unsupported"))
        """)
            .summary());
    assertEquals(
        "0 passed, 8 failed, 0 skipped",
        run("""
        (module $unlinkable)
        (assert_return (invoke "same" (i32.const 1)) (i32.const 2))
        (assert_return (invoke "same" (i32.const 1)))
        (assert_return (invoke "trap"))
        (assert_trap (invoke "same") "unreachable")
        (assert_exhaustion (invoke "trap") "call stack exhausted")
        (assert_exception (invoke "trap"))
        (invoke "throw")
        """)
            .summary());
  }

  @Test
  void runsTheDirectivesOfThreads() {
    WastReport report = run("(module $m) (thread $t (shared (module $m)) (module) (invoke \"f\"))");
    assertEquals("4 passed, 0 failed, 0 skipped", report.summary());
    assertTrue(report.results().get(1).directive() instanceof WastDirective.StartThread);
  }

  @Test
  void reportsAsJson() {
    String json = WastReport.json(List.of(check("(module)\n(module (func drop))\n(invoke \"f\")")));
    assertTrue(json.startsWith("{\n  \"passed\": 1,\n  \"failed\": 1,\n  \"skipped\": 1,"));
    assertTrue(json.contains("\"line\": 2,"));
    assertTrue(json.contains("\"note\": \"not executed\""));
  }

  @Test
  void saysWhatWasExpectedAsScriptsDo() {
    WastReport report =
        run(
            """
            (module)
            (assert_return (invoke "same" (f32.const nan:0x200000) (str.const "a\\n"))
              (f32.const nan:canonical) (either (str.const "b") (str.const "c")))
            (assert_return (invoke "same") (ref.func))
            """);
    assertEquals(
        List.of(
            "expected (f32.const nan:canonical) (either (str.const \"b\") (str.const \"c\")), but"
                + " it returned (f32.const nan:0x200000) (str.const \"a\\u{a}\")",
            "expected (ref.func), but it returned nothing"),
        report.failures().stream().map(Diagnostic::message).toList());
  }

  @Test
  void readsAllValues() {
    WastDirective directive =
        script(
                """
                (assert_return (invoke $i "f"
                    (bool.const true) (u8.const 255) (s8.const -1) (u64.const 18446744073709551615)
                    (char.const "\\u{1f600}") (str.const "x") (list.const (u32.const 1))
                    (record.const (field "a" (s16.const 2))) (variant.const "v" (f32.const 1))
                    (enum.const "e") (option.none) (option.some (u8.const 1)) (result.ok)
                    (result.err (str.const "no")) (flags.const "x" "y") (tuple.const))
                  (v128.const f32x4 1 nan:canonical nan:arithmetic -0) (ref.null) (ref.func)
                  (either (i32.const 1) (i32.const 2)) (f64.const nan:canonical) (ref.extern 3))
                """)
            .directives()
            .getFirst();
    assertTrue(directive instanceof WastDirective.AssertReturn);
    if (directive instanceof WastDirective.AssertReturn result
        && result.execution() instanceof WastDirective.Invoke invoke) {
      assertEquals(16, invoke.arguments().size());
      assertEquals(new WastValue.Int(WastValue.IntType.U64, -1), invoke.arguments().get(3));
      assertEquals(new WastValue.Char(0x1f600), invoke.arguments().get(4));
      assertEquals(6, result.results().size());
      assertEquals(new WastValue.Nan(false, WastValue.NanKind.CANONICAL), result.results().get(4));
    }
  }
}
