package dev.witj.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.diagnostics.Source;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ModuleAssemblerTest {
  private static final String HEADER = "0061736d01000000";

  private static String hex(String text) {
    return HexFormat.of().formatHex(WatAssembler.assemble(Source.text("test.wat", text)));
  }

  private static String failure(String text) {
    return assertThrows(DiagnosticException.class, () -> hex(text))
        .diagnostics()
        .getFirst()
        .message();
  }

  @Test
  void assemblesTheEmptyModule() {
    assertEquals(HEADER, hex("(module)"));
  }

  @Test
  void writesOperandsOfFoldedInstructionsFirst() {
    assertEquals(
        HEADER + "0105016000017f" + "03020100" + "0a09010700" + "41014102" + "6a0b",
        hex("(func (result i32) (i32.add (i32.const 1) (i32.const 2)))"));
    assertEquals(
        hex("(func (result i32) i32.const 1 i32.const 2 i32.add)"),
        hex("(func (result i32) (i32.add (i32.const 1) (i32.const 2)))"));
  }

  @Test
  void writesTheConditionOfFoldedIfBeforeIt() {
    assertEquals(
        hex("(func local.get 0 if nop else unreachable end)"),
        hex("(func (if (local.get 0) (then nop) (else (unreachable))))"));
  }

  @Test
  void resolvesShadowedLabels() {
    assertEquals(
        hex("(func block block br 0 end br 0 end)"),
        hex("(func block $a block $a br $a end $a br $a end)")
            .replaceFirst("0010046e616d65.*", ""));
  }

  @Test
  void refusesWhatIsNotThere() {
    assertEquals("unknown func: failed to find name `$f`", failure("(func call $f)"));
    assertEquals("unknown label: failed to find name `$s`", failure("(func br $s)"));
    assertEquals("duplicate func identifier `$f`", failure("(func $f) (func $f)"));
    assertEquals("import after func", failure("(func) (import \"a\" \"b\" (func))"));
  }
}
