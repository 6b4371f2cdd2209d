package dev.witj.wast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.witj.binary.Features;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Source;
import dev.witj.wat.WastScript;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the suites do not ask: scripts that are wrong themselves. */
class RuntimeWastExecutorTest {
  private static final String MODULE =
      """
      (module $m
        (global (export "g") i64 (i64.const 5))
        (func (export "id") (param i32 externref) (result externref i32)
          (local.get 1) (local.get 0)))
      """;

  private static final String COMPONENT =
      """
      (component
        (core module $m
          (memory (export "memory") 1)
          (func (export "echo") (param i32 i32) (result i32)
            (i32.store (i32.const 8) (local.get 0))
            (i32.store (i32.const 12) (local.get 1))
            (i32.const 8))
          (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 16)))
        (core instance $i (instantiate $m))
        (type $list (list u16))
        (func (export "echo") (param "l" $list) (result $list)
          (canon lift (core func $i "echo") (memory $i "memory") (realloc (func $i "realloc")))))
      """;

  private static WastReport run(String text) {
    try (RuntimeWastExecutor executor = new RuntimeWastExecutor()) {
      return WastRunner.run(
          WastScript.parse(Source.text("test.wast", text)),
          Features.DEFAULT,
          Optional.of(executor));
    }
  }

  private static List<String> failures(String text) {
    return run(text).failures().stream().map(Diagnostic::message).toList();
  }

  @Test
  void failsWhatNamesNothing() {
    assertEquals(
        List.of(
            "there is no instance yet",
            "the module exports no function `f`",
            "the module exports no global `id`",
            "there is no instance `$n`",
            "there is no definition yet"),
        failures(
            "(invoke \"f\")"
                + MODULE
                + "(invoke \"f\") (assert_return (get \"id\")) (assert_trap (invoke $n \"id\")"
                + " \"\")(module instance $i)"));
  }

  @Test
  void failsArgumentsOfOtherTypes() {
    assertEquals(
        List.of(
            "`id` takes 2 arguments, here are 0",
            "`(i64.const 1)` is no `i32`",
            "`(i32.const 1)` is no `externref`"),
        failures(
            MODULE
                + "(invoke \"id\")"
                + "(invoke \"id\" (i64.const 1) (ref.null extern))"
                + "(invoke \"id\" (i32.const 1) (i32.const 1))"));
    assertEquals(
        List.of(
            "`(u16.const 1)` is no `list<u16>`",
            "`(u32.const 1)` is no `u16`",
            "expected (list.const (u16.const 2)), but it returned (list.const (u16.const 65535))"),
        failures(
            COMPONENT
                + "(invoke \"echo\" (u16.const 1))"
                + "(invoke \"echo\" (list.const (u32.const 1)))"
                + "(assert_return (invoke \"echo\" (list.const (u16.const 65535)))"
                + "  (list.const (u16.const 2)))"));
  }

  @Test
  void passesReferences() {
    assertEquals(
        List.of(
            "expected (ref.extern 4) (i32.const 1), but it returned (ref.extern 3) (i32.const 1)"),
        failures(
            MODULE
                + "(assert_return (get \"g\") (i64.const 5))"
                + "(assert_return (invoke \"id\" (i32.const 1) (ref.extern 3))"
                + "  (ref.extern 3) (i32.const 1))"
                + "(assert_return (invoke \"id\" (i32.const 1) (ref.extern 3))"
                + "  (ref.extern 4) (i32.const 1))"));
  }

  @Test
  void skipsWhatIsAboutAModuleThatWasRefused() {
    WastReport report = run(MODULE + "(module (func i32.add)) (invoke \"id\")");
    assertEquals("1 passed, 1 failed, 1 skipped", report.summary());
  }
}
